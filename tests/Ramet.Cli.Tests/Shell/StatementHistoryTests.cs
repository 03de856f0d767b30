using Ramet.Cli.Shell.Editing;

namespace Ramet.Cli.Tests.Shell;

public sealed class StatementHistoryTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("ramet-history-").FullName;

    private string File => Path.Combine(folder, "ramet", "history");

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void Statements_come_back_in_the_next_shell()
    {
        var first = StatementHistory.Open(File);
        first.Add("SELECT 1;");
        first.Add("SELECT 'a\\n',\n  2;");

        Assert.Equal(["SELECT 1;", "SELECT 'a\\n',\n  2;"], StatementHistory.Open(File).Entries);
    }

    [Fact]
    public void Two_shells_keep_the_statements_of_both()
    {
        var one = StatementHistory.Open(File);
        var other = StatementHistory.Open(File);
        one.Add("SELECT 1;");
        other.Add("SELECT 2;");
        one.Add("SELECT 3;");

        Assert.Equal(["SELECT 1;", "SELECT 2;", "SELECT 3;"], StatementHistory.Open(File).Entries);
    }

    [Fact]
    public void Repetitions_secret_and_huge_statements_are_left_out()
    {
        var history = StatementHistory.Open(File);
        history.Add("SELECT 1;");
        history.Add("SELECT 1;");
        history.Add(" SELECT 'not for the file';");
        history.Add(new string('x', StatementHistory.EntryLengthMax + 1));
        history.Add("");

        Assert.Equal(["SELECT 1;"], history.Entries);
        Assert.Equal(["SELECT 1;"], StatementHistory.Open(File).Entries);
    }

    [Fact]
    public void Only_the_owner_may_read_the_file()
    {
        if (OperatingSystem.IsWindows())
            return; // there the user's folder protects it
        StatementHistory.Open(File).Add("SELECT 1;");

        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, System.IO.File.GetUnixFileMode(File));
        System.IO.File.SetUnixFileMode(File, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.OtherRead);
        StatementHistory.Open(File);
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, System.IO.File.GetUnixFileMode(File));
    }

    [Fact]
    public void A_file_grown_too_long_is_shortened_to_its_last_statements()
    {
        Directory.CreateDirectory(Path.GetDirectoryName(File)!);
        System.IO.File.WriteAllLines(File, Enumerable.Range(0, 2 * StatementHistory.EntriesMax + 1).Select(static i => $"SELECT {i};"));

        Assert.Equal(StatementHistory.EntriesMax, StatementHistory.Open(File).Entries.Count);
        Assert.Equal(StatementHistory.EntriesMax, System.IO.File.ReadAllLines(File).Length);
        Assert.Equal("SELECT 2000;", StatementHistory.Open(File).Entries[^1]);
    }
}
