using Ramet.Access;
using Ramet.Catalog.Sqlite;
using Ramet.Errors;

namespace Ramet.Catalog.Tests.Sqlite;

public sealed class SqliteFormatTests : IDisposable
{
    private readonly SqliteStore store = new();

    public void Dispose() => store.Dispose();

    [Fact]
    public void New_warehouse_has_the_newest_format()
    {
        store.Open().Dispose();

        Assert.Equal(SqliteFormat.NewestVersion, InDatabase(static session => session.QueryNumber("PRAGMA user_version")));
    }

    [Fact]
    public void Existing_warehouse_is_opened_as_it_is()
    {
        store.Open().Dispose();
        var created = store.Clock.Now;
        store.Clock.Advance(TimeSpan.FromDays(1));

        using var catalog = store.Open();

        Assert.Equal(created, catalog.FindPrincipal(Principal.Administrator)?.CreatedAt);
    }

    [Fact]
    public void Root_is_where_the_warehouse_was_created_wherever_it_is_now()
    {
        store.Open().Dispose();
        var moved = store.Directory + "-moved";
        Directory.Move(store.Directory, moved);

        using var catalog = SqliteCatalog.Open(moved, store.Clock);

        Assert.Equal(new Uri(store.Directory + "/"), catalog.RootUri);
    }

    [Fact]
    public async Task Many_may_open_a_new_warehouse_at_once()
    {
        // Many new warehouses, because there are several places where the openings can meet.
        for (var round = 0; round < 50; round++)
        {
            var directory = $"{store.Directory}-{round}";
            var openings = Enumerable.Range(0, 4).Select(_ => Task.Run(() =>
            {
                using var catalog = SqliteCatalog.Open(directory, store.Clock);
                return catalog.ListPrincipals().Count;
            }));
            Assert.All(await Task.WhenAll(openings), static count => Assert.Equal(1, count));
        }
    }

    [Fact]
    public void Directory_is_closed_to_other_users()
    {
        if (OperatingSystem.IsWindows())
            return;
        store.Open().Dispose();

        Assert.Equal(
            UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute,
            File.GetUnixFileMode(store.Directory));
    }

    [Fact]
    public void Newer_format_is_refused_and_left_alone()
    {
        store.Open().Dispose();
        InDatabase(static session => session.Execute("PRAGMA user_version = 99"));

        AssertRefused($"has format 99, but this version of ramet knows formats up to {SqliteFormat.NewestVersion} only", "Upgrade ramet");

        Assert.Equal(99, InDatabase(static session => session.QueryNumber("PRAGMA user_version")));
    }

    [Fact]
    public void Database_of_another_program_is_refused_and_left_alone()
    {
        Directory.CreateDirectory(store.Directory);
        InDatabase(static session => session.Execute("CREATE TABLE address (name TEXT)"));

        AssertRefused("is a database of another program", "another warehouse directory");

        Assert.Equal(1, InDatabase(static session => session.QueryNumber("SELECT count(*) FROM sqlite_schema")));
    }

    [Fact]
    public void File_that_is_no_database_is_refused_and_left_alone()
    {
        Directory.CreateDirectory(store.Directory);
        var text = string.Concat(Enumerable.Repeat("not a database ", 100));
        File.WriteAllText(store.DatabasePath, text);

        AssertRefused("is not a catalog", "another warehouse directory");

        Assert.Equal(text, File.ReadAllText(store.DatabasePath));
    }

    [Fact]
    public void Directory_in_place_of_the_file_is_refused()
    {
        Directory.CreateDirectory(store.DatabasePath);

        AssertRefused("cannot be opened", "another warehouse directory");
    }

    [Fact]
    public void Warehouse_below_a_file_cannot_be_created()
    {
        File.WriteAllText(store.Directory, "");

        var error = Assert.Throws<RametException>(() => SqliteCatalog.Open(Path.Combine(store.Directory, "warehouse"), store.Clock));

        Assert.Equal((ErrorCode.StorageError, ErrorKind.Environment), (error.Code, error.Kind));
        Assert.Contains("cannot be created", error.Message, StringComparison.Ordinal);
    }

    private void AssertRefused(string detail, string hint)
    {
        var error = Assert.Throws<RametException>(store.Open);
        Assert.Equal((ErrorCode.StorageError, ErrorKind.Environment), (error.Code, error.Kind));
        Assert.Contains(detail, error.Message, StringComparison.Ordinal);
        Assert.Contains(store.DatabasePath, error.Message, StringComparison.Ordinal);
        Assert.Contains(hint, error.Hint, StringComparison.Ordinal);
    }

    private T InDatabase<T>(Func<SqliteSession, T> use)
    {
        SqliteLibrary.Bind();
        using var session = new SqliteSession(store.DatabasePath, "");
        return use(session);
    }
}
