using Ramet.Sql.DuckDb;
using Ramet.Tables.Commits;
using Ramet.Tables.Manifests;
using Ramet.Tables.Partitions;
using Ramet.Tables.Snapshots;
using Ramet.Warehouse.Jobs;
using Ramet.Warehouse.Queries;
using Ramet.Warehouse.Results;
using Ramet.Warehouse.Statements;
using Ramet.Warehouse.Writing;
using PartitionFilter = Ramet.Tables.Partitions.PartitionFilter;

namespace Ramet.Warehouse.Changes;

/// <summary>
/// Changes rows by copy on write. Files are immutable (I4), so those that hold changed rows are replaced:
/// </summary>
/// <remarks>
/// 1. One query finds all changes; they are kept in a temporary table of the engine, which spills what does not fit into memory. A DELETE of
///    whole partitions needs no query.
/// 2. The files that hold changed rows are read once more, together, and written anew with the changes; those of which no row stays are only
///    left out. No other file of the table is read again, and none is written when nothing changes.
/// 3. One commit takes the old files out and puts the new ones in, if the table still is what was read. Otherwise the whole statement is run
///    again (<see cref="StateRetry"/>), since other rows may fulfil its condition by then.
/// </remarks>
internal static class RowChangeRun
{
    public static CompletedResult Run(StatementContext context, RowChangePlan plan)
    {
        context.AnnounceJob();
        using var changes = RowChanges.Find(context, plan);
        var affected = changes.Files.Select(file => plan.Files[file.Position]).ToList();
        var added = Write(context, plan, changes);
        var summary = Summary(changes, affected, added);
        if (affected.Count == 0 && added.Count == 0)
            return context.Commit(summary);

        var table = plan.Table;
        var change = SnapshotChange.ReplaceFiles(affected, [.. added, .. EmptiedPartitions(context, plan, affected, added)]);
        return TableDataChange.Commit(
            context,
            table,
            change,
            summary,
            new TableRequirement.HasCurrentSnapshot(table.Metadata.CurrentSnapshotId),
            new TableRequirement.HasCurrentSchema(table.Metadata.CurrentSchemaId));
    }

    /// <summary>Writes the rows that stay in the affected files, and those that are inserted.</summary>
    private static IReadOnlyList<DataFile> Write(StatementContext context, RowChangePlan plan, RowChanges changes)
    {
        var rewritten = changes.Files.Where(file => file.Deleted < plan.Files[file.Position].RecordCount).ToList();
        var hasInserts = changes.Inserted > 0;
        if (rewritten.Count == 0 && !hasInserts)
            return [];

        var files = rewritten.ConvertAll(file => plan.Files[file.Position]);
        var rows = RowChangeText.WriteRows(
            plan.Change, QueryPlanner.FilesToScan(context, files), rewritten.ConvertAll(file => file.Position), hasInserts);
        return new DataFileWriter(context, plan.Table.Metadata, plan.Change.Target.Table)
            .Write(plan.Query with { Sql = rows }, hasInserts ? null : OnlyPartition(plan, files));
    }

    /// <summary>The one partition that all rows stay in; null when there are several, or the table has none.</summary>
    private static PartitionKey? OnlyPartition(RowChangePlan plan, List<DataFile> files) =>
        plan.Table.Metadata.DefaultSpec.IsPartitioned && files.TrueForAll(file => file.Partition == files[0].Partition)
            ? files[0].Partition
            : null;

    /// <summary>A partition that loses its last row goes on existing, as it does after TRUNCATE.</summary>
    private static IReadOnlyList<DataFile> EmptiedPartitions(
        StatementContext context, RowChangePlan plan, List<DataFile> affected, IReadOnlyList<DataFile> added)
    {
        var metadata = plan.Table.Metadata;
        if (!metadata.DefaultSpec.IsPartitioned)
            return [];
        var emptied = affected.Select(file => file.Partition).ToHashSet();
        emptied.ExceptWith(added.Select(file => file.Partition));
        if (emptied.Count == 0)
            return [];
        var removed = affected.Select(file => file.Path).ToHashSet(StringComparer.Ordinal);
        emptied.ExceptWith(context.Warehouse.Scan(metadata).LiveFiles(PartitionFilter.Of(emptied))
            .Where(file => !removed.Contains(file.Path))
            .Select(file => file.Partition)
            .ToList());
        return emptied.Count == 0 ? [] : EmptyPartitions.Files(context, metadata, emptied);
    }

    private static JobSummary Summary(RowChanges changes, List<DataFile> affected, IReadOnlyList<DataFile> added) => new(
        ("rows updated", changes.Files.Sum(file => file.Updated)),
        ("rows deleted", changes.Files.Sum(file => file.Deleted)),
        ("rows inserted", changes.Inserted),
        ("files replaced", affected.Count),
        ("files written", added.Count),
        ("bytes written", added.Sum(file => file.SizeBytes)));
}
