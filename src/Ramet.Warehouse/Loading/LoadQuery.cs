using System.Globalization;
using Ramet.Errors;
using Ramet.Sql.Binding;
using Ramet.Sql.DuckDb;
using Ramet.Sql.Syntax;
using Ramet.Tables.Partitions;
using Ramet.Warehouse.Statements;

namespace Ramet.Warehouse.Loading;

/// <summary>Writes the query that reads the files of a LOAD as rows of the target.</summary>
internal static class LoadQuery
{
    private const string HeaderLines = "odps.text.option.header.lines.count";
    private const string Delimiter = "odps.text.option.delimiter";

    /// <summary>The rows in the engine's dialect: the target's columns under their names and in their types.</summary>
    /// <exception cref="RametException">The files do not have the columns of the target.</exception>
    public static string Write(StatementContext context, LoadStatement statement, LoadSource source, TableSymbol target, PartitionKey? partition)
    {
        var expected = partition is null ? target.Columns.AsSpan() : target.DataColumns;
        var relation = Relation(statement, source, expected);
        if (source.Format == LoadFormat.Parquet)
            CheckNames(context, statement, relation, target, expected);

        var items = new List<string>();
        foreach (var column in expected)
            items.Add($"CAST({DuckDbNames.Quote(column.Name)} AS {DuckDbTypes.NameOf(column.Type)}) AS {DuckDbNames.Quote(column.Name)}");
        for (var level = 0; level < (partition?.Count ?? 0); level++)
        {
            var column = target.PartitionColumns[level];
            items.Add($"CAST({DuckDbNames.Literal(partition![level].ToString())} AS {DuckDbTypes.NameOf(column.Type)}) AS {DuckDbNames.Quote(column.Name)}");
        }
        return $"SELECT {string.Join(", ", items)} FROM {relation}";
    }

    private static string Relation(LoadStatement statement, LoadSource source, ReadOnlySpan<ColumnSymbol> columns)
    {
        var files = $"[{string.Join(", ", source.Files.Select(DuckDbNames.Literal))}]";
        return source.Format switch
        {
            LoadFormat.Parquet => $"read_parquet({files}, hive_partitioning = false)",
            LoadFormat.Csv => $"read_csv({files}, auto_detect = false, header = false, skip = {SkippedLines(statement)}, "
                + $"delim = {DuckDbNames.Literal(FieldDelimiter(statement))}, quote = '\"', escape = '\"', nullstr = {DuckDbNames.Literal(NullText(statement))}, "
                + $"hive_partitioning = false, columns = {ColumnTypes(columns)})",
            LoadFormat.Json => $"read_json({files}, format = 'auto', hive_partitioning = false, columns = {ColumnTypes(columns)})",
        };
    }

    private static string ColumnTypes(ReadOnlySpan<ColumnSymbol> columns)
    {
        var pairs = new List<string>();
        foreach (var column in columns)
            pairs.Add($"{DuckDbNames.Literal(column.Name)}: {DuckDbNames.Literal(DuckDbTypes.NameOf(column.Type))}");
        return $"{{{string.Join(", ", pairs)}}}";
    }

    private static string FieldDelimiter(LoadStatement statement) =>
        statement.Storage.RowFormat is DelimitedRowFormat { Fields: { } fields } ? fields.Value : Property(statement, Delimiter)?.Value ?? ",";

    private static string NullText(LoadStatement statement) =>
        statement.Storage.RowFormat is DelimitedRowFormat { NullText: { } text } ? text.Value : "";

    private static int SkippedLines(LoadStatement statement)
    {
        if (Property(statement, HeaderLines) is not { } written)
            return 0;
        return int.TryParse(written.Value, NumberStyles.None, CultureInfo.InvariantCulture, out var lines)
            ? lines
            : throw StatementErrors.Semantic(written.Span, $"'{HeaderLines}' is a number of lines, found '{written.Value}'");
    }

    private static TextValue? Property(LoadStatement statement, string name) =>
        statement.Storage.SerdeProperties.FirstOrDefault(pair => string.Equals(pair.Key.Value, name, StringComparison.OrdinalIgnoreCase))?.Value;

    /// <summary>Neither a column that is missing nor one that nobody asked for is passed over in silence.</summary>
    private static void CheckNames(
        StatementContext context, LoadStatement statement, string relation, TableSymbol target, ReadOnlySpan<ColumnSymbol> expected)
    {
        var found = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        using (var rows = context.Session.Engine.Query($"SELECT * FROM {relation} LIMIT 0", context.Zone, context.CancellationToken))
            found.UnionWith(rows.Columns.Select(column => column.Name));

        var missing = new List<string>();
        foreach (var column in expected)
        {
            if (!found.Remove(column.Name))
                missing.Add(column.Name);
        }
        if (missing.Count == 0 && found.Count == 0)
            return;
        var differences = new[] { Names("lacks", missing), Names("has besides", [.. found]) }.Where(part => part.Length > 0);
        throw StatementErrors.Semantic(
            statement.Location.Span,
            $"the columns of the file are not those of table {target}: it {string.Join(" and ", differences)}",
            "Load into a table with the file's columns, then INSERT ... SELECT what you need.");
    }

    private static string Names(string verb, List<string> names) => names.Count == 0 ? "" : $"{verb} {string.Join(", ", names)}";
}
