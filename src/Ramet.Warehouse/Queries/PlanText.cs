using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Ramet.Warehouse.Statements;

namespace Ramet.Warehouse.Queries;

/// <summary>What EXPLAIN shows: which tables, columns, partitions and files a plan reads, and the operators of the engine.</summary>
internal static class PlanText
{
    public static (string Text, JsonObject Data) Write(StatementContext context, QueryPlan plan)
    {
        var text = new StringBuilder();
        var reads = new JsonArray();
        foreach (var scan in plan.Scans)
        {
            var columns = string.Join(", ", scan.Scan.UsedColumns.Select(column => column.Name));
            text.Append(CultureInfo.InvariantCulture, $"Read {scan.Table.FullName}\n  columns: {columns}\n");
            if (scan.Partitions is { } partitions)
                text.Append(CultureInfo.InvariantCulture, $"  partitions: {partitions} of {scan.PartitionCount}\n");
            var bytes = scan.Bytes;
            var skipped = scan.FilesRead < scan.FileCount ? string.Create(CultureInfo.InvariantCulture, $" of {scan.FileCount}") : "";
            text.Append(CultureInfo.InvariantCulture, $"  files: {scan.FilesRead}{skipped}, bytes: {bytes}\n");
            reads.Add(new JsonObject
            {
                ["Table"] = scan.Table.FullName.ToString(),
                ["Columns"] = new JsonArray([.. scan.Scan.UsedColumns.Select(column => JsonValue.Create(column.Name))]),
                ["Partitions"] = scan.Partitions,
                ["PartitionCount"] = scan.PartitionCount,
                ["Files"] = scan.FilesRead,
                ["FileCount"] = scan.FileCount,
                ["Bytes"] = bytes,
            });
        }
        var output = string.Join(", ", plan.Columns.Select(column => $"{column.Name} {column.Type}"));
        var operators = Operators(context, plan);
        text.Append("Output\n  ").Append(output).Append("\nOperators\n").Append(operators);
        return (text.ToString(), new JsonObject { ["Reads"] = reads, ["Output"] = output, ["Operators"] = operators });
    }

    private static string Operators(StatementContext context, QueryPlan plan)
    {
        var text = new StringBuilder();
        using var rows = context.Session.Engine.Query($"EXPLAIN {plan.Sql}", context.Zone, context.CancellationToken);
        while (rows.TryReadChunk(out var chunk))
        {
            for (var row = 0; row < chunk.RowCount; row++)
                text.Append(chunk.Vector(1).Text(row).TrimEnd('\n')).Append('\n');
        }
        return text.ToString();
    }
}
