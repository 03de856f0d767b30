using Ramet.Tables.Snapshots;

namespace Ramet.Tables.Manifests;

/// <summary>What a manifest says of a file.</summary>
public enum EntryStatus
{
    /// <summary>The file was in the table before the manifest was written.</summary>
    Existing = 0,

    /// <summary>The snapshot that wrote the manifest added the file.</summary>
    Added = 1,

    /// <summary>The snapshot that wrote the manifest removed the file; scans do not see it.</summary>
    Deleted = 2,
}

/// <summary>A line of a manifest, with the values that it inherits from the manifest list filled in.</summary>
/// <param name="Status">Whether the file was added, kept or removed.</param>
/// <param name="SnapshotId">The snapshot that added the file, or removed it.</param>
/// <param name="SequenceNumber">The age of the rows: that of the snapshot whose change they are part of.</param>
/// <param name="FileSequenceNumber">The sequence number of the snapshot that added the file.</param>
/// <param name="File">The file.</param>
public sealed record ManifestEntry(EntryStatus Status, SnapshotId SnapshotId, long SequenceNumber, long FileSequenceNumber, DataFile File)
{
    /// <summary>Whether the file is part of the table.</summary>
    public bool IsLive => Status != EntryStatus.Deleted;
}
