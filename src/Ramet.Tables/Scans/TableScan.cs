using Ramet.Errors;
using Ramet.Tables.Manifests;
using Ramet.Tables.Metadata;
using Ramet.Tables.Partitions;
using Ramet.Tables.Snapshots;

namespace Ramet.Tables.Scans;

/// <summary>What one snapshot of a table holds. A statement makes one scan of each table and so sees one state of it (I2).</summary>
/// <param name="manifests">Where manifests are read.</param>
/// <param name="metadata">The table.</param>
/// <param name="snapshot">The snapshot; null for a table that never had a file.</param>
public sealed class TableScan(ManifestStore manifests, TableMetadata metadata, Snapshot? snapshot)
{
    /// <summary>A scan of a table as it is now.</summary>
    public TableScan(ManifestStore manifests, TableMetadata metadata)
        : this(manifests, metadata, metadata.CurrentSnapshot)
    {
    }

    /// <summary>
    /// What the snapshot holds in all. No manifest is read when the snapshot says it itself, as all that are written here do.
    /// </summary>
    public SnapshotTotals Totals() => snapshot is null
        ? default
        : snapshot.Summary.Totals ?? SnapshotTotals.OfFiles(LiveFiles(PartitionFilter.All));

    /// <summary>The data files that hold rows, without statistics of columns: what the engine has to read.</summary>
    /// <param name="filter">The partitions that are wanted; manifests without any are not opened.</param>
    /// <exception cref="RametException">StorageError: a manifest is missing or corrupt, or a file is not Parquet.</exception>
    public IEnumerable<DataFile> FilesWithRows(PartitionFilter filter) =>
        LiveFiles(filter).Where(file => file.RecordCount > 0).Select(CheckFormat);

    /// <summary>The data files that hold rows, with the statistics of some columns.</summary>
    /// <param name="filter">The partitions that are wanted; manifests without any are not opened.</param>
    /// <param name="columns">The columns.</param>
    /// <exception cref="RametException">StorageError: a manifest is missing or corrupt, or a file is not Parquet.</exception>
    public IEnumerable<DataFile> FilesWithRows(PartitionFilter filter, ColumnSelection columns) =>
        LiveEntries(filter, manifest => manifests.ReadEntries(metadata, manifest, columns))
            .Select(entry => entry.File).Where(file => file.RecordCount > 0).Select(CheckFormat);

    /// <summary>The data files, also those without rows that only make a partition exist; without statistics of columns.</summary>
    /// <param name="filter">The partitions that are wanted; manifests without any are not opened.</param>
    /// <exception cref="RametException">StorageError: a manifest is missing or corrupt.</exception>
    public IEnumerable<DataFile> LiveFiles(PartitionFilter filter) => LiveEntries(filter).Select(entry => entry.File);

    /// <summary>The partitions, in the order of their keys. A table without partitions has none.</summary>
    /// <param name="filter">The partitions that are wanted; manifests without any are not opened.</param>
    /// <exception cref="RametException">StorageError: a manifest is missing or corrupt.</exception>
    public IReadOnlyList<PartitionInfo> Partitions(PartitionFilter filter)
    {
        if (!metadata.DefaultSpec.IsPartitioned || snapshot is null)
            return [];
        return filter == PartitionFilter.All ? manifests.PartitionsOf(snapshot, () => ReadPartitions(filter)) : ReadPartitions(filter);
    }

    /// <summary>Which of some partitions exist. Stops as soon as all are found.</summary>
    /// <param name="keys">The partitions to look for.</param>
    /// <exception cref="RametException">StorageError: a manifest is missing or corrupt.</exception>
    public IReadOnlySet<PartitionKey> FindExisting(IReadOnlyCollection<PartitionKey> keys)
    {
        var found = new HashSet<PartitionKey>();
        foreach (var file in LiveFiles(PartitionFilter.Of(keys)))
        {
            if (found.Add(file.Partition) && found.Count == keys.Count)
                break;
        }

        return found;
    }

    private List<PartitionInfo> ReadPartitions(PartitionFilter filter)
    {
        var partitions = new Dictionary<PartitionKey, PartitionInfo>();
        foreach (var entry in LiveEntries(filter))
        {
            var key = entry.File.Partition;
            partitions[key] = Combine(partitions.GetValueOrDefault(key), entry);
        }

        return [.. partitions.Values.OrderBy(partition => partition.Key)];
    }

    private IEnumerable<ManifestEntry> LiveEntries(PartitionFilter filter) =>
        LiveEntries(filter, manifest => manifests.ReadEntries(metadata, manifest));

    private IEnumerable<ManifestEntry> LiveEntries(PartitionFilter filter, Func<ManifestFile, IReadOnlyList<ManifestEntry>> read) =>
        from manifest in manifests.ReadList(metadata, snapshot)
        where manifest.LiveFiles > 0 && filter.MayInclude(manifest)
        from entry in read(manifest)
        where entry.IsLive && filter.Includes(entry.File.Partition)
        select entry;

    private static PartitionInfo Combine(PartitionInfo? known, ManifestEntry entry)
    {
        var (_, files, records, bytes, lastChange, lastSequenceNumber) = known
            ?? new PartitionInfo(entry.File.Partition, Files: 0, Records: 0, Bytes: 0, entry.SnapshotId, LastSequenceNumber: 0);
        var hasRows = entry.File.RecordCount > 0;
        return new PartitionInfo(
            entry.File.Partition,
            files + (hasRows ? 1 : 0),
            records + entry.File.RecordCount,
            bytes + (hasRows ? entry.File.SizeBytes : 0),
            entry.SequenceNumber > lastSequenceNumber ? entry.SnapshotId : lastChange,
            Math.Max(entry.SequenceNumber, lastSequenceNumber));
    }

    private static DataFile CheckFormat(DataFile file) => file.Format == FileFormat.Parquet
        ? file
        : throw new RametException(
            ErrorCode.StorageError,
            ErrorKind.User,
            $"data file '{file.Path}' is in the format {file.Format}; only Parquet files can be queried",
            hint: "Rewrite the table as Parquet with the engine that wrote it.");
}
