using Ramet.Catalog.Tables;
using Ramet.Sql.Syntax;
using Ramet.Tables.Commits;
using Ramet.Tables.Partitions;
using Ramet.Tables.Snapshots;
using Ramet.Warehouse.Results;
using Ramet.Warehouse.Statements;
using PartitionFilter = Ramet.Tables.Partitions.PartitionFilter;

namespace Ramet.Warehouse.Clone;

/// <summary>
/// CLONE TABLE into a table that exists: the destination keeps its definition and gets the source's files. As always the files are
/// shared, and so are the source's manifests; only one of which the destination needs a part is written anew.
/// </summary>
internal static class CloneIntoExisting
{
    private const int PartitionsMax = 10_000;

    /// <summary>IF EXISTS OVERWRITE: the source's rows, or each of its partitions, replace the destination's; other partitions stay.</summary>
    /// <param name="context">The statement's context.</param>
    /// <param name="statement">The statement.</param>
    /// <param name="source">The table that is cloned.</param>
    /// <param name="destination">The table that gets the files.</param>
    /// <param name="isWanted">Whether a partition of the source is taken.</param>
    public static CompletedResult Overwrite(
        StatementContext context, CloneTableStatement statement, CatalogTable source, CatalogTable destination, Func<PartitionKey, bool> isWanted)
    {
        CloneRules.CheckCompatible(statement, source, destination);
        var scope = CloneScope.Of(context, source, isWanted);
        CheckLimit(statement, destination, scope);
        var change = source.Metadata.DefaultSpec.IsPartitioned
            ? scope.Apply(files => SnapshotChange.ReplacePartitions(PartitionFilter.Of(scope.Partitions), files))
            : scope.Apply(SnapshotChange.ReplaceAll);
        return TableDataChange.Commit(context, destination, change, scope.Summary(skippedPartitions: 0));
    }

    /// <summary>IF EXISTS IGNORE: only partitions that the destination lacks are added; a table without partitions is left as it is.</summary>
    /// <inheritdoc cref="Overwrite"/>
    public static CompletedResult Ignore(
        StatementContext context, CloneTableStatement statement, CatalogTable source, CatalogTable destination, Func<PartitionKey, bool> isWanted)
    {
        CloneRules.CheckCompatible(statement, source, destination);
        if (!source.Metadata.DefaultSpec.IsPartitioned)
            return context.Done();

        var existing = context.Warehouse.Scan(destination.Metadata).Partitions(PartitionFilter.All).Select(partition => partition.Key).ToHashSet();
        var scope = CloneScope.Of(context, source, key => isWanted(key) && !existing.Contains(key));
        CheckLimit(statement, destination, scope);
        if (scope.Partitions.Count == 0)
            return context.Done();

        // What is missing was found in this state of the destination, so it must be the one that is changed.
        var unchanged = new TableRequirement.HasCurrentSnapshot(destination.Metadata.CurrentSnapshotId);
        return TableDataChange.Commit(context, destination, scope.Apply(SnapshotChange.Append), scope.Summary(existing.Count(isWanted)), unchanged);
    }

    private static void CheckLimit(CloneTableStatement statement, CatalogTable destination, CloneScope scope)
    {
        if (scope.Partitions.Count > PartitionsMax)
        {
            throw StatementErrors.Semantic(
                statement.Destination.Span,
                $"at most {PartitionsMax} partitions can be cloned into the existing table {destination.FullName}, found {scope.Partitions.Count}",
                "Clone to a new name, which has no limit, or clone some PARTITION (...) at a time.");
        }
    }
}
