using System.Globalization;
using Ramet.Access;
using Ramet.Catalog.Tables;
using Ramet.Sql.Syntax;
using Ramet.Tables.Partitions;
using Ramet.Tables.Scans;
using Ramet.Warehouse.Partitions;
using Ramet.Warehouse.Results;
using Ramet.Warehouse.Statements;
using PartitionKeys = Ramet.Tables.Partitions.PartitionFilter;
using PartitionSpec = Ramet.Sql.Syntax.PartitionSpec;

namespace Ramet.Warehouse.History;

/// <summary>SHOW HISTORY and SHOW RECYCLEBIN: what can be brought back, in the columns of MaxCompute's client.</summary>
internal static class HistoryStatements
{
    private static readonly string[] StateColumns = ["ObjectType", "ObjectId", "ObjectName", "VERSION(LSN)", "Time", "Operation"];
    private static readonly string[] TableColumns = ["Name", "Id", "Type", "Owner", "CreateTime", "DropTime"];

    /// <summary>The states of a table, or of one of its partitions: what RESTORE and VERSION AS OF take as a number.</summary>
    public static StatementResult Show(StatementContext context, ShowHistoryStatement statement)
    {
        var table = statement.Id is { } id
            ? DroppedTables.Require(context, statement.Table, id, AccessAction.ShowHistory)
            : context.RequireTable(statement.Table, AccessAction.ShowHistory);
        var rows = statement.Partition is { } partition ? PartitionRows(context, table, partition) : TableRows(context, table);
        var (text, data) = TextTable.Write(StateColumns, [.. rows]);
        return context.Show(text, data);
    }

    /// <summary>The tables of the current project, those that were dropped too.</summary>
    public static StatementResult ShowTables(StatementContext context, ShowTableHistoriesStatement statement)
    {
        var project = context.RequireProject(null, AccessAction.List, statement.Span);
        var pattern = statement.Pattern?.Value;
        var existing = context.Catalog.ListTables(project.Id, new TableFilter { NamePattern = pattern });
        return ShowListings(context, [.. existing.Concat(DroppedTables.List(context, project, pattern)).OrderBy(table => table.Name, StringComparer.OrdinalIgnoreCase)]);
    }

    /// <summary>The dropped tables of the current project.</summary>
    public static StatementResult ShowRecycleBin(StatementContext context, ShowRecycleBinStatement statement)
    {
        var project = context.RequireProject(null, AccessAction.List, statement.Span);
        return ShowListings(context, DroppedTables.List(context, project, pattern: null));
    }

    private static TextResult ShowListings(StatementContext context, IReadOnlyList<TableListing> tables)
    {
        var (text, data) = TextTable.Write(TableColumns, [.. tables.Select(table => (string[])
        [
            table.Name,
            table.Uuid.ToString("n"),
            table.Kind.ToString().ToUpperInvariant(),
            table.Owner.ToString(),
            Seconds(context, table.CreatedAt),
            table.DroppedAt is { } droppedAt ? Seconds(context, droppedAt) : "",
        ])]);
        return context.Show(text, data);
    }

    private static IEnumerable<string[]> TableRows(StatementContext context, CatalogTable table)
    {
        foreach (var state in TableHistory.Of(context, table).States)
            yield return Row(context, "TABLE", table, table.Name, state.Number, state.Since, Operation(state));
        if (table.DroppedAt is { } droppedAt)
            yield return Row(context, "TABLE", table, table.Name, null, droppedAt, "DROP");
    }

    /// <summary>The states in which the partition is other than in the one before.</summary>
    private static IEnumerable<string[]> PartitionRows(StatementContext context, CatalogTable table, PartitionSpec written)
    {
        if (!table.Metadata.DefaultSpec.IsPartitioned)
            throw StatementErrors.NotPartitioned(written.Span, table.FullName);
        var key = PartitionArguments.Key(context, table, written);
        var name = key.ToText(table.Metadata.DefaultSpec);
        PartitionInfo? before = null;
        foreach (var state in TableHistory.Of(context, table).States)
        {
            var now = Find(context, table, state, key);
            if (now != before)
                yield return Row(context, "PARTITION", table, name, state.Number, state.Since, before is null ? "CREATE" : now is null ? "DROP" : Operation(state));
            before = now;
        }
    }

    private static PartitionInfo? Find(StatementContext context, CatalogTable table, TableState state, PartitionKey key) =>
        context.Warehouse.Scan(table.Metadata.AsOf(state.Snapshot)).Partitions(PartitionKeys.Of([key])) is [var found] ? found : null;

    private static string Operation(TableState state) => state.Snapshot switch
    {
        null => "CREATE",
        { Summary.RestoredFrom: not null } => "RESTORE",
        { Summary.Operation: var operation } => operation.ToString().ToUpperInvariant(),
    };

    private static string[] Row(
        StatementContext context, string type, CatalogTable table, string name, long? number, DateTimeOffset time, string operation) =>
        [type, table.Metadata.TableUuid.ToString("n"), name, number is { } lsn ? Lsn(lsn) : "", Milliseconds(context, time), operation];

    /// <summary>A number of a state as the service writes it.</summary>
    private static string Lsn(long number) => number.ToString("D16", CultureInfo.InvariantCulture);

    private static string Seconds(StatementContext context, DateTimeOffset time) => Local(context, time).ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);

    /// <summary>With milliseconds, unlike the service: a time that is copied into TIMESTAMP AS OF must not fall before the state that it stands for.</summary>
    private static string Milliseconds(StatementContext context, DateTimeOffset time) =>
        Local(context, time).ToString("yyyy-MM-dd HH:mm:ss.fff", CultureInfo.InvariantCulture);

    private static DateTimeOffset Local(StatementContext context, DateTimeOffset time) => TimeZoneInfo.ConvertTime(time, context.Zone);
}
