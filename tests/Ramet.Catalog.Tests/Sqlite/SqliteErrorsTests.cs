using Microsoft.Data.Sqlite;
using Ramet.Catalog.Sqlite;
using Ramet.Errors;
using SQLitePCL;

namespace Ramet.Catalog.Tests.Sqlite;

public sealed class SqliteErrorsTests : IDisposable
{
    private readonly SqliteStore store = new();

    public void Dispose() => store.Dispose();

    [Theory]
    [InlineData(raw.SQLITE_BUSY, ErrorKind.Conflict, "kept busy by other processes")]
    [InlineData(raw.SQLITE_FULL, ErrorKind.Limit, "is full; nothing was changed")]
    [InlineData(raw.SQLITE_READONLY, ErrorKind.Environment, "cannot be written")]
    [InlineData(raw.SQLITE_CANTOPEN, ErrorKind.Environment, "cannot be opened")]
    [InlineData(raw.SQLITE_CORRUPT, ErrorKind.Environment, "is damaged")]
    [InlineData(raw.SQLITE_IOERR, ErrorKind.Environment, "reading or writing")]
    public void Error_names_the_file_and_the_next_step(int sqliteCode, ErrorKind kind, string text)
    {
        var error = SqliteErrors.Translate(new SqliteException("message", sqliteCode), "/data/catalog.db");

        Assert.Equal(kind, error.Kind);
        Assert.Contains(text, error.Message, StringComparison.Ordinal);
        Assert.Contains("'/data/catalog.db'", error.Message, StringComparison.Ordinal);
        Assert.NotNull(error.Hint);
    }

    [Fact]
    public void Anything_else_is_our_defect() =>
        Assert.Equal(ErrorKind.Defect, SqliteErrors.Translate(new SqliteException("constraint", raw.SQLITE_CONSTRAINT), "c").Kind);

    [Fact]
    public void After_a_full_disk_nothing_is_changed_and_the_connection_goes_on()
    {
        store.Open().Dispose();
        using var session = new SqliteSession(store.DatabasePath, "PRAGMA max_page_count = 1"); // Raised to the present size by SQLite.

        var error = Assert.Throws<SqliteException>(() => session.Write(static transaction =>
        {
            transaction.Execute("CREATE TABLE first (id INTEGER)");
            return transaction.Execute("CREATE TABLE second AS SELECT hex(randomblob(1000000)) AS text");
        }));

        Assert.Equal(raw.SQLITE_FULL, error.SqliteErrorCode);
        Assert.Equal(0, session.QueryNumber("SELECT count(*) FROM sqlite_schema WHERE name IN ('first', 'second')"));
        Assert.Equal(1, session.Write(static transaction => transaction.Execute("UPDATE warehouse SET created_ms = 0")));
    }
}
