using Ramet.Sql.DuckDb;
using Ramet.Tables.Manifests;
using Ramet.Tables.Metadata;
using Ramet.Tables.Partitions;
using Ramet.Tables.Snapshots;
using Ramet.Warehouse.Queries;
using Ramet.Warehouse.Statements;
using Ramet.Warehouse.Writing;
using PartitionFilter = Ramet.Tables.Partitions.PartitionFilter;

namespace Ramet.Warehouse.Changes;

/// <summary>The files that hold changed rows, and those that take their place: durable (I6), and nobody knows of them yet.</summary>
/// <param name="Removed">The files that hold changed rows.</param>
/// <param name="Added">The rows that stay in them, with their changes, and those that are inserted.</param>
internal sealed record RowRewrite(IReadOnlyList<DataFile> Removed, IReadOnlyList<DataFile> Added)
{
    /// <summary>Whether no row changes.</summary>
    public bool IsEmpty => Removed.Count == 0 && Added.Count == 0;

    /// <summary>Writes the rows that stay in the affected files, and those that are inserted.</summary>
    public static RowRewrite Write(StatementContext context, RowChangePlan plan, RowChanges changes)
    {
        var affected = changes.Files.Select(file => plan.Files[file.Position]).ToList();
        var rewritten = changes.Files.Where(file => file.Deleted < plan.Files[file.Position].RecordCount).ToList();
        var hasInserts = changes.Inserted > 0;
        if (rewritten.Count == 0 && !hasInserts)
            return new RowRewrite(affected, []);

        var files = rewritten.ConvertAll(file => plan.Files[file.Position]);
        var rows = RowChangeText.WriteRows(
            plan.Change, QueryPlanner.FilesToScan(context, files), rewritten.ConvertAll(file => file.Position), hasInserts);
        var added = new DataFileWriter(context, plan.Table.Metadata, plan.Change.Target.Table)
            .Write(plan.Query with { Sql = rows }, hasInserts ? null : OnlyPartition(plan, files));
        return new RowRewrite(affected, added);
    }

    /// <summary>What happens to the files of the table.</summary>
    /// <param name="context">The statement.</param>
    /// <param name="metadata">The table in the state that was read.</param>
    public SnapshotChange ToChange(StatementContext context, TableMetadata metadata) =>
        SnapshotChange.ReplaceFiles(Removed, [.. Added, .. EmptiedPartitions(context, metadata)]);

    /// <summary>A partition that loses its last row goes on existing, as it does after TRUNCATE.</summary>
    private IReadOnlyList<DataFile> EmptiedPartitions(StatementContext context, TableMetadata metadata)
    {
        if (!metadata.DefaultSpec.IsPartitioned)
            return [];
        var emptied = Removed.Select(file => file.Partition).ToHashSet();
        emptied.ExceptWith(Added.Select(file => file.Partition));
        if (emptied.Count == 0)
            return [];
        var removed = Removed.Select(file => file.Path).ToHashSet(StringComparer.Ordinal);
        emptied.ExceptWith(context.Warehouse.Scan(metadata).LiveFiles(PartitionFilter.Of(emptied))
            .Where(file => !removed.Contains(file.Path))
            .Select(file => file.Partition)
            .ToList());
        return emptied.Count == 0 ? [] : EmptyPartitions.Files(context, metadata, emptied);
    }

    /// <summary>The one partition that all rows stay in; null when there are several, or the table has none.</summary>
    private static PartitionKey? OnlyPartition(RowChangePlan plan, List<DataFile> files) =>
        plan.Table.Metadata.DefaultSpec.IsPartitioned && files.TrueForAll(file => file.Partition == files[0].Partition)
            ? files[0].Partition
            : null;
}
