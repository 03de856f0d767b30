namespace Ramet.Warehouse.Files;

/// <summary>Paths with all symbolic links in them followed, so that two of them can be compared.</summary>
internal static class RealPath
{
    private const int LinksMax = 40; // as Linux: more are a circle

    /// <summary>The path with its links followed; parts that do not exist stay as they are.</summary>
    /// <param name="path">A full path.</param>
    /// <exception cref="IOException">The links lead in a circle.</exception>
    public static string Of(string path) => Of(path, LinksMax);

    /// <summary>Whether a path is the directory or lies in it, by whatever links it is reached.</summary>
    public static bool IsInside(string path, string directory)
    {
        var relative = Path.GetRelativePath(Of(Path.GetFullPath(directory)), Of(Path.GetFullPath(path)));
        return relative != ".." && !relative.StartsWith(".." + Path.DirectorySeparatorChar, StringComparison.Ordinal) && !Path.IsPathRooted(relative);
    }

    private static string Of(string path, int linksLeft)
    {
        if (Path.GetDirectoryName(path) is not { } parent)
            return path;
        var real = Path.Combine(Of(parent, linksLeft), Path.GetFileName(path));
        if (new FileInfo(real).LinkTarget is not { } target)
            return real;
        return linksLeft > 0
            ? Of(Path.GetFullPath(target, Path.GetDirectoryName(real)!), linksLeft - 1) // it has a parent: it is not the root
            : throw new IOException($"Too many symbolic links in '{path}'.");
    }
}
