namespace Ramet.Warehouse.Tests.Golden;

/// <summary>A golden file as its parser read it.</summary>
/// <param name="Path">The file.</param>
/// <param name="Blocks">Its steps in order.</param>
internal sealed record GoldenFile(string Path, IReadOnlyList<GoldenBlock> Blocks)
{
    /// <summary>The folder of the repository the tests were built in.</summary>
    public static string Repository { get; } = FindRepository();

    /// <summary>The folder of all golden files: <c>tests/golden</c> of the repository.</summary>
    public static string Root { get; } = System.IO.Path.Combine(Repository, "tests", "golden");

    /// <summary>Names of the folders below <see cref="Root"/>.</summary>
    public static IEnumerable<string> Areas => Directory.GetDirectories(Root).Select(path => System.IO.Path.GetFileName(path)).Order(StringComparer.Ordinal);

    /// <summary>The files of one area, as paths below <see cref="Root"/> with forward slashes.</summary>
    public static IEnumerable<string> In(string area) => Directory
        .GetFiles(System.IO.Path.Combine(Root, area), "*.slt", SearchOption.AllDirectories)
        .Select(path => System.IO.Path.GetRelativePath(Root, path).Replace('\\', '/'))
        .Order(StringComparer.Ordinal);

    /// <summary>Reads the file at a path below <see cref="Root"/>.</summary>
    /// <exception cref="GoldenFormatException">The file does not follow the format.</exception>
    public static GoldenFile Read(string name)
    {
        var path = System.IO.Path.Combine(Root, name);
        return GoldenParser.Parse(path, File.ReadAllText(path));
    }

    private static string FindRepository()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(System.IO.Path.Combine(folder.FullName, "Ramet.slnx")))
                return folder.FullName;
        }
        throw new DirectoryNotFoundException($"No folder above {AppContext.BaseDirectory} holds Ramet.slnx.");
    }
}
