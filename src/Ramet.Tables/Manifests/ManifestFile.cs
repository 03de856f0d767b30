using Ramet.Tables.Snapshots;

namespace Ramet.Tables.Manifests;

/// <summary>A line of a manifest list: a manifest, and what is known without opening it (specification, "Manifest Lists").</summary>
public sealed record ManifestFile
{
    /// <summary>URI of the manifest.</summary>
    public required string Path { get; init; }

    /// <summary>Size of the manifest in bytes.</summary>
    public required long SizeBytes { get; init; }

    /// <summary>Id of the partition spec of all its files.</summary>
    public required int SpecId { get; init; }

    /// <summary>Sequence number of the snapshot that wrote the manifest.</summary>
    public required long SequenceNumber { get; init; }

    /// <summary>The smallest sequence number of a live file in it.</summary>
    public required long MinSequenceNumber { get; init; }

    /// <summary>The snapshot that wrote it.</summary>
    public required SnapshotId AddedSnapshotId { get; init; }

    /// <summary>Number of entries that are added.</summary>
    public required int AddedFiles { get; init; }

    /// <summary>Number of entries that exist from before.</summary>
    public required int ExistingFiles { get; init; }

    /// <summary>Number of entries that are removed.</summary>
    public required int DeletedFiles { get; init; }

    /// <summary>Rows in the added files.</summary>
    public required long AddedRows { get; init; }

    /// <summary>Rows in the existing files.</summary>
    public required long ExistingRows { get; init; }

    /// <summary>Rows in the removed files.</summary>
    public required long DeletedRows { get; init; }

    /// <summary>One summary per partition field; null when the writer gave none.</summary>
    public ValueList<PartitionFieldSummary>? Partitions { get; init; }

    /// <summary>Number of files that are part of the table.</summary>
    public int LiveFiles => AddedFiles + ExistingFiles;

    /// <summary>Rows in the files that are part of the table.</summary>
    public long LiveRows => AddedRows + ExistingRows;
}
