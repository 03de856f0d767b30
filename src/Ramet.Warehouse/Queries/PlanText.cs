using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Ramet.Access;
using Ramet.Sql.Binding;
using Ramet.Warehouse.Statements;

namespace Ramet.Warehouse.Queries;

/// <summary>What EXPLAIN shows: which tables, columns, partitions and files a plan reads, and the operators of the engine.</summary>
internal static class PlanText
{
    public static (string Text, JsonObject Data) Write(StatementContext context, QueryPlan plan)
    {
        var text = new StringBuilder();
        var reads = new JsonArray();
        var hidden = plan.Scans.Where(scan => IsHidden(context, scan)).ToHashSet();
        if (hidden.Count > 0)
            WriteViews(plan.Query!, text, reads); // a plan with views was made of a query
        foreach (var scan in plan.Scans)
        {
            if (hidden.Contains(scan))
                continue;
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
        // The operators tell conditions of the views, and values in them.
        var operators = hidden.Count > 0 ? "(not shown: they tell what is behind a view, which you may not read)\n" : Operators(context, plan);
        text.Append("Output\n  ").Append(output).Append("\nOperators\n").Append(operators);
        return (text.ToString(), new JsonObject { ["Reads"] = reads, ["Output"] = output, ["Operators"] = operators });
    }

    /// <summary>Whether a table is behind a view and the caller may not read of it what the view reads.</summary>
    private static bool IsHidden(StatementContext context, PlannedScan scan) =>
        scan.View is not null
        && !context.Access.Ask(AccessAction.Select, context.Access.ObjectOf(scan.Table), [.. scan.Scan.UsedColumns.Select(column => column.Name)]).IsAllowed;

    private static void WriteViews(BoundQuery query, StringBuilder text, JsonArray reads)
    {
        foreach (var (view, columns, _) in query.NamedViews)
        {
            var names = columns.Select(column => column.Name).ToList();
            text.Append(CultureInfo.InvariantCulture, $"Read {view} (a view)\n  columns: {string.Join(", ", names)}\n");
            reads.Add(new JsonObject { ["View"] = view.ToString(), ["Columns"] = new JsonArray([.. names.Select(name => JsonValue.Create(name))]) });
        }
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
