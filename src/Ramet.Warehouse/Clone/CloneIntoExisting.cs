using Ramet.Catalog.Tables;
using Ramet.Sql.Syntax;
using Ramet.Tables.Commits;
using Ramet.Tables.Manifests;
using Ramet.Tables.Partitions;
using Ramet.Tables.Snapshots;
using Ramet.Warehouse.Jobs;
using Ramet.Warehouse.Results;
using Ramet.Warehouse.Statements;
using PartitionKeys = Ramet.Tables.Partitions.PartitionFilter;

namespace Ramet.Warehouse.Clone;

/// <summary>
/// CLONE TABLE into a table that exists: the destination keeps its definition and gets the source's files. As always the files are
/// shared, and so are the source's manifests; only one of which the destination needs a part is written anew.
/// </summary>
internal static class CloneIntoExisting
{
    /// <summary>IF EXISTS OVERWRITE: the source's rows, or each of its partitions, replace the destination's; other partitions stay.</summary>
    public static StatementResult Overwrite(StatementContext context, CloneTableStatement statement, CatalogTable source, CatalogTable destination)
    {
        CloneRules.CheckCompatible(statement, source, destination);
        var scan = context.Warehouse.Scan(source.Metadata);
        var totals = scan.Totals();
        var shared = new SharedManifests(Manifests(context, source), totals);
        if (!source.Metadata.DefaultSpec.IsPartitioned)
            return TableDataChange.Commit(context, destination, SnapshotChange.ReplaceAll([]).WithShared(shared), Summary(totals, 0, 0));

        var keys = scan.Partitions(PartitionKeys.All).Select(partition => partition.Key).ToList();
        var change = SnapshotChange.ReplacePartitions(PartitionKeys.Of(keys), []).WithShared(shared);
        return TableDataChange.Commit(context, destination, change, Summary(totals, keys.Count, 0));
    }

    /// <summary>IF EXISTS IGNORE: only partitions that the destination lacks are added; a table without partitions is left as it is.</summary>
    public static StatementResult Ignore(StatementContext context, CloneTableStatement statement, CatalogTable source, CatalogTable destination)
    {
        CloneRules.CheckCompatible(statement, source, destination);
        if (!source.Metadata.DefaultSpec.IsPartitioned)
            return context.Done();

        var existing = context.Warehouse.Scan(destination.Metadata).Partitions(PartitionKeys.All).Select(partition => partition.Key).ToHashSet();
        var missing = Missing(context, source, existing);
        if (missing.Partitions.Count == 0)
            return context.Done();

        // What is missing was found in this state of the destination, so it must be the one that is changed.
        var unchanged = new TableRequirement.HasCurrentSnapshot(destination.Metadata.CurrentSnapshotId);
        var change = SnapshotChange.Append(missing.Files).WithShared(missing.Shared);
        return TableDataChange.Commit(context, destination, change, Summary(missing.Totals, missing.Partitions.Count, missing.Skipped), unchanged);
    }

    /// <summary>What the source has in partitions other than the existing ones: whole manifests where possible, else single files.</summary>
    private static MissingPartitions Missing(StatementContext context, CatalogTable source, HashSet<PartitionKey> existing)
    {
        var (whole, files) = (new List<ManifestFile>(), new List<DataFile>());
        var (partitions, skipped) = (new HashSet<PartitionKey>(), new HashSet<PartitionKey>());
        var (shared, single) = (default(SnapshotTotals), default(SnapshotTotals));
        foreach (var manifest in Manifests(context, source))
        {
            var live = context.Warehouse.Manifests.ReadEntriesWithStatistics(source.Metadata, manifest)
                .Where(entry => entry.IsLive)
                .Select(entry => entry.File)
                .ToList();
            skipped.UnionWith(live.Select(file => file.Partition).Where(existing.Contains));
            var missing = live.Where(file => !existing.Contains(file.Partition)).ToList();
            partitions.UnionWith(missing.Select(file => file.Partition));
            if (missing.Count == live.Count)
            {
                whole.Add(manifest);
                shared += SnapshotTotals.OfFiles(live);
            }
            else
            {
                files.AddRange(missing);
                single += SnapshotTotals.OfFiles(missing);
            }
        }
        return new MissingPartitions(partitions, skipped.Count, files, new SharedManifests(whole, shared), shared + single);
    }

    private static List<ManifestFile> Manifests(StatementContext context, CatalogTable source) =>
        [.. context.Warehouse.Manifests.ReadList(source.Metadata, source.Metadata.CurrentSnapshot).Where(manifest => manifest.LiveFiles > 0)];

    private static JobSummary Summary(SnapshotTotals totals, int partitions, int skipped) => new(
        ("rows cloned", totals.Records),
        ("partitions cloned", partitions),
        ("partitions skipped", skipped),
        ("files shared", totals.FilesWithRows),
        ("bytes shared", totals.BytesOfRows),
        ("bytes copied", 0));

    /// <param name="Partitions">The partitions that the destination lacks.</param>
    /// <param name="Skipped">How many it has.</param>
    /// <param name="Files">Files of missing partitions whose manifests also hold other ones.</param>
    /// <param name="Shared">Manifests that hold missing partitions only.</param>
    /// <param name="Totals">What all of the files hold.</param>
    private sealed record MissingPartitions(
        IReadOnlySet<PartitionKey> Partitions, int Skipped, IReadOnlyList<DataFile> Files, SharedManifests Shared, SnapshotTotals Totals);
}
