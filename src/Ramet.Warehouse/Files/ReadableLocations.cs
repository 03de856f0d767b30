using Ramet.Access;
using Ramet.Errors;

namespace Ramet.Warehouse.Files;

/// <summary>
/// Which files of the machine statements may read. Those of the warehouse nobody: they are read as tables, by those who may, and not around
/// the decision about that (I5). All others the administrator may read; everybody else only what lies in an allowed directory.
/// </summary>
/// <param name="warehouseDirectory">The full path of the warehouse's directory.</param>
/// <param name="allowed">The directories from which everybody may read.</param>
internal sealed class ReadableLocations(string warehouseDirectory, IReadOnlyList<string> allowed)
{
    /// <summary>Does nothing when the principal may read the file, or the files in the directory. Symbolic links are followed.</summary>
    /// <param name="path">The full path of a file or directory, whether it exists or not.</param>
    /// <param name="reader">With whose rights it is read.</param>
    /// <param name="span">Where the statement asks for it.</param>
    /// <exception cref="RametException">It may not be read.</exception>
    public void Check(string path, Principal reader, SourceSpan span)
    {
        if (!reader.IsAdministrator && !allowed.Any(directory => RealPath.IsInside(path, directory)))
        {
            throw new RametException(
                ErrorCode.AccessDenied,
                ErrorKind.Denied,
                $"{reader} may not read '{path}': it is in no directory that is open to all users",
                span,
                "Whoever runs the warehouse opens a directory with --allow-location DIR.");
        }

        // Asked last: the answer tells where the warehouse is.
        if (RealPath.IsInside(path, warehouseDirectory) || RealPath.IsInside(warehouseDirectory, path))
        {
            throw new RametException(
                ErrorCode.SemanticError,
                ErrorKind.User,
                $"'{path}' belongs to the directory of the warehouse, or holds it",
                span,
                "Read its tables with SELECT, and keep files to read elsewhere.");
        }
    }
}
