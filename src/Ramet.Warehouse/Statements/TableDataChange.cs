using Ramet.Catalog.Commits;
using Ramet.Catalog.Tables;
using Ramet.Tables.Commits;
using Ramet.Tables.Metadata;
using Ramet.Tables.Snapshots;
using Ramet.Warehouse.Jobs;
using Ramet.Warehouse.Results;

namespace Ramet.Warehouse.Statements;

/// <summary>Commits of new snapshots.</summary>
internal static class TableDataChange
{
    /// <summary>Applies a change of the files of a table, to a newer state of it when others were faster.</summary>
    /// <param name="context">The statement.</param>
    /// <param name="table">The table as the statement read it.</param>
    /// <param name="change">What happens to its files; the new ones are durable.</param>
    /// <param name="summary">What the job did.</param>
    /// <param name="requirements">What must hold of the state to which the change is applied, besides that the table exists.</param>
    public static CompletedResult Commit(
        StatementContext context,
        CatalogTable table,
        SnapshotChange change,
        JobSummary? summary = null,
        params IReadOnlyList<TableRequirement> requirements)
    {
        var writer = new SnapshotWriter(context.Warehouse.Manifests, change);
        return TableChange.Commit(context, table, TableAspects.Data, summary, metadata =>
        {
            foreach (var requirement in requirements)
                TableCommit.Check(metadata, requirement);
            return Apply(context, writer, metadata);
        });
    }

    /// <summary>Applies a change of the files of a table that depends on which ones it has: it is planned for each attempt.</summary>
    /// <param name="context">The statement.</param>
    /// <param name="table">The table as the statement read it.</param>
    /// <param name="plan">
    /// What happens to the files of the table in the state of the attempt; null for nothing. It throws where the statement would be refused
    /// in that state.
    /// </param>
    public static CompletedResult Commit(StatementContext context, CatalogTable table, Func<CatalogTable, SnapshotChange?> plan) =>
        TableChange.Commit(context, table, current => plan(current) is { } change
            ? new PlannedChange([new CatalogChange.ReplaceTableState(current, Apply(context, current.Metadata, change), TableAspects.Data)], Summary: null)
            : null);

    /// <summary>The state of a table after a change of its files, which are durable, and of which nobody knows yet.</summary>
    public static TableMetadata Apply(StatementContext context, TableMetadata metadata, SnapshotChange change) =>
        Apply(context, new SnapshotWriter(context.Warehouse.Manifests, change), metadata);

    /// <summary>The same with a writer that other attempts have used, whose manifests of new files are used again.</summary>
    public static TableMetadata Apply(StatementContext context, SnapshotWriter writer, TableMetadata metadata)
    {
        var nowMs = context.Now.ToUnixTimeMilliseconds();
        var snapshot = writer.Write(metadata, nowMs, context.CancellationToken);
        var reserved = writer.ReservedIds is { } ids ? TableCommit.Apply(metadata, ids) : metadata;
        return TableCommit.Apply(reserved, SnapshotWriter.Updates(snapshot), nowMs);
    }
}
