using Ramet.Catalog.Jobs;

namespace Ramet.Warehouse.Jobs;

/// <summary>A job as somebody sees it who may.</summary>
/// <param name="Job">Its record. In lists it leaves <see cref="Job.Result"/> out.</param>
/// <param name="Request">What was asked for.</param>
/// <param name="ProgressPercent">How far it is, 0 to 100; null when it does not run here, or nobody can tell.</param>
public sealed record JobView(Job Job, JobRequest Request, double? ProgressPercent)
{
    /// <summary>Whether it gave rows, a text or nothing; null while it has not succeeded, and in lists.</summary>
    public JobResultKind? ResultKind => Job.Status == JobStatus.Success && Job.Result is { } json ? JobResultJson.KindOf(json) : null;
}

/// <summary>What a job gave.</summary>
public enum JobResultKind
{
    /// <summary>Nothing but its success.</summary>
    Nothing,

    /// <summary>A text.</summary>
    Text,

    /// <summary>Rows.</summary>
    Rows,
}

/// <summary>A page of a list of jobs.</summary>
/// <param name="Jobs">The jobs, the latest first.</param>
/// <param name="Next">The last job that was looked at, from which the next page goes on; null when there are no more.</param>
public sealed record JobPage(IReadOnlyList<JobView> Jobs, InstanceId? Next);
