using Ramet.Errors;

namespace Ramet.Warehouse.Files;

/// <summary>
/// Where on the machine statements may write files that others read: nowhere, but in directories that whoever runs the warehouse has opened, and
/// nowhere among the files of the warehouse (I4). That holds for the administrator too, whose statements may come from another machine.
/// </summary>
/// <param name="warehouseDirectory">The full path of the warehouse's directory.</param>
/// <param name="allowed">The directories into which everybody may write.</param>
internal sealed class WritableLocations(string warehouseDirectory, IReadOnlyList<string> allowed)
{
    /// <summary>The directory that a path means, with all symbolic links followed, when files may be written to it.</summary>
    /// <param name="path">A full path, whether there is a directory or not.</param>
    /// <param name="span">Where the statement names it.</param>
    /// <exception cref="RametException">Nothing may be written to it.</exception>
    public string Resolve(string path, SourceSpan span)
    {
        var real = RealPath.Of(path);
        if (!allowed.Any(directory => RealPath.IsInside(real, directory)))
        {
            throw new RametException(
                ErrorCode.AccessDenied,
                ErrorKind.Denied,
                $"nothing may be written to '{path}': it is in no directory that is open to UNLOAD",
                span,
                "Whoever runs the warehouse opens a directory with --unload-to DIR.");
        }
        if (RealPath.IsInside(real, warehouseDirectory) || RealPath.IsInside(warehouseDirectory, real))
        {
            throw new RametException(
                ErrorCode.SemanticError,
                ErrorKind.User,
                $"'{path}' belongs to the directory of the warehouse, or holds it",
                span,
                "Write to a directory beside it.");
        }
        return real;
    }
}
