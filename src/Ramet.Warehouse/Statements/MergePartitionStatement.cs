using Ramet.Catalog.Tables;
using Ramet.Sql.Syntax;
using Ramet.Tables.Partitions;
using Ramet.Tables.Snapshots;
using Ramet.Warehouse.Definitions;
using Ramet.Warehouse.Jobs;
using Ramet.Warehouse.Partitions;
using Ramet.Warehouse.Results;
using Ramet.Warehouse.Writing;
using PartitionFilter = Ramet.Tables.Partitions.PartitionFilter;
using TableName = Ramet.Sql.Syntax.TableName;

namespace Ramet.Warehouse.Statements;

/// <summary>
/// ALTER TABLE ... MERGE PARTITION: the rows of the chosen partitions become the rows of one partition, and the others end. A partition's
/// values are in its files too, so its rows are written anew; the target's own, if it was chosen, stay in the files where they are.
/// </summary>
internal static class MergePartitionStatement
{
    private const int PartitionsMax = 4000;

    /// <summary>Merges them. Planned for each attempt, so that rows that another statement adds to a chosen partition meanwhile come along.</summary>
    /// <exception cref="Errors.RametException">No partition is chosen, or too many are; a condition or the target is wrong.</exception>
    public static CompletedResult Merge(StatementContext context, TableName name, CatalogTable table, MergePartitionsAction action)
    {
        AlterPartitionStatements.RequirePartitioned(table, action.Span);
        if (PrimaryKey.IsDefined(table.Metadata))
        {
            throw StatementErrors.Semantic(
                action.Span,
                $"partitions of {table.FullName} cannot be merged: it has a primary key, and rows of several partitions may have the same",
                "INSERT INTO the one partition from the others, where the last row of a key stays; then drop them.");
        }
        AlterPartitionStatements.AuthorizePurge(context, name, table, action.IsPurge);
        var target = PartitionArguments.Key(context, table, action.Target);
        var copies = new CopiedFiles();
        return TableChange.Commit(context, table, current =>
        {
            var chosen = PartitionSelection.SelectAny(context, name, current, action.Filters, action.IfExists);
            if (chosen.Count > PartitionsMax)
            {
                throw StatementErrors.Semantic(
                    action.Span,
                    $"at most {PartitionsMax} partitions of table {table.FullName} can be merged at a time, found {chosen.Count}",
                    "Merge fewer of them at a time, for example by another condition.");
            }
            return chosen.All(key => key == target) ? null : Plan(context, current, action, chosen, target, copies);
        });
    }

    private static PlannedChange Plan(
        StatementContext context, CatalogTable current, MergePartitionsAction action, HashSet<PartitionKey> chosen, PartitionKey target, CopiedFiles copies)
    {
        // The buckets of a partition are written from all of its rows, so those of a clustered target are written anew as well.
        var keepsTarget = chosen.Contains(target) && Clustering.Of(current.Metadata) is null;
        var copied = keepsTarget ? chosen.Where(key => key != target).ToHashSet() : chosen;
        var files = context.Warehouse.Scan(current.Metadata).FilesWithRows(PartitionFilter.Of(copied)).ToList();
        var written = copies.Of(files, () =>
        {
            context.AnnounceJob();
            return new RowCopy(context, current, action.Span).ToPartition(files, target);
        });

        var contents = written.Count > 0 || keepsTarget ? written : EmptyPartitions.Files(context, current.Metadata, [target]);
        var ended = keepsTarget ? copied : [.. copied, target];
        var metadata = TableDataChange.Apply(context, current.Metadata, SnapshotChange.ReplacePartitions(PartitionFilter.Of(ended), contents));
        metadata = LifecycleSwitch.Forget(metadata, chosen.Where(key => key != target).Select(key => key.ToText(metadata.DefaultSpec)));
        var summary = new JobSummary(
            ("partitions merged", chosen.Count),
            ("rows", written.Sum(file => file.RecordCount)),
            ("files", written.Count),
            ("bytes copied", written.Sum(file => file.SizeBytes)));
        return new PlannedChange(AlterPartitionStatements.Changes(current, metadata, action.IsPurge), summary);
    }
}
