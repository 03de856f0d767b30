using Ramet.Errors;
using Ramet.Sql.Syntax;
using Ramet.Warehouse.Files;
using Ramet.Warehouse.Statements;

namespace Ramet.Warehouse.Loading;

/// <summary>The files that a LOAD reads.</summary>
/// <param name="Layout">How they are read.</param>
/// <param name="Files">Their full paths; at least one.</param>
internal sealed record LoadSource(FileLayout Layout, IReadOnlyList<string> Files)
{
    /// <summary>Finds the files: the one that LOCATION names, or all of the format in the directory that it names and below.</summary>
    /// <exception cref="RametException">The format is not known, there is no such file, or the caller may not read it.</exception>
    public static LoadSource Open(StatementContext context, LoadStatement statement)
    {
        var layout = FileLayout.Of(statement.Storage);
        var path = FileLocation.PathOf(statement.Location, context.Session.BaseDirectory);
        var files = new FileListing(context.Warehouse.Locations, context.Caller, statement.Location.Span).Find(path, layout);
        return files.Count > 0
            ? new LoadSource(layout, files)
            : throw new RametException(
                ErrorCode.StorageError, ErrorKind.NotFound, $"the directory '{path}' has no file *{layout.Extension}", statement.Location.Span);
    }
}
