using Ramet.DuckDb;
using Ramet.Errors;
using Ramet.Sql.Binding;
using Ramet.Sql.DuckDb;
using Ramet.Sql.Types;
using Ramet.Warehouse.Statements;

namespace Ramet.Warehouse.Files;

/// <summary>Writes the reading of files that others keep, in the engine's dialect.</summary>
/// <param name="context">The statement.</param>
/// <param name="layout">How the files are read.</param>
/// <param name="columns">The columns of the files as declared, in order.</param>
internal sealed class FileRelation(StatementContext context, FileLayout layout, IReadOnlyList<ColumnSymbol> columns)
{
    /// <summary>Whether the names of directories, <c>name=value</c>, are columns too.</summary>
    public bool HasDirectoryColumns { get; init; }

    /// <summary>Whether files may lack columns that others have.</summary>
    public bool MayDiffer { get; init; }

    /// <summary>
    /// The names of columns that the files have; null when they have none, as CSV files. JSON files have those of all their objects: they are
    /// read once for that, since a name that is spelled in another way would otherwise be taken for absent.
    /// </summary>
    /// <exception cref="DuckDbException">A file cannot be read.</exception>
    public IReadOnlyList<string>? Names(IReadOnlyList<string> files) => layout.Format switch
    {
        FileFormat.Parquet => Query($"SELECT * FROM {Parquet(files)} LIMIT 0", static rows => [.. rows.Columns.Select(column => column.Name)]),
        FileFormat.Json => Query($"SELECT DISTINCT unnest(json_keys(json)) FROM read_json_objects({List(files)}, format = 'auto')", Texts),
        FileFormat.Csv or FileFormat.TextFile => null,
    };

    /// <summary>A query that gives columns under their declared names and in their declared types.</summary>
    /// <param name="files">The files to read.</param>
    /// <param name="names">The names in the files; null when they have none.</param>
    /// <param name="wanted">The wanted columns, those of directories among them.</param>
    /// <exception cref="RametException">The files spell the name of a wanted column in several ways.</exception>
    public string Write(IReadOnlyList<string> files, IReadOnlyList<string>? names, IEnumerable<ColumnSymbol> wanted)
    {
        var items = wanted.Select(column => $"{Value(column, names)} AS {DuckDbNames.Quote(column.Name)}").ToList();
        return $"SELECT {string.Join(", ", items)} FROM {Reader(files, names)}";
    }

    /// <summary>A value as a declared type, by the rules of the dialect for texts that are too long and times that are too fine.</summary>
    /// <param name="value">The value in the engine's dialect.</param>
    /// <param name="type">The type.</param>
    public static string Convert(string value, DataType type)
    {
        var cast = $"CAST({value} AS {DuckDbTypes.NameOf(type)})";
        return type switch
        {
            CharacterType { Length: var length } => $"left({cast}, {length})",
            { Kind: TypeKind.DateTime } => $"date_trunc('millisecond', {cast})",
            _ => cast,
        };
    }

    private string Value(ColumnSymbol column, IReadOnlyList<string>? names)
    {
        if (names is null || !columns.Contains(column))
            return Convert(DuckDbNames.Quote(column.Name), column.Type);
        return Spelling(names, column.Name) is { } name
            ? Convert(DuckDbNames.Quote(name), column.Type)
            : $"CAST(NULL AS {DuckDbTypes.NameOf(column.Type)})";
    }

    private string Reader(IReadOnlyList<string> files, IReadOnlyList<string>? names) => layout.Format switch
    {
        FileFormat.Parquet => Parquet(files),
        FileFormat.Csv => Delimited(files, "'\"'"),
        FileFormat.TextFile => Delimited(files, "''"),
        FileFormat.Json => Json(files, names ?? []),
    };

    private string Parquet(IReadOnlyList<string> files) => $"read_parquet({List(files)}, union_by_name = {Flag(MayDiffer)}, {Directories()})";

    private string Delimited(IReadOnlyList<string> files, string quote) =>
        $"read_csv({List(files)}, auto_detect = false, header = false, skip = {layout.SkippedLines}, delim = {DuckDbNames.Literal(layout.Delimiter)}, "
        + $"quote = {quote}, escape = {quote}, nullstr = {DuckDbNames.Literal(layout.NullText)}, {Directories()}, "
        + $"columns = {{{string.Join(", ", columns.Select(column => Typed(column.Name, column.Type)))}}})";

    private string Json(IReadOnlyList<string> files, IReadOnlyList<string> names)
    {
        var typed = columns.Select(column => Spelling(names, column.Name) is { } name ? Typed(name, column.Type) : null).OfType<string>().ToList();
        return typed.Count > 0
            ? $"read_json({List(files)}, format = 'auto', {Directories()}, columns = {{{string.Join(", ", typed)}}})"
            : $"read_json_objects({List(files)}, format = 'auto', {Directories()})";
    }

    private string Directories() => $"hive_partitioning = {Flag(HasDirectoryColumns)}, hive_types_autocast = false";

    private static string Typed(string name, DataType type) => $"{DuckDbNames.Literal(name)}: {DuckDbNames.Literal(DuckDbTypes.NameOf(type))}";

    private static string? Spelling(IReadOnlyList<string> names, string column) =>
        names.Where(name => string.Equals(name, column, StringComparison.OrdinalIgnoreCase)).ToList() switch
        {
            [] => null,
            [var single] => single,
            var several => throw StatementErrors.Semantic(
                span: null, $"the files spell the column {column} in several ways: {string.Join(", ", several.Order(StringComparer.Ordinal))}"),
        };

    private static string List(IReadOnlyList<string> files) => $"[{string.Join(", ", files.Select(DuckDbNames.Literal))}]";

    private static string Flag(bool value) => value ? "true" : "false";

    private List<string> Query(string sql, Func<DuckDbResult, List<string>> read)
    {
        using var rows = context.Session.Engine.Query(sql, context.Zone, context.CancellationToken);
        return read(rows);
    }

    private static List<string> Texts(DuckDbResult rows)
    {
        var texts = new List<string>();
        while (rows.TryReadChunk(out var chunk))
        {
            for (var row = 0; row < chunk.RowCount; row++)
                texts.Add(chunk.Vector(0).Text(row));
        }
        return texts;
    }
}
