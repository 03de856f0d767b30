namespace Ramet.Tables.Snapshots;

/// <summary>The files of a table at one time: a manifest list, and what is known without opening it.</summary>
public sealed record Snapshot
{
    /// <summary>The id.</summary>
    public required SnapshotId Id { get; init; }

    /// <summary>The snapshot that it was made from; null for a table's first, also that of a clone.</summary>
    public SnapshotId? ParentId { get; init; }

    /// <summary>
    /// The place of the snapshot in the order of changes; larger than that of every snapshot before it, and never below that of a file
    /// that it holds.
    /// </summary>
    public required long SequenceNumber { get; init; }

    /// <summary>When it was made: UTC milliseconds from 1970-01-01.</summary>
    public required long TimestampMs { get; init; }

    /// <summary>URI of the manifest list.</summary>
    public required string ManifestList { get; init; }

    /// <summary>What the snapshot did and holds.</summary>
    public required SnapshotSummary Summary { get; init; }

    /// <summary>Id of the schema that was current; null when its writer did not say.</summary>
    public int? SchemaId { get; init; }
}
