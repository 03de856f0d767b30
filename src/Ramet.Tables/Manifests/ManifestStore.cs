using Ramet.Errors;
using Ramet.Tables.Avro;
using Ramet.Tables.Metadata;
using Ramet.Tables.Scans;
using Ramet.Tables.Snapshots;
using Ramet.Tables.Storage;

namespace Ramet.Tables.Manifests;

/// <summary>
/// Reads manifest lists and manifests and remembers them; one for a warehouse, shared by all threads.
/// </summary>
/// <param name="objects">Where the files are.</param>
/// <param name="cachedEntriesMax">Number of manifest entries to remember; each takes about half a kilobyte.</param>
public sealed class ManifestStore(IObjectStore objects, int cachedEntriesMax = 200_000)
{
    private readonly ManifestCache<ManifestFile> lists = new(cachedEntriesMax / 10);
    private readonly ManifestCache<ManifestEntry> manifests = new(cachedEntriesMax);
    private readonly ManifestCache<ManifestEntry> manifestsWithStatistics = new(cachedEntriesMax / 4);
    private readonly ManifestCache<PartitionInfo> partitions = new(cachedEntriesMax);

    /// <summary>Where the files are.</summary>
    public IObjectStore Objects => objects;

    /// <summary>The manifests of a snapshot.</summary>
    /// <param name="metadata">The table.</param>
    /// <param name="snapshot">One of its snapshots; null for a table that never had a file.</param>
    /// <exception cref="RametException">StorageError: the list is missing or corrupt, or does not hold what the snapshot says.</exception>
    public IReadOnlyList<ManifestFile> ReadList(TableMetadata metadata, Snapshot? snapshot)
    {
        if (snapshot is null)
            return [];
        if (lists.TryGet(snapshot.ManifestList, out var known))
            return known;
        var list = ManifestListAvro.Read(objects.Read(snapshot.ManifestList), snapshot.ManifestList, metadata);
        CheckTotals(snapshot, list);
        lists.Add(snapshot.ManifestList, list);
        return list;
    }

    /// <summary>The entries of a manifest without statistics of columns.</summary>
    /// <param name="metadata">The table.</param>
    /// <param name="manifest">A manifest of one of its snapshots.</param>
    /// <exception cref="RametException">StorageError: the manifest is missing or corrupt.</exception>
    public IReadOnlyList<ManifestEntry> ReadEntries(TableMetadata metadata, ManifestFile manifest) =>
        Read(manifests, manifest.Path, metadata, manifest, ColumnSelection.None);

    /// <summary>The entries of a manifest with the statistics of some columns.</summary>
    /// <param name="metadata">The table.</param>
    /// <param name="manifest">A manifest of one of its snapshots.</param>
    /// <param name="columns">The columns.</param>
    /// <exception cref="RametException">StorageError: the manifest is missing or corrupt.</exception>
    public IReadOnlyList<ManifestEntry> ReadEntries(TableMetadata metadata, ManifestFile manifest, ColumnSelection columns) =>
        Read(manifestsWithStatistics, $"{manifest.Path}#{columns}", metadata, manifest, columns);

    /// <summary>The entries of a manifest with all that it says, read anew each time: what a rewrite needs.</summary>
    /// <param name="metadata">The table.</param>
    /// <param name="manifest">A manifest of one of its snapshots.</param>
    /// <exception cref="RametException">StorageError: the manifest is missing or corrupt.</exception>
    public IEnumerable<ManifestEntry> ReadEntriesWithStatistics(TableMetadata metadata, ManifestFile manifest) =>
        Open(metadata, manifest, ColumnSelection.All).ReadEntries();

    /// <summary>All partitions of a snapshot, worked out when they are not known yet: who pages through them gets each page for its size.</summary>
    /// <param name="snapshot">The snapshot.</param>
    /// <param name="read">Works them out.</param>
    internal IReadOnlyList<PartitionInfo> PartitionsOf(Snapshot snapshot, Func<IReadOnlyList<PartitionInfo>> read)
    {
        if (partitions.TryGet(snapshot.ManifestList, out var known))
            return known;
        var found = read();
        partitions.Add(snapshot.ManifestList, found);
        return found;
    }

    /// <summary>Remembers a list that was just written.</summary>
    internal void Remember(string uri, IReadOnlyList<ManifestFile> list) => lists.Add(uri, list);

    private IReadOnlyList<ManifestEntry> Read(
        ManifestCache<ManifestEntry> cache, string key, TableMetadata metadata, ManifestFile manifest, ColumnSelection statisticsOf)
    {
        if (cache.TryGet(key, out var known))
            return known;
        var entries = Open(metadata, manifest, statisticsOf).ReadEntries().ToArray();
        cache.Add(key, entries);
        return entries;
    }

    private ManifestReader Open(TableMetadata metadata, ManifestFile manifest, ColumnSelection statisticsOf) =>
        new(objects.Read(manifest.Path), manifest, metadata.PartitionTypeOf(manifest.SpecId), statisticsOf);

    // S2 of SnapshotWriter, checked where it is read back.
    private static void CheckTotals(Snapshot snapshot, List<ManifestFile> list)
    {
        if (snapshot.Summary.Totals is not { } totals)
            return;
        var files = list.Sum(manifest => (long)manifest.LiveFiles);
        var records = list.Sum(manifest => manifest.LiveRows);
        if (files != totals.DataFiles || records != totals.Records)
        {
            throw AvroErrors.Corrupt(
                snapshot.ManifestList,
                $"it holds {records} rows in {files} files where snapshot {snapshot.Id} says {totals.Records} in {totals.DataFiles}");
        }
    }
}
