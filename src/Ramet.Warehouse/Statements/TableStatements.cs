using Ramet.Access;
using Ramet.Catalog.Commits;
using Ramet.Catalog.Tables;
using Ramet.Sql.Syntax;
using Ramet.Tables.Snapshots;
using Ramet.Warehouse.Partitions;
using Ramet.Warehouse.Results;
using Ramet.Warehouse.Writing;
using PartitionFilter = Ramet.Tables.Partitions.PartitionFilter;

namespace Ramet.Warehouse.Statements;

/// <summary>DROP TABLE and TRUNCATE TABLE.</summary>
internal static class TableStatements
{
    public static StatementResult Drop(StatementContext context, DropTableStatement statement)
    {
        var table = context.FindTable(statement.Table, AccessAction.Drop);
        if (table is null && statement.IfExists)
            return context.Done();
        if (table is null)
            throw context.TableNotFound(context.Resolve(statement.Table), statement.Table.Span);
        TableKinds.RequireNoView(table, statement.Table.Span);
        return TableChange.Commit(context, table, summary: null, current => new CatalogChange.DropTable(current) { IsPurge = statement.IsPurge });
    }

    public static StatementResult Truncate(StatementContext context, TruncateTableStatement statement)
    {
        var table = context.RequireTable(statement.Table, AccessAction.Update);
        return statement.Partitions.IsEmpty
            ? TruncateAll(context, statement, table)
            : TruncatePartitions(context, statement, table);
    }

    private static CompletedResult TruncateAll(StatementContext context, TruncateTableStatement statement, CatalogTable table)
    {
        if (table.Metadata.DefaultSpec.IsPartitioned)
        {
            throw StatementErrors.Semantic(
                statement.Table.Span,
                $"table {table.FullName} is partitioned, so the partitions to empty must be named",
                "TRUNCATE TABLE t PARTITION (...); empties a partition, ALTER TABLE t DROP PARTITION (...); removes it.");
        }
        return TableDataChange.Commit(context, table, SnapshotChange.ReplaceAll([]));
    }

    private static CompletedResult TruncatePartitions(StatementContext context, TruncateTableStatement statement, CatalogTable table)
    {
        if (!table.Metadata.DefaultSpec.IsPartitioned)
            throw StatementErrors.NotPartitioned(statement.Table.Span, table.FullName);
        return TableDataChange.Commit(context, table, current =>
        {
            var existing = PartitionArguments.ExistingKeys(context, current, statement.Partitions);
            return SnapshotChange.ReplacePartitions(PartitionFilter.Of(existing), EmptyPartitions.Files(context, current.Metadata, existing));
        });
    }
}
