namespace Ramet.DuckDb.Tests;

public sealed class ErrorTests
{
    [Theory]
    [InlineData("SELEC 1", DuckDbErrorType.Parser)]
    [InlineData("SELECT nothing", DuckDbErrorType.Binder)]
    [InlineData("SELECT * FROM nowhere", DuckDbErrorType.Catalog)]
    [InlineData("SELECT 'x'::INTEGER", DuckDbErrorType.Conversion)]
    [InlineData("SELECT i::TINYINT FROM range(1000) r(i)", DuckDbErrorType.Conversion)]
    [InlineData("SELECT 9223372036854775807 + i FROM range(1, 2) r(i)", DuckDbErrorType.OutOfRange)]
    [InlineData("SELECT * FROM read_parquet('/no/such/file.parquet')", DuckDbErrorType.Io)]
    [InlineData("CREATE TABLE t (i INTEGER NOT NULL); INSERT INTO t VALUES (NULL)", DuckDbErrorType.Constraint)]
    [InlineData("CREATE TABLE t (i INTEGER CHECK (i > 0)); INSERT INTO t VALUES (0)", DuckDbErrorType.Constraint)]
    [InlineData("SET threads = 'x'", DuckDbErrorType.InvalidInput)]
    [InlineData("COMMIT", DuckDbErrorType.Transaction)]
    [InlineData("SELECT error('said so')", DuckDbErrorType.InvalidInput)]
    public void The_class_of_an_error_is_told(string sql, DuckDbErrorType expected)
    {
        using var engine = new Engine();

        var error = Assert.Throws<DuckDbException>(() => engine.Connection.Execute(sql));

        Assert.Equal(expected, error.ErrorType);
        Assert.NotEqual(error.Message, error.Detail);
        Assert.EndsWith(error.Detail, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_error_while_rows_are_read_ends_the_result_and_frees_the_connection()
    {
        using var engine = new Engine();
        using var result = engine.Connection.Query("SELECT (i // 20_000)::UTINYINT FROM range(10_000_000) r(i)");

        var error = Assert.Throws<DuckDbException>(() =>
        {
            while (result.TryReadChunk(out _))
            {
            }
        });

        Assert.Equal(DuckDbErrorType.Conversion, error.ErrorType);
        Assert.Equal(["alive"], engine.Texts("SELECT 'alive'"));
    }

    [Fact]
    public void A_script_stops_at_its_first_error_and_keeps_what_was_done()
    {
        using var engine = new Engine();

        Assert.Throws<DuckDbException>(
            () => engine.Connection.Execute("CREATE TABLE done (i INTEGER); SELECT * FROM nowhere; CREATE TABLE undone (i INTEGER)"));

        Assert.Equal(["done"], engine.Texts("SELECT table_name FROM duckdb_tables()"));
    }

    [Fact]
    public void A_query_is_one_statement()
    {
        using var engine = new Engine();
        Assert.Throws<DuckDbException>(() => engine.Connection.Query("SELECT 1; SELECT 2"));
        Assert.Throws<DuckDbException>(() => engine.Connection.Query(""));
    }

    [Fact]
    public void A_message_without_a_class_is_kept_whole()
    {
        var error = DuckDbException.FromText("Something Error: else");
        Assert.Equal(DuckDbErrorType.Invalid, error.ErrorType);
        Assert.Equal("Something Error: else", error.Detail);
    }
}
