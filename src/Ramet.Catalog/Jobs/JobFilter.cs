using Ramet.Access;

namespace Ramet.Catalog.Jobs;

/// <summary>Which jobs to list. A condition that is null holds for all.</summary>
public sealed record JobFilter
{
    /// <summary>Only jobs submitted in this project.</summary>
    public string? ProjectName { get; init; }

    /// <summary>Only jobs of this principal.</summary>
    public Principal? Owner { get; init; }

    /// <summary>Only jobs in this status.</summary>
    public JobStatus? Status { get; init; }

    /// <summary>Only jobs submitted at or after this time.</summary>
    public DateTimeOffset? SubmittedFrom { get; init; }

    /// <summary>Only jobs submitted before this time.</summary>
    public DateTimeOffset? SubmittedBefore { get; init; }

    /// <summary>Only jobs that have ended, or only those that have not.</summary>
    public bool? IsFinished { get; init; }

    /// <summary>Only jobs that come after this one in the list: the next page.</summary>
    public InstanceId? After { get; init; }

    /// <summary>At most so many, the latest first; default 100.</summary>
    public int Limit { get; init; } = 100;
}
