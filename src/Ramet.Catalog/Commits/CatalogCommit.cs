using Ramet.Catalog.Audit;
using Ramet.Catalog.Jobs;

namespace Ramet.Catalog.Commits;

/// <summary>
/// Everything that one statement does to the catalog, as data: what must still hold, what changes, the job that did it and what the
/// audit says about it. <see cref="ICatalog.Commit"/> applies all of it or nothing.
/// </summary>
public sealed record CatalogCommit
{
    /// <summary>What must hold when the commit is applied: the facts that the statement's decisions were based on.</summary>
    public IReadOnlyList<CatalogRequirement> Requirements { get; init; } = [];

    /// <summary>The changes, applied in this order.</summary>
    public IReadOnlyList<CatalogChange> Changes { get; init; } = [];

    /// <summary>
    /// The job as it stands with this commit: it is recorded, or replaces the record with its id. If that record is already final,
    /// because the job was killed meanwhile, the whole commit is refused. Null when the statement is not a job.
    /// </summary>
    public Job? Job { get; init; }

    /// <summary>The decisions behind the commit.</summary>
    public IReadOnlyList<AuditEntry> Audit { get; init; } = [];

    /// <summary>
    /// Whether the commit must survive a power failure before it is acknowledged (I6). A commit without changes need not: the record of
    /// a job's start or progress, or of a query that only read, survives the end of the process but may be lost with the machine.
    /// </summary>
    public bool IsDurable => Changes.Count > 0;
}
