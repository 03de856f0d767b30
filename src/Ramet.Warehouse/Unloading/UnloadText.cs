using Ramet.DuckDb;
using Ramet.Errors;
using Ramet.Sql.Binding;
using Ramet.Sql.DuckDb;
using Ramet.Sql.Syntax;
using Ramet.Sql.Types;
using Ramet.Warehouse.Files;
using Ramet.Warehouse.Queries;
using Ramet.Warehouse.Statements;

namespace Ramet.Warehouse.Unloading;

/// <summary>
/// The engine's COPY that writes the rows of an UNLOAD so that LOAD reads them as they were. What a format cannot say is refused: types before
/// anything runs, values when they come.
/// </summary>
internal sealed class UnloadText
{
    private const string Refusal = "UNLOAD: ";
    private const int ExactDecimalDigits = 15; // JSON numbers are read as DOUBLE when they are no whole numbers

    private readonly QueryPlan plan;
    private readonly FileLayout layout;
    private readonly UnloadOptions options;

    /// <exception cref="RametException">The format cannot hold a column, or not one of its options.</exception>
    public UnloadText(UnloadStatement statement, QueryPlan plan, FileLayout layout, UnloadOptions options)
    {
        (this.plan, this.layout, this.options) = (plan, layout, options);
        if (layout.SkippedLines > 1)
            throw StatementErrors.Semantic(statement.Storage.Span, $"UNLOAD writes no header line or one, found {layout.SkippedLines}");
        foreach (var column in plan.Columns)
            CheckType(column, statement.Source.Span);
        if (!layout.IsText)
            CheckNames(statement.Source.Span);
    }

    /// <summary>Writes the statement.</summary>
    /// <param name="path">The file.</param>
    public string Write(string path)
    {
        var names = plan.Columns.Select((_, index) => $"c{index}").ToList();
        var items = plan.Columns.Select((column, index) => $"{Value(names[index], column)} AS {DuckDbNames.Quote(NameOf(column, index))}");
        var rows = $"SELECT {string.Join(", ", items)} FROM ({plan.Sql}) AS q({string.Join(", ", names)})";
        return $"COPY ({rows}) TO {DuckDbNames.Literal(path)} ({Format()})";
    }

    /// <summary>The error of a value that the format cannot hold; null for another error.</summary>
    public static RametException? Explain(DuckDbException error)
    {
        var start = error.Detail.IndexOf(Refusal, StringComparison.Ordinal);
        return start < 0
            ? null
            : new RametException(
                ErrorCode.InvalidArguments,
                ErrorKind.User,
                error.Detail[(start + Refusal.Length)..].Split('\n', 2)[0],
                hint: "Choose another delimiter or another text for NULL, or write CSV, JSON or PARQUET files.",
                cause: error);
    }

    private string Format() => layout.Format switch
    {
        FileFormat.Parquet => options.Compression is { } compression ? $"FORMAT parquet, COMPRESSION {compression}" : "FORMAT parquet",
        FileFormat.Json => "FORMAT json",
        FileFormat.Csv => Delimited("'\"'"),
        FileFormat.TextFile => Delimited("''"),
    };

    private string Delimited(string quote) =>
        $"FORMAT csv, HEADER {(layout.SkippedLines > 0 ? "true" : "false")}, DELIMITER {DuckDbNames.Literal(layout.Delimiter)}, "
        + $"QUOTE {quote}, ESCAPE {quote}, NULLSTR {DuckDbNames.Literal(layout.NullText)}";

    /// <summary>Columns of text files need no names that differ, but the engine wants them.</summary>
    private string NameOf(ResultColumn column, int index) => layout.IsText && layout.SkippedLines == 0 ? $"c{index}" : column.Name;

    private string Value(string name, ResultColumn column) => layout.Format switch
    {
        FileFormat.Parquet => name,
        FileFormat.Json when column.Type.Kind == TypeKind.Binary => $"decode({name})", // JSON has texts, not bytes
        FileFormat.Json when InJson(column.Type) is var type && type != column.Type => $"CAST({name} AS {DuckDbTypes.NameOf(type)})",
        FileFormat.Json => name,
        FileFormat.Csv or FileFormat.TextFile => Checked(name, column),
    };

    /// <summary>A text, or an error where it would be read as something else. The quotes of CSV leave only the text for NULL to be told apart.</summary>
    private string Checked(string name, ResultColumn column)
    {
        var text = $"CAST({name} AS VARCHAR)";
        var wrong = new List<string>();
        if (layout.NullText.Length > 0)
            wrong.Add($"{text} = {DuckDbNames.Literal(layout.NullText)}");
        if (layout.Format == FileFormat.TextFile)
        {
            wrong.AddRange(new[] { layout.Delimiter, "\n", "\r" }.Select(mark => $"contains({text}, {DuckDbNames.Literal(mark)})"));
            if (plan.Columns.Length == 1)
                wrong.Add($"{text} = ''"); // an empty line is no row
        }
        if (wrong.Count == 0)
            return text;
        var message = $"{Refusal}a value of column {column.Name} cannot be written to a {Describe()} file: it would be read as something else";
        return $"CASE WHEN {string.Join(" OR ", wrong)} THEN error({DuckDbNames.Literal(message)}) ELSE {text} END";
    }

    private string Describe() => layout.Format == FileFormat.Csv ? "CSV" : "text";

    /// <summary>The type in which JSON has values that its readers would round as numbers: as texts.</summary>
    private static DataType InJson(DataType type) => type switch
    {
        DecimalType { Precision: > ExactDecimalDigits } => DataType.String,
        ArrayType { Element: var element } => new ArrayType(InJson(element)),
        MapType { Key: var key, Value: var value } => new MapType(InJson(key), InJson(value)),
        StructType { Fields: var fields } => new StructType([.. fields.Select(field => field with { Type = InJson(field.Type) })]),
        _ => type,
    };

    private void CheckType(ResultColumn column, SourceSpan span)
    {
        if (column.Type.Kind is TypeKind.IntervalDayTime or TypeKind.IntervalYearMonth)
            throw StatementErrors.Semantic(span, $"column {column.Name} is {column.Type}, which no column of a table can be", "Write CAST(... AS STRING) or a number of units.");
        if (layout.IsText && column.Type is ArrayType or MapType or StructType)
            throw StatementErrors.Semantic(span, $"column {column.Name} is {column.Type}, and text files have no nested values", "Write Parquet or JSON files.");
        if (layout.Format == FileFormat.Json && column.Type.Kind != TypeKind.Binary && HoldsBytes(column.Type))
            throw StatementErrors.Semantic(span, $"column {column.Name} is {column.Type}, and JSON files have no bytes within nested values", "Write Parquet files.");
    }

    private static bool HoldsBytes(DataType type) => type switch
    {
        { Kind: TypeKind.Binary } => true,
        ArrayType { Element: var element } => HoldsBytes(element),
        MapType { Key: var key, Value: var value } => HoldsBytes(key) || HoldsBytes(value),
        StructType { Fields: var fields } => fields.Any(static field => HoldsBytes(field.Type)),
        _ => false,
    };

    private void CheckNames(SourceSpan span)
    {
        var repeated = plan.Columns.GroupBy(static column => column.Name, StringComparer.OrdinalIgnoreCase).FirstOrDefault(static group => group.Count() > 1);
        if (repeated is not null)
            throw StatementErrors.Semantic(span, $"two columns have the name {repeated.Key}", "Give one of them another name with AS: the file has columns by name.");
    }
}
