using Ramet.Errors;
using Ramet.Tables.Metadata;
using Ramet.Tables.Snapshots;

namespace Ramet.Tables.Manifests;

/// <summary>
/// Data files of a table to which no snapshot refers yet, with their statistics, as bytes that can be kept: a manifest that belongs to no
/// manifest list.
/// </summary>
public static class PendingFiles
{
    private const string Name = "pending files"; // in errors, where a manifest has its URI

    private static readonly SnapshotId NoSnapshot = new(1);

    /// <summary>Writes data files of the table's default partition spec.</summary>
    /// <param name="metadata">The table.</param>
    /// <param name="files">The files; there may be none.</param>
    public static ReadOnlyMemory<byte> Write(TableMetadata metadata, IReadOnlyList<DataFile> files)
    {
        var writer = new ManifestWriter(
            metadata.CurrentSchema, metadata.DefaultSpec, metadata.PartitionTypeOf(metadata.DefaultSpecId), NoSnapshot);
        foreach (var file in files)
            writer.Add(file);
        writer.Finish(Name, sequenceNumber: 0, out var content);
        return content;
    }

    /// <summary>Reads what <see cref="Write"/> has written.</summary>
    /// <param name="metadata">The table, which may have changed since.</param>
    /// <param name="content">The bytes.</param>
    /// <param name="count">How many files there were.</param>
    /// <exception cref="RametException">StorageError: the bytes are damaged.</exception>
    public static IReadOnlyList<DataFile> Read(TableMetadata metadata, ReadOnlyMemory<byte> content, int count)
    {
        var manifest = ManifestOf(content, count, metadata.DefaultSpecId);
        return [.. new ManifestReader(content, manifest, metadata.PartitionTypeOf(metadata.DefaultSpecId), ColumnSelection.All)
            .ReadEntries().Select(entry => entry.File)];
    }

    /// <summary>Where the files are, also when the table is gone.</summary>
    /// <param name="content">The bytes.</param>
    /// <exception cref="RametException">StorageError: the bytes are damaged.</exception>
    public static IEnumerable<string> Paths(ReadOnlyMemory<byte> content) => ManifestReferences.OfManifest(content, Name);

    private static ManifestFile ManifestOf(ReadOnlyMemory<byte> content, int count, int specId) => new()
    {
        Path = Name,
        SizeBytes = content.Length,
        SpecId = specId,
        SequenceNumber = 0,
        MinSequenceNumber = 0,
        AddedSnapshotId = NoSnapshot,
        AddedFiles = count,
        ExistingFiles = 0,
        DeletedFiles = 0,
        AddedRows = 0,
        ExistingRows = 0,
        DeletedRows = 0,
        Partitions = [],
    };
}
