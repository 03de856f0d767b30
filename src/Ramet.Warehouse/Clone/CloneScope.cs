using Ramet.Catalog.Tables;
using Ramet.Tables.Commits;
using Ramet.Tables.Manifests;
using Ramet.Tables.Metadata;
using Ramet.Tables.Partitions;
using Ramet.Tables.Snapshots;
using Ramet.Warehouse.Jobs;
using Ramet.Warehouse.Statements;

namespace Ramet.Warehouse.Clone;

/// <summary>
/// What a CLONE takes of its source: manifests of which every file is wanted, which are shared as they are, and single files of the
/// others. No data file is read.
/// </summary>
internal sealed class CloneScope
{
    private readonly List<ManifestFile> manifests = [];
    private readonly List<DataFile> files = [];
    private readonly HashSet<PartitionKey> partitions = [];
    private SnapshotTotals totalsOfManifests;

    private readonly TableUpdate.ReserveIds reservedIds;

    private CloneScope(TableMetadata source) => reservedIds = new TableUpdate.ReserveIds(source.LastColumnId, source.LastPartitionId);

    /// <summary>The partitions that are taken; the one key of a table without partitions when it has files.</summary>
    public IReadOnlySet<PartitionKey> Partitions => partitions;

    private SnapshotTotals Totals => totalsOfManifests + SnapshotTotals.OfFiles(files);

    /// <summary>Finds what to take.</summary>
    /// <param name="context">The statement.</param>
    /// <param name="source">The table in the state that is cloned (I2).</param>
    /// <param name="isWanted">Whether a partition of the source is taken.</param>
    public static CloneScope Of(StatementContext context, CatalogTable source, Func<PartitionKey, bool> isWanted)
    {
        var scope = new CloneScope(source.Metadata);
        foreach (var manifest in context.Warehouse.Manifests.ReadList(source.Metadata, source.Metadata.CurrentSnapshot))
        {
            context.CancellationToken.ThrowIfCancellationRequested();
            if (manifest.LiveFiles > 0)
                scope.Add(context, source, manifest, isWanted);
        }
        return scope;
    }

    /// <summary>Puts what is taken into a change that already says what it removes.</summary>
    /// <param name="change">Makes the change from the single files.</param>
    public SnapshotChange Apply(Func<IReadOnlyList<DataFile>, SnapshotChange> change) =>
        change(files).WithShared(new SharedManifests(manifests, totalsOfManifests, reservedIds));

    /// <summary>What the job did. Bytes are never copied: every file is shared.</summary>
    /// <param name="skippedPartitions">How many partitions of the scope the destination had already.</param>
    public JobSummary Summary(int skippedPartitions) => new(
        ("rows cloned", Totals.Records),
        ("partitions cloned", partitions.Count(key => key.Count > 0)),
        ("partitions skipped", skippedPartitions),
        ("files shared", Totals.FilesWithRows),
        ("bytes shared", Totals.BytesOfRows),
        ("bytes copied", 0));

    private void Add(StatementContext context, CatalogTable source, ManifestFile manifest, Func<PartitionKey, bool> isWanted)
    {
        var store = context.Warehouse.Manifests;
        var live = store.ReadEntries(source.Metadata, manifest).Where(entry => entry.IsLive).Select(entry => entry.File).ToList();
        var wanted = live.Where(file => isWanted(file.Partition)).ToList();
        partitions.UnionWith(wanted.Select(file => file.Partition));
        if (wanted.Count == live.Count)
        {
            manifests.Add(manifest);
            totalsOfManifests += SnapshotTotals.OfFiles(live);
        }
        else if (wanted.Count > 0)
        {
            files.AddRange(store.ReadEntriesWithStatistics(source.Metadata, manifest)
                .Where(entry => entry.IsLive && isWanted(entry.File.Partition))
                .Select(entry => entry.File));
        }
    }
}
