using Ramet.Catalog.Commits;
using Ramet.Catalog.Jobs;
using Ramet.Errors;
using Ramet.Warehouse.Statements;

namespace Ramet.Warehouse.Jobs;

/// <summary>
/// The job of one statement. That of a session's statement is recorded as running only when the statement will touch rows
/// (<see cref="Announce"/>): statements that change metadata alone are over sooner than others could look, and their record comes with their
/// commit. That of the queue is recorded before the statement begins, and what it gives is kept.
/// </summary>
internal sealed class JobRun
{
    private readonly Job job;
    private readonly RunningJobs running;
    private readonly CancellationTokenSource cancellation;
    private bool isAnnounced;

    private JobRun(Job job, RunningJobs running, CancellationToken cancellationToken)
    {
        this.job = job;
        this.running = running;
        cancellation = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        CancellationToken = cancellation.Token;
    }

    /// <summary>The instance id.</summary>
    public InstanceId Id => job.Id;

    /// <summary>Cancelled when the job is killed, or its statement is cancelled by its session.</summary>
    public CancellationToken CancellationToken { get; }

    /// <summary>What it does with its statement.</summary>
    public JobKind Kind { get; private init; }

    /// <summary>Where the rows that it gives are kept; null when the session reads them itself.</summary>
    public JobResultStore? Results { get; private init; }

    /// <summary>What it gave, as <see cref="Job.Result"/> says it; null when the job is a session's.</summary>
    public string? Result { get; set; }

    /// <summary>The rows that it gave, as <see cref="Job.Rows"/> says it; null when they are not part of the record.</summary>
    public byte[]? Rows { get; set; }

    /// <summary>The record with which it ended; null as long as it has not, and when it could not be recorded.</summary>
    public Job? Final { get; private set; }

    /// <summary>Makes the job of a session's statement; nothing is recorded yet.</summary>
    public static JobRun Submit(StatementContext context, string text)
    {
        var now = context.StartedAt;
        var job = new Job
        {
            Id = InstanceId.New(now),
            ProjectName = context.Session.Project ?? "",
            Owner = context.Caller,
            Statement = text,
            SubmittedAt = now,
            StartedAt = now,
            Status = JobStatus.Running,
        };
        return new JobRun(job, context.Warehouse.RunningJobs, context.CancellationToken);
    }

    /// <summary>The run of a job of the queue, which is recorded as running.</summary>
    public static JobRun Of(Job recorded, JobKind kind, RametWarehouse warehouse, JobResultStore results, CancellationToken cancellationToken)
    {
        var run = new JobRun(recorded, warehouse.RunningJobs, cancellationToken) { Kind = kind, Results = results, Result = JobResultJson.Nothing };
        run.isAnnounced = true;
        run.running.Add(run.Id, run.cancellation);
        return run;
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
        running.Add(Id, cancellation);
    }

    /// <summary>The record of the job when it has succeeded.</summary>
    public Job Succeeded(DateTimeOffset now, JobSummary? summary) =>
        job with { Status = JobStatus.Success, FinishedAt = now, Summary = summary?.ToJson(), Result = Result, Rows = Rows };

    /// <summary>The record of the job when it has failed or was cancelled.</summary>
    public Job Failed(DateTimeOffset now, RametException error) => job with
    {
        Status = error.Kind == ErrorKind.Cancelled ? JobStatus.Cancelled : JobStatus.Failed,
        FinishedAt = now,
        Error = error.Message,
    };

    /// <summary>Nothing will happen in the job any more.</summary>
    /// <param name="final">The record with which it ended; null when it could not be recorded.</param>
    public void End(Job? final)
    {
        Final = final;
        running.Remove(Id);
        cancellation.Dispose();
    }
}
