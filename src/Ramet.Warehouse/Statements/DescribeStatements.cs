using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Ramet.Access;
using Ramet.Catalog.Tables;
using Ramet.Sql.Syntax;
using Ramet.Warehouse.Definitions;
using Ramet.Warehouse.Describe;
using Ramet.Warehouse.Partitions;
using Ramet.Warehouse.Results;
using PartitionKeys = Ramet.Tables.Partitions.PartitionFilter;
using PartitionSpec = Ramet.Sql.Syntax.PartitionSpec;

namespace Ramet.Warehouse.Statements;

/// <summary>DESC and SHOW: metadata as MaxCompute's client prints it.</summary>
internal static class DescribeStatements
{
    public static StatementResult Describe(StatementContext context, DescribeTableStatement statement)
    {
        var table = context.RequireTableOrView(statement.Table, AccessAction.Describe);
        if (statement.Partition is { } written)
            return DescribePartition(context, statement, table, written);

        var description = TableDescriptions.Read(context, table);
        return context.Show(
            TableDescriptionText.Write(description, statement.IsExtended, context.Zone),
            TableDescriptionJson.Write(description, context.Zone));
    }

    public static StatementResult ShowTables(StatementContext context, ShowTablesStatement statement)
    {
        var project = context.RequireProject(statement.Project, AccessAction.List, statement.Span);
        var tables = context.Catalog.ListTables(project.Id, new TableFilter { NamePattern = statement.Pattern?.Value });
        var data = new JsonArray();
        var text = new StringBuilder();
        foreach (var table in tables)
        {
            text.Append(CultureInfo.InvariantCulture, $"{table.Owner}:{table.Name}\n");
            data.Add(new JsonObject { ["Owner"] = table.Owner.ToString(), ["Name"] = table.Name });
        }
        return context.Show(text.ToString(), data);
    }

    public static StatementResult ShowPartitions(StatementContext context, ShowPartitionsStatement statement)
    {
        var table = context.RequireTableOrView(statement.Table, AccessAction.Describe);
        if (!table.Metadata.DefaultSpec.IsPartitioned)
            throw StatementErrors.NotPartitioned(statement.Table.Span, table.FullName);

        var filter = statement.Partition is { } written ? PartitionArguments.Filter(context, table, written) : PartitionKeys.All;
        var data = new JsonArray();
        var text = new StringBuilder();
        foreach (var name in PartitionDescriptions.Names(context, table, filter, statement.Table.Span))
        {
            text.Append(name).Append('\n');
            data.Add(name);
        }
        return context.Show(text.ToString(), data);
    }

    public static StatementResult ShowCreateTable(StatementContext context, ShowCreateTableStatement statement)
    {
        var table = context.RequireTableOrView(statement.Table, AccessAction.Describe);
        var text = table.Kind switch
        {
            TableKind.View => CreateViewText.Write(table),
            TableKind.Materialized => CreateMaterializedViewText.Write(table),
            TableKind.Managed or TableKind.External => CreateTableText.Write(table),
        };
        return context.Show(text + "\n", text);
    }

    public static StatementResult ShowColumns(StatementContext context, ShowColumnsStatement statement)
    {
        var table = context.RequireTableOrView(statement.Table, AccessAction.Describe);
        var data = new JsonArray();
        var text = new StringBuilder();
        foreach (var column in TableSymbols.Of(table).Columns)
        {
            text.Append(column.Name).Append('\n');
            data.Add(column.Name);
        }
        return context.Show(text.ToString(), data);
    }

    private static TextResult DescribePartition(StatementContext context, DescribeTableStatement statement, CatalogTable table, PartitionSpec written)
    {
        var description = PartitionDescriptions.Read(context, table, written, statement.Table.Span);
        return context.Show(
            TableDescriptionText.Write(description, statement.IsExtended, context.Zone),
            TableDescriptionJson.Write(description, context.Zone));
    }
}
