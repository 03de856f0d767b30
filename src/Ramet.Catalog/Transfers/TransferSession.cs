using Ramet.Access;
using Ramet.Catalog.Tables;
using Ramet.Tables.Snapshots;

namespace Ramet.Catalog.Transfers;

/// <summary>
/// Somebody's long conversation about the rows of one table, in many requests: an upload, a download, a stream, an upsert. As long as it is open, no
/// garbage collection deletes what was written or readable when it began.
/// </summary>
public sealed record TransferSession
{
    /// <summary>Its name, which nobody can guess.</summary>
    public required string Id { get; init; }

    /// <summary>What it is for.</summary>
    public required TransferKind Kind { get; init; }

    /// <summary>Who began it; for others it does not exist.</summary>
    public required Principal Owner { get; init; }

    /// <summary>The table.</summary>
    public required TableId Table { get; init; }

    /// <summary>The partition, <c>pt=a/region=eu</c>; null for the whole table.</summary>
    public string? Partition { get; init; }

    /// <summary>Upload: whether the rows replace those of the table or partition.</summary>
    public bool IsOverwrite { get; init; }

    /// <summary>The snapshot that a download reads; null for a table that had none, and for other kinds.</summary>
    public SnapshotId? Snapshot { get; init; }

    /// <summary>The schema of the table when the session began.</summary>
    public required int SchemaId { get; init; }

    /// <summary>Number of rows that a download has; 0 for other kinds.</summary>
    public long Rows { get; init; }

    /// <summary>When it began, UTC.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When it ends by itself, UTC.</summary>
    public required DateTimeOffset ExpiresAt { get; init; }

    /// <summary>When it was ended by a commit or by its owner, UTC; null while it is open.</summary>
    public DateTimeOffset? ClosedAt { get; init; }

    /// <summary>Counts the blocks that were written, so that a commit can require that it knows the last one.</summary>
    public long Revision { get; init; }

    /// <summary>Whether blocks can be added, or rows read.</summary>
    /// <param name="now">UTC.</param>
    public bool IsOpen(DateTimeOffset now) => ClosedAt is null && now < ExpiresAt;
}

/// <summary>What a <see cref="TransferSession"/> is for.</summary>
public enum TransferKind
{
    /// <summary>Rows are written in blocks and become visible together.</summary>
    Upload,

    /// <summary>The rows of one snapshot are read.</summary>
    Download,

    /// <summary>Rows are written in packs, each of them visible at once.</summary>
    Stream,

    /// <summary>Operations on rows, found by their primary keys, are written in blocks and carried out together.</summary>
    Upsert,
}
