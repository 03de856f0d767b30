using System.Globalization;
using Ramet.Catalog.Tables;
using Ramet.Errors;
using Ramet.Sql.Binding;
using Ramet.Sql.DuckDb;
using Ramet.Tables.Manifests;
using Ramet.Tables.Metadata;
using Ramet.Tables.Partitions;
using Ramet.Warehouse.Definitions;
using Ramet.Warehouse.Queries;
using Ramet.Warehouse.Statements;
using Ramet.Warehouse.Writing;

namespace Ramet.Warehouse.MaterializedViews;

/// <summary>Writes the rows that the query of a materialized view gives into files of it.</summary>
/// <param name="context">The statement.</param>
/// <param name="metadata">The state of the materialized view, which says by a property which column of the query each of its columns is.</param>
/// <param name="symbol">Its columns.</param>
internal sealed class MaterializedRows(StatementContext context, TableMetadata metadata, TableSymbol symbol)
{
    /// <summary>Which column of the query each column of the view is, as the value of its property.</summary>
    public static string WriteOrder(IEnumerable<int> order) => string.Join(',', order.Select(static column => column.ToString(CultureInfo.InvariantCulture)));

    /// <summary>Which column of the query each column of the view is.</summary>
    public static IReadOnlyList<int> ReadOrder(TableMetadata metadata) =>
        [.. metadata.Properties[TableProperties.MaterializedOrder].Split(',').Select(static column => int.Parse(column, CultureInfo.InvariantCulture))];

    /// <summary>Writes the rows.</summary>
    /// <param name="plan">The query.</param>
    /// <param name="partition">Only those of this partition; null for all.</param>
    /// <returns>The files, durable (I6).</returns>
    public IReadOnlyList<DataFile> Write(QueryPlan plan, PartitionKey? partition) =>
        new DataFileWriter(context, metadata, symbol).Write(plan with { Sql = Arranged(plan, partition) }, partition);

    /// <summary>Ends the statement when the query gives other columns than the view has, since tables behind it were changed.</summary>
    public void RequireSameColumns(CatalogTable view, QueryPlan plan, SourceSpan span)
    {
        var order = ReadOrder(metadata);
        if (plan.Columns.Length == order.Count && symbol.Columns.Select(static column => column.Type).SequenceEqual(order.Select(column => plan.Columns[column].Type)))
            return;
        throw StatementErrors.Semantic(
            span,
            $"the query of materialized view {view.FullName} gives other columns by now than when the view was created",
            "Drop the materialized view and create it again.");
    }

    /// <summary>The columns of the query under the names and in the order of the view.</summary>
    private string Arranged(QueryPlan plan, PartitionKey? partition)
    {
        var order = ReadOrder(metadata);
        var items = symbol.Columns.Select((column, index) => $"c{order[index]} AS {DuckDbNames.Quote(column.Name)}");
        var rows = $"SELECT {string.Join(", ", items)} FROM ({plan.Sql}) AS q({string.Join(", ", plan.Columns.Select(static (_, index) => $"c{index}"))})";
        if (partition is not { } key)
            return rows;
        var conditions = Enumerable.Range(0, key.Count).Select(level =>
        {
            var column = symbol.PartitionColumns[level];
            return $"c{order[symbol.DataColumnCount + level]} = CAST({DuckDbNames.Literal(key[level].ToString())} AS {DuckDbTypes.NameOf(column.Type)})";
        });
        return $"{rows} WHERE {string.Join(" AND ", conditions)}";
    }
}
