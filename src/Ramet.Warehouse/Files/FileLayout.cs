using System.Globalization;
using System.Text;
using Ramet.Errors;
using Ramet.Sql.Syntax;
using Ramet.Warehouse.Statements;

namespace Ramet.Warehouse.Files;

/// <summary>How the files at a location are read.</summary>
/// <param name="Format">Their format; what follows matters for CSV and text files alone.</param>
/// <param name="Delimiter">What stands between two values.</param>
/// <param name="NullText">The text that stands for NULL.</param>
/// <param name="SkippedLines">The lines at the top of each file that are no rows.</param>
internal sealed record FileLayout(FileFormat Format, string Delimiter, string NullText, int SkippedLines)
{
    private const int DelimiterBytesMax = 4; // the engine's limit
    private const string CsvHandler = "com.aliyun.odps.CsvStorageHandler";
    private const string TsvHandler = "com.aliyun.odps.TsvStorageHandler";

    // Names of MaxCompute's own text formats, then those of Hive's.
    private static readonly string[] headerLineNames = ["odps.text.option.header.lines.count", "skip.header.line.count"];
    private static readonly string[] delimiterNames = ["odps.text.option.delimiter", "field.delim"];
    private static readonly string[] nullTextNames = ["odps.text.option.null.indicator", "serialization.null.format"];

    /// <summary>Whether a property says how files are read.</summary>
    public static bool IsOption(string name) =>
        headerLineNames.Concat(delimiterNames).Concat(nullTextNames).Contains(name, StringComparer.OrdinalIgnoreCase);

    /// <summary>Reads the layout out of STORED AS, STORED BY, ROW FORMAT and SERDEPROPERTIES.</summary>
    /// <exception cref="RametException">The format or an option is not known, or has no meaning for the format.</exception>
    public static FileLayout Of(StorageClause storage)
    {
        RefuseUnsupported(storage);
        var (format, delimiter) = FormatOf(storage);
        var layout = Default(format, delimiter);
        if (storage.RowFormat is DelimitedRowFormat row)
            layout = layout.With(row);
        foreach (var option in storage.SerdeProperties)
            layout = layout.With(option);
        return layout;
    }

    /// <summary>How the names of files of the format end; empty when they may end in any way.</summary>
    public string Extension => Format switch
    {
        FileFormat.Parquet => ".parquet",
        FileFormat.Csv => ".csv",
        FileFormat.Json => ".json",
        FileFormat.TextFile => "",
    };

    /// <summary>Whether values are written as text, one after the other.</summary>
    public bool IsText => Format is FileFormat.Csv or FileFormat.TextFile;

    private static (FileFormat Format, string? Delimiter) FormatOf(StorageClause storage) => storage switch
    {
        { StoredBy.Value: CsvHandler } => (FileFormat.Csv, null),
        { StoredBy.Value: TsvHandler } => (FileFormat.Csv, "\t"),
        { StoredBy: { } handler } => throw StatementErrors.NotSupported(handler.Span, $"the handler '{handler.Value}'", "Write STORED AS PARQUET, CSV, JSON or TEXTFILE."),
        { StoredAs: { } name } when name.Matches("PARQUET") => (FileFormat.Parquet, null),
        { StoredAs: { } name } when name.Matches("CSV") => (FileFormat.Csv, null),
        { StoredAs: { } name } when name.Matches("JSON") => (FileFormat.Json, null),
        { StoredAs: { } name } when name.Matches("TEXTFILE") => (FileFormat.TextFile, null),
        _ => throw StatementErrors.Semantic(
            storage.StoredAs?.Span ?? storage.Span,
            $"expected STORED AS PARQUET, CSV, JSON or TEXTFILE, found {storage.StoredAs?.Name ?? "another way to read the files"}"),
    };

    /// <summary>Text files follow Hive: values between the character 1, and <c>\N</c> for NULL.</summary>
    private static FileLayout Default(FileFormat format, string? delimiter) => format == FileFormat.TextFile
        ? new FileLayout(format, "\u0001", "\\N", SkippedLines: 0)
        : new FileLayout(format, delimiter ?? ",", "", SkippedLines: 0);

    private static void RefuseUnsupported(StorageClause storage)
    {
        if (storage.RowFormat is SerdeRowFormat serde)
            throw StatementErrors.NotSupported(serde.Span, "ROW FORMAT SERDE", "Leave it out: STORED AS says how the files are read.");
        if (storage.Using is { } resource)
            throw StatementErrors.NotSupported(resource.Span, "USING", "Leave it out.");
        if (storage.RowFormat is not DelimitedRowFormat row)
            return;
        if (new[] { row.Escape, row.Items, row.MapKeys }.FirstOrDefault(part => part is not null) is { } part)
            throw StatementErrors.NotSupported(part.Span, "ESCAPED BY, COLLECTION ITEMS or MAP KEYS", "Keep nested values in Parquet or JSON files.");
        if (row.Lines is { Value: not "\n" } lines)
            throw StatementErrors.NotSupported(lines.Span, "another end of lines than '\\n'");
    }

    private FileLayout With(DelimitedRowFormat row)
    {
        RequireText(row);
        return this with
        {
            Delimiter = row.Fields is { } fields ? CheckDelimiter(fields) : Delimiter,
            NullText = row.NullText?.Value ?? NullText,
        };
    }

    private FileLayout With(PropertyPair option)
    {
        var name = option.Key.Value;
        if (!IsOption(name))
        {
            throw StatementErrors.Semantic(
                option.Span,
                $"'{name}' is not an option of files",
                $"The options are {string.Join(", ", headerLineNames.Concat(delimiterNames).Concat(nullTextNames))}.");
        }
        RequireText(option);
        if (headerLineNames.Contains(name, StringComparer.OrdinalIgnoreCase))
            return this with { SkippedLines = ParseLines(option) };
        return delimiterNames.Contains(name, StringComparer.OrdinalIgnoreCase)
            ? this with { Delimiter = CheckDelimiter(option.Value) }
            : this with { NullText = option.Value.Value };
    }

    private void RequireText(SyntaxNode option)
    {
        if (!IsText)
            throw StatementErrors.Semantic(option.Span, $"{Format.ToString().ToUpperInvariant()} files have no delimiters, headers or texts for NULL");
    }

    private static int ParseLines(PropertyPair option) =>
        int.TryParse(option.Value.Value, NumberStyles.None, CultureInfo.InvariantCulture, out var lines)
            ? lines
            : throw StatementErrors.Semantic(option.Value.Span, $"'{option.Key.Value}' is a number of lines, found '{option.Value.Value}'");

    private static string CheckDelimiter(TextValue delimiter) => Encoding.UTF8.GetByteCount(delimiter.Value) is > 0 and <= DelimiterBytesMax
        ? delimiter.Value
        : throw StatementErrors.Semantic(delimiter.Span, $"a delimiter has 1 to {DelimiterBytesMax} bytes, found '{delimiter.Value}'");
}
