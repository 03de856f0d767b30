using Ramet.Errors;
using Ramet.Sql.Syntax;
using Ramet.Warehouse.Changes;
using Ramet.Warehouse.Definitions;
using Ramet.Warehouse.Queries;
using Ramet.Warehouse.Results;

namespace Ramet.Warehouse.Statements;

/// <summary>UPDATE, DELETE and MERGE.</summary>
internal static class RowChangeStatements
{
    public static StatementResult Change(StatementContext context, RowChangeStatement statement) =>
        StateRetry.Run(context, context.Resolve(statement.Target.Table), () => RowChangeRun.Run(context, Plan(context, statement)));

    /// <summary>Plans the query that finds the rows to change.</summary>
    /// <exception cref="RametException">The table is not transactional, or the statement has no meaning for it.</exception>
    public static RowChangePlan Plan(StatementContext context, RowChangeStatement statement)
    {
        var tables = new QueryTables(context, statement, [statement.Target.Table], readsTarget: true);
        var table = tables.TableOf(tables.Resolve(statement.Target.Table, version: null));
        if (!TableProperties.IsTransactional(table.Metadata))
        {
            throw StatementErrors.Semantic(
                statement.Target.Table.Span,
                $"{StatementKind.Name(statement)} needs a transactional table, {table.FullName} is none",
                "A table becomes transactional when it is created: CREATE TABLE ... TBLPROPERTIES ('transactional'='true').");
        }
        var change = context.Binder(tables).BindRowChange(statement);
        // A statement is always bound to a query.
        var query = QueryPlanner.Plan(context, change.Changes!, tables);
        return new RowChangePlan(statement.Target.Table.Span, table, change, query, query.Scans.Single(scan => scan.Scan == change.Target).Files);
    }
}
