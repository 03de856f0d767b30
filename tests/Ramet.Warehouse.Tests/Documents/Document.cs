namespace Ramet.Warehouse.Tests.Documents;

/// <summary>A document of the repository, read where the tests run.</summary>
/// <param name="Path">The path below the root of the repository, with <c>/</c>.</param>
/// <param name="Text">The text.</param>
internal sealed record Document(string Path, string Text)
{
    private static readonly Lazy<string> Root = new(FindRoot);

    /// <summary>Reads one document.</summary>
    public static Document Read(string path) => new(path, File.ReadAllText(System.IO.Path.Combine(Root.Value, path)));

    /// <summary>All files below a folder whose names match a pattern, in the order of their paths; what builds put there is left out.</summary>
    public static IReadOnlyList<Document> ReadAll(string folder, string pattern = "*.md") => [.. Directory
        .EnumerateFiles(System.IO.Path.Combine(Root.Value, folder), pattern, SearchOption.AllDirectories)
        .Select(file => System.IO.Path.GetRelativePath(Root.Value, file).Replace('\\', '/'))
        .Where(path => !path.Contains("/obj/", StringComparison.Ordinal) && !path.Contains("/node_modules/", StringComparison.Ordinal))
        .Order(StringComparer.Ordinal)
        .Select(Read)];

    /// <summary>Where a document lies.</summary>
    public static string FullPath(string path) => System.IO.Path.Combine(Root.Value, path);

    /// <summary>Whether there is a file or directory at a path below the root of the repository.</summary>
    public static bool Exists(string path) => System.IO.Path.Exists(System.IO.Path.Combine(Root.Value, path));

    /// <summary>The part of the document between a heading of the second level and the next one.</summary>
    public Document Section(string heading)
    {
        var start = Text.IndexOf($"\n## {heading}\n", StringComparison.Ordinal);
        if (start < 0)
            throw new ArgumentException($"{Path} has no heading '{heading}'.", nameof(heading));
        var end = Text.IndexOf("\n## ", start + 1, StringComparison.Ordinal);
        return this with { Text = end < 0 ? Text[start..] : Text[start..end] };
    }

    /// <summary>The cells of all table rows of the document, without their headings and rules.</summary>
    public IEnumerable<IReadOnlyList<string>> TableRows() =>
        from line in Text.Split('\n')
        where line.StartsWith("| ", StringComparison.Ordinal)
        select line.Trim().Trim('|').Split('|').Select(cell => cell.Trim()).ToList();

    public override string ToString() => Path;

    private static string FindRoot()
    {
        for (var directory = new DirectoryInfo(AppContext.BaseDirectory); directory is not null; directory = directory.Parent)
        {
            if (File.Exists(System.IO.Path.Combine(directory.FullName, "Ramet.slnx")))
                return directory.FullName;
        }
        throw new InvalidOperationException($"No directory above {AppContext.BaseDirectory} holds Ramet.slnx.");
    }
}
