using Ramet.Access;
using Ramet.Catalog.Tables;
using Ramet.Sql.Syntax;
using Ramet.Tables.Partitions;
using Ramet.Warehouse.Definitions;
using Ramet.Warehouse.Jobs;
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
        var (target, partition) = FindTarget(context, statement);
        var symbol = TableSymbols.Of(target);
        context.AnnounceJob();
        var source = LoadSource.Open(context, statement);
        var rows = LoadQuery.Write(context, statement, source, symbol, partition);
        return InsertStatements.Run(context, new InsertPlan(target, symbol, partition, new QueryPlan(rows, [], [])), statement.IsOverwrite);
    }

    /// <summary>What a LOAD would do: which table it writes, and how many files it reads. It reads no rows.</summary>
    public static (string Title, JobSummary Counts) Explain(StatementContext context, LoadStatement statement)
    {
        var (target, partition) = FindTarget(context, statement);
        var files = LoadSource.Open(context, statement).Files;
        var place = partition is null ? "" : $", partition {partition.ToText(target.Metadata.DefaultSpec)}";
        return (
            $"Load into {target.FullName}{place}, whose rows {(statement.IsOverwrite ? "are replaced" : "stay")}",
            new JobSummary(("files", files.Count), ("bytes", files.Sum(static file => new FileInfo(file).Length))));
    }

    private static (CatalogTable Target, PartitionKey? Partition) FindTarget(StatementContext context, LoadStatement statement)
    {
        var target = context.RequireTable(statement.Table, AccessAction.Update);
        var partition = statement.Partition is { } written ? PartitionArguments.Key(context, target, written) : null;
        InsertStatements.CheckClustered(target, statement.Table.Span, statement.IsOverwrite, isDynamic: partition is null);
        return (target, partition);
    }
}
