using Ramet.Catalog.Tables;
using Ramet.Errors;
using Ramet.Sql.Binding;
using Ramet.Sql.Syntax;
using Ramet.Tables.Commits;
using Ramet.Tables.Partitions;
using Ramet.Warehouse.Definitions;
using Ramet.Warehouse.Keys;
using Ramet.Warehouse.Partitions;
using Ramet.Warehouse.Queries;
using Ramet.Warehouse.Results;
using Ramet.Warehouse.Writing;

namespace Ramet.Warehouse.Statements;

/// <summary>INSERT INTO and INSERT OVERWRITE.</summary>
internal static class InsertStatements
{
    public static StatementResult Insert(StatementContext context, InsertStatement statement)
    {
        var readsTarget = false;
        return StateRetry.Run(context, context.Resolve(statement.Target.Table), Run, mayRepeat: () => readsTarget);

        CompletedResult Run()
        {
            var plan = Plan(context, statement);
            readsTarget = plan.ReadsTarget;
            context.AnnounceJob();
            return InsertStatements.Run(context, plan, statement.Target.IsOverwrite);
        }
    }

    /// <summary>Plans the rows of an INSERT.</summary>
    public static InsertPlan Plan(StatementContext context, InsertStatement statement)
    {
        var tables = new QueryTables(context, statement, [statement.Target.Table]);
        var plan = Plan(context, statement.Target, context.Binder(tables).BindInsert(statement), tables);
        return statement.ZOrderBy.IsEmpty ? plan : plan with { ZOrder = OrderOf(statement, plan) };
    }

    private static ZOrder? OrderOf(InsertStatement statement, InsertPlan plan)
    {
        var place = statement.ZOrderBy[0].Span;
        if (Clustering.Of(plan.Target.Metadata) is not null)
            throw StatementErrors.Semantic(place, $"{plan.Target.FullName} is a clustered table, whose rows have an order of their own", "Leave ZORDER BY out.");
        if (plan.Symbol.IsPartitioned && plan.StaticPartition is null)
        {
            throw StatementErrors.Semantic(
                place,
                "rows that choose their partitions cannot be sorted by ZORDER BY",
                "Write one INSERT ... PARTITION (column=value, ...) for each partition.");
        }
        return ZOrder.Of(statement.ZOrderBy, plan.Symbol);
    }

    /// <summary>Plans the rows of an INSERT that is bound already.</summary>
    public static InsertPlan Plan(StatementContext context, InsertTarget written, BoundInsert insert, QueryTables tables)
    {
        var target = tables.TableOf(insert.Target);
        var partition = StaticPartition(context, target, written);
        CheckClustered(target, written.Table.Span, written.IsOverwrite, isDynamic: partition is null);
        return new InsertPlan(target, insert.Target, partition, QueryPlanner.Plan(context, insert.Source, tables));
    }

    /// <summary>A clustered table takes rows by partitions as wholes, or all at once: a bucket is one sorted file.</summary>
    public static void CheckClustered(CatalogTable target, SourceSpan span, bool isOverwrite, bool isDynamic)
    {
        if (Clustering.Of(target.Metadata) is null)
            return;
        if (!isOverwrite)
        {
            throw StatementErrors.Semantic(
                span,
                $"rows cannot be added to {target.FullName}, which is a clustered table",
                "Write INSERT OVERWRITE TABLE with all rows of the table or partition.");
        }
        if (isDynamic && target.Metadata.DefaultSpec.IsPartitioned)
        {
            throw StatementErrors.Semantic(
                span,
                $"{target.FullName} is a clustered table, whose partitions cannot be chosen by the rows",
                "Write one INSERT OVERWRITE TABLE ... PARTITION (column=value, ...) for each partition.");
        }
    }

    /// <summary>Writes the rows and commits them.</summary>
    public static CompletedResult Run(StatementContext context, InsertPlan plan, bool isOverwrite)
    {
        var output = InsertOutput.Write(context, plan);
        var summary = InsertOutput.Summary([output]);
        if (InsertOutput.Keyed(plan.Target.Metadata, isOverwrite, [output]) is { } rows)
            return KeyReplacement.Commit(context, plan.Target, rows, summary, Requirements(plan));
        return InsertOutput.Change(plan.Target.Metadata, isOverwrite, [output]) is { } change
            ? TableDataChange.Commit(context, plan.Target, change, summary, Requirements(plan))
            : context.Commit(summary);
    }

    /// <summary>Rows that were computed from the target are right only as long as the target is what was read.</summary>
    private static IReadOnlyList<TableRequirement> Requirements(InsertPlan plan) =>
        plan.ReadsTarget
            ? [new TableRequirement.HasCurrentSnapshot(plan.Target.Metadata.CurrentSnapshotId)]
            : [];

    /// <summary>The partition when all of its levels have values; null when rows decide on some of them, or there are no partitions.</summary>
    private static PartitionKey? StaticPartition(StatementContext context, CatalogTable table, InsertTarget target) =>
        target.Partition is { } written && written.Columns.All(column => column.Value is not null)
            ? PartitionArguments.Key(context, table, written)
            : null;
}

/// <summary>An INSERT that is ready to run.</summary>
/// <param name="Target">The table in the state that was read.</param>
/// <param name="Symbol">Its columns.</param>
/// <param name="StaticPartition">The partition that all rows go to; null when the rows decide, or there are no partitions.</param>
/// <param name="Query">The rows.</param>
internal sealed record InsertPlan(CatalogTable Target, TableSymbol Symbol, PartitionKey? StaticPartition, QueryPlan Query)
{
    /// <summary>The order in which they are written; null for none.</summary>
    public ZOrder? ZOrder { get; init; }

    /// <summary>Whether the rows are computed from the table that they are written to.</summary>
    public bool ReadsTarget => Query.Scans.Any(scan => scan.Table.Id == Target.Id);
}
