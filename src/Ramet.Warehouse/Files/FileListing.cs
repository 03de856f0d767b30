using Ramet.Access;
using Ramet.Errors;

namespace Ramet.Warehouse.Files;

/// <summary>Finds the files at a location.</summary>
/// <param name="locations">Which places may be read.</param>
/// <param name="reader">With whose rights they are read.</param>
/// <param name="span">Where the statement asks for them.</param>
internal sealed class FileListing(ReadableLocations locations, Principal reader, SourceSpan span)
{
    /// <summary>The file of a path, or all files of the format in the directory and below, in the order of their paths.</summary>
    /// <param name="path">A full path.</param>
    /// <param name="layout">What is wanted. Names that begin with <c>.</c> or <c>_</c> are the marks of other programs, not data.</param>
    /// <returns>Full paths; empty when the directory has no such file.</returns>
    /// <exception cref="RametException">There is neither a file nor a directory, or it may not be read.</exception>
    public IReadOnlyList<string> Find(string path, FileLayout layout)
    {
        locations.Check(path, reader, span);
        if (File.Exists(path))
            return [path];
        if (!Directory.Exists(path))
        {
            throw new RametException(
                ErrorCode.StorageError,
                ErrorKind.NotFound,
                $"there is no file or directory '{path}'",
                span,
                "Check the location; a relative one counts from the directory of the script, or from the current one.");
        }
        var files = Directory.EnumerateFiles(path, $"*{layout.Extension}", SearchOption.AllDirectories)
            .Where(file => Path.GetFileName(file)[0] is not ('.' or '_'))
            .Order(StringComparer.Ordinal)
            .ToList();
        foreach (var file in files)
            locations.Check(file, reader, span);
        return files;
    }
}
