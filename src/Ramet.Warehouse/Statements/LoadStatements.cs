using Ramet.Access;
using Ramet.Sql.Syntax;
using Ramet.Warehouse.Definitions;
using Ramet.Warehouse.Loading;
using Ramet.Warehouse.Partitions;
using Ramet.Warehouse.Queries;
using Ramet.Warehouse.Results;

namespace Ramet.Warehouse.Statements;

/// <summary>LOAD INTO and LOAD OVERWRITE: an INSERT whose rows come from files outside of the warehouse.</summary>
internal static class LoadStatements
{
    public static StatementResult Load(StatementContext context, LoadStatement statement)
    {
        var target = context.RequireTable(statement.Table, AccessAction.Update);
        var symbol = TableSymbols.Of(target);
        var partition = statement.Partition is { } written ? PartitionArguments.Key(context, target, written) : null;
        InsertStatements.CheckClustered(target, statement.Table.Span, statement.IsOverwrite, isDynamic: partition is null);

        context.AnnounceJob();
        var source = LoadSource.Open(context, statement);
        var rows = LoadQuery.Write(context, statement, source, symbol, partition);
        return InsertStatements.Run(context, new InsertPlan(target, symbol, partition, new QueryPlan(rows, [], [])), statement.IsOverwrite);
    }
}
