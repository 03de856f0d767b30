using Ramet.Errors;
using Ramet.Sql.Syntax;
using Ramet.Warehouse.Statements;

namespace Ramet.Warehouse.Loading;

/// <summary>The files that a LOAD reads.</summary>
/// <param name="Format">How they are read.</param>
/// <param name="Files">Their full paths; at least one.</param>
internal sealed record LoadSource(LoadFormat Format, IReadOnlyList<string> Files)
{
    private const string Scheme = "file:";

    /// <summary>Finds the files: the one that LOCATION names, or all of the format in the directory that it names and below.</summary>
    /// <exception cref="RametException">The format is not known, or there is no such file.</exception>
    public static LoadSource Open(StatementContext context, LoadStatement statement)
    {
        var format = FormatOf(statement);
        var path = LocalPath(context, statement.Location);
        RefuseOwnFiles(context, statement, path);
        if (File.Exists(path))
            return new LoadSource(format, [path]);
        if (!Directory.Exists(path))
            throw NotFound(statement, $"there is no file or directory '{path}'");

        var extension = Extension(format);
        var files = Directory.EnumerateFiles(path, $"*{extension}", SearchOption.AllDirectories).Order(StringComparer.Ordinal).ToList();
        foreach (var file in files)
            RefuseOwnFiles(context, statement, file);
        return files.Count > 0 ? new LoadSource(format, files) : throw NotFound(statement, $"the directory '{path}' has no file *{extension}");
    }

    /// <summary>The files of the warehouse are read as tables, by those who may, and not around the decision about that (I5).</summary>
    private static void RefuseOwnFiles(StatementContext context, LoadStatement statement, string path)
    {
        if (RealPath.IsInside(path, context.Warehouse.Directory) || RealPath.IsInside(context.Warehouse.Directory, path))
        {
            throw StatementErrors.Semantic(
                statement.Location.Span,
                $"'{path}' belongs to the directory of the warehouse, or holds it",
                "Read its tables with SELECT, and keep files to load elsewhere.");
        }
    }

    private static LoadFormat FormatOf(LoadStatement statement) => statement.Storage.StoredAs switch
    {
        { } name when name.Matches("PARQUET") => LoadFormat.Parquet,
        { } name when name.Matches("CSV") => LoadFormat.Csv,
        { } name when name.Matches("JSON") => LoadFormat.Json,
        var other => throw StatementErrors.Semantic(
            other?.Span ?? statement.Storage.Span,
            $"expected STORED AS PARQUET, CSV or JSON, found {other?.Name ?? "another way to read the files"}"),
    };

    private static string Extension(LoadFormat format) => format switch
    {
        LoadFormat.Parquet => ".parquet",
        LoadFormat.Csv => ".csv",
        LoadFormat.Json => ".json",
    };

    /// <summary><c>file:///absolute</c>, or <c>file:relative</c> to the session's base directory.</summary>
    private static string LocalPath(StatementContext context, TextValue location)
    {
        if (!location.Value.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase))
        {
            throw StatementErrors.Semantic(
                location.Span, $"expected a location file:///..., found '{location.Value}'", "Only files of this machine can be loaded.");
        }
        if (Uri.UnescapeDataString(location.Value).Contains('\0', StringComparison.Ordinal))
            throw StatementErrors.Semantic(location.Span, "a location cannot hold a NUL character");
        return Uri.TryCreate(location.Value, UriKind.Absolute, out var uri) && location.Value[Scheme.Length..].StartsWith('/')
            ? uri.LocalPath
            : Path.GetFullPath(Uri.UnescapeDataString(location.Value[Scheme.Length..]), context.Session.BaseDirectory);
    }

    private static RametException NotFound(LoadStatement statement, string detail) =>
        new(ErrorCode.StorageError, ErrorKind.NotFound, detail, statement.Location.Span, "A relative location is relative to the script, or to the current directory.");
}
