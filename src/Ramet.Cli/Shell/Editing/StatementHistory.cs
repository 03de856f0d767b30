namespace Ramet.Cli.Shell.Editing;

/// <summary>
/// The statements entered before, oldest first, kept in a file of the user from one shell to the next. The file holds one statement a
/// line (<c>\n</c> for a line break, <c>\\</c> for a backslash), can be read only by its owner, and is only ever appended to while
/// shells run, so that several of them can share it; the one that opens a file grown too long shortens it.
/// </summary>
internal sealed class StatementHistory
{
    /// <summary>Statements that are kept.</summary>
    public const int EntriesMax = 1000;

    /// <summary>A longer statement, such as a pasted load of rows, is not kept.</summary>
    public const int EntryLengthMax = 16 * 1024;

    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private const UnixFileMode OwnerOnlyDirectory = OwnerOnly | UnixFileMode.UserExecute;

    private readonly List<string> entries = [];
    private readonly string? path;

    private StatementHistory(string? path) => this.path = path;

    /// <summary>The statements, oldest first.</summary>
    public IReadOnlyList<string> Entries => entries;

    /// <summary>A history that ends with the shell.</summary>
    public static StatementHistory InMemory() => new(null);

    /// <summary>Opens the history in a file, which is made with its folder when there is none.</summary>
    /// <exception cref="IOException">The file cannot be read or made.</exception>
    /// <exception cref="UnauthorizedAccessException">The user may not read or make the file.</exception>
    public static StatementHistory Open(string path)
    {
        MakeFolder(Path.GetDirectoryName(Path.GetFullPath(path))!); // a file's full path has a folder
        var history = new StatementHistory(path);
        using (var file = OpenFile(path, FileMode.OpenOrCreate, FileAccess.ReadWrite))
        {
            RestrictToOwner(path);
            using var reader = new StreamReader(file);
            while (reader.ReadLine() is { } line)
                history.entries.Add(Decode(line));
        }
        if (history.entries.Count > 2 * EntriesMax)
            history.Shorten(path);
        return history;
    }

    /// <summary>
    /// Adds a statement at the end. Left out are a repetition of the one before, one that begins with a blank (the way to keep
    /// something out of the history), and one that is too long.
    /// </summary>
    /// <exception cref="IOException">The file cannot be written; the statement is in <see cref="Entries"/> all the same.</exception>
    public void Add(string statement)
    {
        if (statement.Length is 0 or > EntryLengthMax || char.IsWhiteSpace(statement[0]) || (entries.Count > 0 && entries[^1] == statement))
            return;
        entries.Add(statement);
        if (path is not null)
            Append(path, Encode(statement));
    }

    private static void Append(string path, string line)
    {
        using var file = OpenFile(path, FileMode.Append, FileAccess.Write);
        // One write a line, so that shells which append at the same time do not mix their lines.
        file.Write(System.Text.Encoding.UTF8.GetBytes(line + "\n"));
    }

    private void Shorten(string path)
    {
        entries.RemoveRange(0, entries.Count - EntriesMax);
        var shorter = path + ".new";
        using (var file = OpenFile(shorter, FileMode.Create, FileAccess.Write))
        using (var writer = new StreamWriter(file))
        {
            foreach (var entry in entries)
                writer.Write(Encode(entry) + "\n");
        }
        File.Move(shorter, path, overwrite: true);
    }

    private static FileStream OpenFile(string path, FileMode mode, FileAccess access)
    {
        var options = new FileStreamOptions { Mode = mode, Access = access, Share = FileShare.ReadWrite | FileShare.Delete };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = OwnerOnly;
        return new FileStream(path, options);
    }

    private static void MakeFolder(string folder)
    {
        if (OperatingSystem.IsWindows())
            Directory.CreateDirectory(folder);
        else
            Directory.CreateDirectory(folder, OwnerOnlyDirectory);
    }

    private static void RestrictToOwner(string path)
    {
        if (!OperatingSystem.IsWindows() && File.GetUnixFileMode(path) != OwnerOnly)
            File.SetUnixFileMode(path, OwnerOnly);
    }

    private static string Encode(string statement) =>
        statement.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal);

    private static string Decode(string line)
    {
        var statement = new System.Text.StringBuilder(line.Length);
        for (var i = 0; i < line.Length; i++)
        {
            if (line[i] != '\\' || i + 1 == line.Length)
                statement.Append(line[i]);
            else
                statement.Append(line[++i] == 'n' ? '\n' : line[i]);
        }
        return statement.ToString();
    }
}
