namespace Ramet.DuckDb.Tests;

public sealed class CancellationTests
{
    // Runs for days, unless it is stopped.
    private const string EndlessCount = "SELECT count(*) FROM range(1_000_000_000_000_000) r(i) WHERE hash(i) = 1";

    [Fact]
    public void An_interrupt_from_another_thread_ends_the_query()
    {
        using var engine = new Engine();
        using var ended = new ManualResetEventSlim();
        // Again and again, since an interrupt that comes before the query runs is without effect.
        var interrupter = new Thread(() =>
        {
            while (!ended.Wait(10))
                engine.Connection.Interrupt();
        });
        interrupter.Start();

        var error = Assert.Throws<DuckDbException>(() => engine.Connection.Execute(EndlessCount));
        ended.Set();
        interrupter.Join();

        Assert.Equal(DuckDbErrorType.Interrupt, error.ErrorType);
        Assert.Equal(["alive"], engine.Texts("SELECT 'alive'"));
    }

    [Theory]
    [InlineData("SELECT * FROM range(100_000_000)")]
    [InlineData("SELECT * FROM (SELECT * FROM t UNION ALL SELECT * FROM t) WHERE i >= 0")]
    public void An_interrupt_while_rows_are_read_ends_the_result(string sql)
    {
        using var engine = new Engine();
        engine.Connection.Execute("CREATE TABLE t AS SELECT * FROM range(3_000_000) r(i)");
        using var result = engine.Connection.Query(sql);
        Assert.True(result.TryReadChunk(out _));

        engine.Connection.Interrupt();

        var error = Assert.Throws<DuckDbException>(() =>
        {
            while (result.TryReadChunk(out _))
            {
            }
        });
        Assert.Equal(DuckDbErrorType.Interrupt, error.ErrorType);
    }

    [Fact]
    public void An_interrupt_while_nothing_runs_spares_the_next_query()
    {
        using var engine = new Engine();
        engine.Connection.Interrupt();
        Assert.Equal(["alive"], engine.Texts("SELECT 'alive'"));
    }

    [Fact]
    public void A_cancelled_token_ends_a_running_statement()
    {
        using var engine = new Engine();
        using var source = new CancellationTokenSource(TimeSpan.FromMilliseconds(50));

        var cancellation = Assert.Throws<OperationCanceledException>(() => engine.Connection.Execute(EndlessCount, source.Token));

        Assert.Equal(source.Token, cancellation.CancellationToken);
        Assert.Equal(["alive"], engine.Texts("SELECT 'alive'"));
    }

    [Fact]
    public void A_token_that_is_cancelled_already_runs_nothing()
    {
        using var engine = new Engine();
        var cancelled = new CancellationToken(canceled: true);

        Assert.Throws<OperationCanceledException>(() => engine.Connection.Execute("CREATE TABLE t (i INTEGER)", cancelled));
        Assert.Throws<OperationCanceledException>(() => engine.Connection.Query("SELECT 1", cancelled));

        Assert.Empty(engine.Texts("SELECT table_name FROM duckdb_tables()"));
    }

    [Fact]
    public void A_token_cancelled_while_rows_are_read_ends_the_result()
    {
        using var engine = new Engine();
        using var source = new CancellationTokenSource();
        using var result = engine.Connection.Query("SELECT * FROM range(100_000_000)", source.Token);
        Assert.True(result.TryReadChunk(out _));

        source.Cancel();

        Assert.Throws<OperationCanceledException>(() => result.TryReadChunk(out _));
        Assert.Equal(["alive"], engine.Texts("SELECT 'alive'"));
    }

    [Fact]
    public void A_token_cancelled_by_another_thread_ends_a_read_that_waits_for_rows()
    {
        using var engine = new Engine();
        using var source = new CancellationTokenSource();
        // The engine hands out rows when its buffer of a megabyte is full: that happens at once, and never again.
        using var result = engine.Connection.Query(
            "SELECT i FROM range(1_000_000_000_000_000) r(i) WHERE i < 200_000 OR hash(i) = 1", source.Token);

        source.CancelAfter(TimeSpan.FromMilliseconds(50));

        Assert.Throws<OperationCanceledException>(() =>
        {
            while (result.TryReadChunk(out _))
            {
            }
        });
    }

    [Fact]
    public void A_cancelled_statement_changes_nothing()
    {
        using var engine = new Engine();
        engine.Connection.Execute("CREATE TABLE t (i BIGINT)");
        using var source = new CancellationTokenSource(TimeSpan.FromMilliseconds(50));

        Assert.Throws<OperationCanceledException>(
            () => engine.Connection.Execute(
                "INSERT INTO t SELECT i FROM range(1_000_000_000_000_000) r(i) WHERE hash(i) % 1000 = 1", source.Token));

        Assert.Equal(["0"], engine.Texts("SELECT count(*)::VARCHAR FROM t"));
    }

    [Fact]
    public void A_cancellation_in_the_instant_before_the_query_runs_is_not_lost()
    {
        using var engine = new Engine();
        // Ends after some seconds, so that a lost cancellation fails the test instead of hanging it.
        using var statement = engine.Connection.Prepare("SELECT count(*) FROM range(1_000_000_000) r(i) WHERE hash(i) = 1");
        using var source = new CancellationTokenSource();
        using var interruption = new Interruption(engine.Connection, source.Token);

        source.Cancel();

        Assert.Throws<OperationCanceledException>(() => engine.Connection.Run(statement.Handle, interruption));
        Assert.Equal(["alive"], engine.Texts("SELECT 'alive'"));
    }

    [Fact]
    public void A_token_cancelled_after_the_result_is_disposed_spares_the_next_query()
    {
        using var engine = new Engine();
        using var source = new CancellationTokenSource();
        using (var result = engine.Connection.Query("SELECT * FROM range(1_000_000)", source.Token))
            Assert.True(result.TryReadChunk(out _));
        using var next = engine.Connection.Query("SELECT i::VARCHAR FROM range(1_000_000) r(i)");

        source.Cancel();

        Assert.Equal(1_000_000, Engine.Texts(next).Count);
    }
}
