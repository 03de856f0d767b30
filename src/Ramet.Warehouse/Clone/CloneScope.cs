using Ramet.Catalog.Tables;
using Ramet.Errors;
using Ramet.Tables.Commits;
using Ramet.Tables.Manifests;
using Ramet.Tables.Metadata;
using Ramet.Tables.Partitions;
using Ramet.Tables.Snapshots;
using Ramet.Warehouse.Definitions;
using Ramet.Warehouse.Jobs;
using Ramet.Warehouse.Statements;
using Ramet.Warehouse.Writing;
using PartitionFilter = Ramet.Tables.Partitions.PartitionFilter;

namespace Ramet.Warehouse.Clone;

/// <summary>
/// What a CLONE takes of its source: manifests of which every file is wanted, which are shared as they are, and single files of the
/// others. No data file is read, unless the destination has other field ids: then all of them are copied.
/// </summary>
internal sealed class CloneScope
{
    private readonly HashSet<PartitionKey> partitions;
    private readonly List<DataFile> files;
    private readonly List<ManifestFile> manifests = [];
    private readonly SnapshotTotals copied;
    private readonly TableUpdate.ReserveIds? idsOfSource;
    private SnapshotTotals totalsOfManifests;

    /// <summary>A scope that shares what it takes.</summary>
    private CloneScope(TableMetadata source)
    {
        partitions = [];
        files = [];
        idsOfSource = new TableUpdate.ReserveIds(source.LastColumnId, source.LastPartitionId);
    }

    /// <summary>A scope whose files are the destination's own.</summary>
    private CloneScope(HashSet<PartitionKey> partitions, List<DataFile> copies)
    {
        this.partitions = partitions;
        files = copies;
        copied = SnapshotTotals.OfFiles(copies);
    }

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

    /// <summary>
    /// The same rows and partitions in new files with the field ids of the destination. The files are durable; nothing refers to them yet
    /// (I1, I6).
    /// </summary>
    /// <param name="context">The statement.</param>
    /// <param name="source">The table that the scope was found in.</param>
    /// <param name="span">Where the statement names it.</param>
    /// <param name="destination">The table that gets the files, whose columns are compatible.</param>
    public CloneScope CopiedTo(StatementContext context, CatalogTable source, SourceSpan span, CatalogTable destination)
    {
        var scan = context.Warehouse.Scan(source.Metadata);
        var copies = new RowCopy(context, source, span)
            .ToTable(scan.LiveFiles(PartitionFilter.Of(partitions)), destination.Metadata, TableSymbols.Of(destination));
        var empty = partitions.Where(key => key.Count > 0).Except(copies.Select(file => file.Partition)).ToList();
        if (empty.Count > 0)
            copies.AddRange(EmptyPartitions.Files(context, destination.Metadata, empty));
        return new CloneScope(partitions, copies);
    }

    /// <summary>Puts what is taken into a change that already says what it removes.</summary>
    /// <param name="change">Makes the change from the single files.</param>
    public SnapshotChange Apply(Func<IReadOnlyList<DataFile>, SnapshotChange> change) => idsOfSource is { } ids
        ? change(files).WithShared(new SharedManifests(manifests, totalsOfManifests, ids))
        : change(files);

    /// <summary>What the job did.</summary>
    /// <param name="replacedPartitions">How many partitions of the scope the destination had, and were replaced.</param>
    /// <param name="skippedPartitions">How many it had, and were left as they are.</param>
    /// <param name="isCopied">Whether the rows would be copied, though no copy was made.</param>
    public JobSummary Summary(int replacedPartitions, int skippedPartitions, bool isCopied = false)
    {
        var copied = isCopied ? Totals : this.copied;
        var shared = Totals - copied;
        return new JobSummary(
            ("rows cloned", Totals.Records),
            ("partitions cloned", partitions.Count(key => key.Count > 0)),
            ("partitions replaced", replacedPartitions),
            ("partitions skipped", skippedPartitions),
            ("files shared", shared.FilesWithRows),
            ("bytes shared", shared.BytesOfRows),
            ("bytes copied", copied.BytesOfRows));
    }

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
