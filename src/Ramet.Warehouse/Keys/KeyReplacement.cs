using Ramet.Catalog.Commits;
using Ramet.Catalog.Tables;
using Ramet.Sql.Binding;
using Ramet.Sql.DuckDb;
using Ramet.Tables.Commits;
using Ramet.Tables.Partitions;
using Ramet.Tables.Snapshots;
using Ramet.Warehouse.Changes;
using Ramet.Warehouse.Definitions;
using Ramet.Warehouse.Jobs;
using Ramet.Warehouse.Queries;
using Ramet.Warehouse.Results;
using Ramet.Warehouse.Statements;

namespace Ramet.Warehouse.Keys;

/// <summary>
/// Adds rows to a table with a primary key: they take the place of the rows that have the same keys. The new rows are written once. For each
/// attempt to commit, the rows to be replaced are looked for in the state of that attempt, and the files that hold them are written anew without
/// them; so of two statements that add the same key at the same time, the one that commits later replaces the row of the other.
/// </summary>
internal static class KeyReplacement
{
    /// <summary>Commits new rows of one table.</summary>
    /// <param name="context">The statement.</param>
    /// <param name="table">The table as the statement read it.</param>
    /// <param name="rows">The new rows.</param>
    /// <param name="summary">What the job did.</param>
    /// <param name="requirements">What must hold of the state to which the rows are added.</param>
    public static CompletedResult Commit(
        StatementContext context, CatalogTable table, KeyedRows rows, JobSummary? summary, params IReadOnlyList<TableRequirement> requirements) =>
        TableChange.Commit(context, table, current =>
        {
            foreach (var requirement in requirements)
                TableCommit.Check(current.Metadata, requirement);
            return new PlannedChange(Changes(context, current, rows), summary);
        });

    /// <summary>What happens to a table in one state of it; nothing when there are no rows.</summary>
    public static IReadOnlyList<CatalogChange> Changes(StatementContext context, CatalogTable current, KeyedRows rows) =>
        Change(context, current, rows) is { } change
            ? [new CatalogChange.ReplaceTableState(current, TableDataChange.Apply(context, current.Metadata, change), TableAspects.Data)]
            : [];

    /// <summary>What happens to the files of a table in one state of it; null when nothing does.</summary>
    private static SnapshotChange? Change(StatementContext context, CatalogTable current, KeyedRows rows)
    {
        var replaced = FindReplaced(context, current, rows);
        if (replaced.Removed.Count == 0)
            return rows.Contents.Count > 0 ? SnapshotChange.Append(rows.Contents) : null;
        return new RowRewrite(replaced.Removed, [.. rows.Contents, .. replaced.Added]).ToChange(context, current.Metadata);
    }

    private static RowRewrite FindReplaced(StatementContext context, CatalogTable current, KeyedRows rows)
    {
        var partitions = current.Metadata.DefaultSpec.IsPartitioned ? PartitionFilter.Of(rows.Keys.Select(file => file.Partition)) : PartitionFilter.All;
        var files = rows.Keys.Count == 0 ? [] : context.Warehouse.Scan(current.Metadata).FilesWithRows(partitions).ToList();
        if (files.Count == 0)
            return new RowRewrite([], []);
        var change = BoundRowChange.DeleteFrom(TableSymbols.Of(current));
        var matches = KeyText.WriteMatches(change, QueryPlanner.FilesToScan(context, files), QueryPlanner.FilesToScan(context, rows.Keys));
        var plan = new RowChangePlan(change.Target.Span, current, change, new QueryPlan(matches, [], []), files);
        using var changes = RowChanges.Find(context, plan);
        return RowRewrite.Write(context, plan, changes);
    }
}
