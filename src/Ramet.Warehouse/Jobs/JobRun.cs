using Ramet.Catalog.Commits;
using Ramet.Catalog.Jobs;
using Ramet.Errors;
using Ramet.Warehouse.Statements;

namespace Ramet.Warehouse.Jobs;

/// <summary>
/// The job of one statement. It is recorded as running only when the statement will touch rows (<see cref="Announce"/>): statements that
/// change metadata alone are over sooner than others could look, and their record comes with their commit.
/// </summary>
internal sealed class JobRun
{
    private readonly Job job;
    private bool isAnnounced;

    private JobRun(Job job) => this.job = job;

    /// <summary>The instance id.</summary>
    public string Id => job.Id.Value;

    /// <summary>Makes the job of a statement; nothing is recorded yet.</summary>
    public static JobRun Submit(StatementContext context, string text)
    {
        var now = context.StartedAt;
        return new JobRun(new Job
        {
            Id = InstanceId.New(now),
            ProjectName = context.Session.Project ?? "",
            Owner = context.Caller,
            Statement = text,
            SubmittedAt = now,
            StartedAt = now,
            Status = JobStatus.Running,
        });
    }

    /// <summary>
    /// Records the job as running, so that it can be listed and killed from elsewhere; once, also when a statement runs again. As long as it
    /// runs, no garbage collection deletes what it reads and writes (I4).
    /// </summary>
    public void Announce(StatementContext context)
    {
        if (isAnnounced)
            return;
        context.Catalog.Commit(new CatalogCommit { Job = job, Requirements = [context.NotCollected] }, context.CancellationToken);
        isAnnounced = true;
    }

    /// <summary>The record of the job when it has succeeded.</summary>
    public Job Succeeded(DateTimeOffset now, JobSummary? summary) =>
        job with { Status = JobStatus.Success, FinishedAt = now, Summary = summary?.ToJson() };

    /// <summary>The record of the job when it has failed or was cancelled.</summary>
    public Job Failed(DateTimeOffset now, RametException error) => job with
    {
        Status = error.Kind == ErrorKind.Cancelled ? JobStatus.Cancelled : JobStatus.Failed,
        FinishedAt = now,
        Error = error.Message,
    };
}
