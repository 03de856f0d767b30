namespace Ramet.DuckDb.Tests;

public sealed class LifetimeTests
{
    [Fact]
    public void A_disposed_database_makes_no_connections()
    {
        var database = DuckDbDatabase.Open(new DuckDbOptions());
        database.Dispose();
        database.Dispose();
        Assert.Throws<ObjectDisposedException>(() => database.Connect());
    }

    [Fact]
    public void A_connection_outlives_its_database()
    {
        using var engine = new Engine();
        engine.Database.Dispose();
        Assert.Equal(["alive"], engine.Texts("SELECT 'alive'"));
    }

    [Fact]
    public void A_disposed_connection_takes_no_work_and_nor_do_its_statements()
    {
        using var engine = new Engine();
        using var statement = engine.Connection.Prepare("SELECT 1");
        engine.Connection.Dispose();
        engine.Connection.Dispose();

        Assert.Throws<ObjectDisposedException>(() => engine.Connection.Execute("SELECT 1"));
        Assert.Throws<ObjectDisposedException>(() => engine.Connection.Query("SELECT 1"));
        Assert.Throws<ObjectDisposedException>(() => engine.Connection.Prepare("SELECT 1"));
        Assert.Throws<ObjectDisposedException>(() => engine.Connection.Append("t"));
        Assert.Throws<ObjectDisposedException>(() => statement.Query());
        Assert.Throws<ObjectDisposedException>(() => engine.Connection.Interrupt());
        Assert.Throws<ObjectDisposedException>(() => engine.Connection.Progress);
    }

    [Fact]
    public void A_disposed_connection_ends_its_result()
    {
        using var engine = new Engine();
        var result = engine.Connection.Query("SELECT * FROM range(100_000)");
        Assert.True(result.TryReadChunk(out var chunk));

        engine.Connection.Dispose();

        Assert.Throws<ObjectDisposedException>(() => result.TryReadChunk(out _));
        Assert.Throws<ObjectDisposedException>(() => chunk.RowCount);
    }

    [Fact]
    public void A_chunk_ends_with_the_next_read()
    {
        using var engine = new Engine();
        using var result = engine.Connection.Query("SELECT i, [i] FROM range(5000) r(i)");
        Assert.True(result.TryReadChunk(out var first));
        var numbers = first.Vector(0);
        var lists = first.Vector(1);

        Assert.True(result.TryReadChunk(out var second));

        Assert.Throws<ObjectDisposedException>(() => first.RowCount);
        Assert.Throws<ObjectDisposedException>(() => first.Vector(0));
        Assert.Throws<ObjectDisposedException>(() => numbers.IsNull(0));
        Assert.Throws<ObjectDisposedException>(() => numbers.Values<long>().Length);
        Assert.Throws<ObjectDisposedException>(() => lists.Entry(0));
        Assert.Throws<ObjectDisposedException>(() => lists.Elements);
        Assert.Equal(2048, second.Vector(0).Values<long>()[0]);
    }

    [Fact]
    public void A_disposed_statement_cannot_be_bound()
    {
        using var engine = new Engine();
        var statement = engine.Connection.Prepare("SELECT ?");
        statement.Dispose();
        Assert.Throws<ObjectDisposedException>(() => statement.Bind(1, 1));
        Assert.Throws<ObjectDisposedException>(() => statement.Query());
    }

    [Fact]
    public void A_result_outlives_its_statement()
    {
        using var engine = new Engine();
        var statement = engine.Connection.Prepare("SELECT i::VARCHAR FROM range(10_000) r(i)");
        using var result = statement.Query();
        statement.Dispose();
        Assert.Equal(10_000, Engine.Texts(result).Count);
    }

    [Fact]
    public void A_connection_with_an_open_result_takes_no_other_work()
    {
        using var engine = new Engine();
        engine.Connection.Execute("CREATE TABLE t (i INTEGER)");
        using (engine.Connection.Query("SELECT * FROM range(100_000)"))
        {
            Assert.Throws<InvalidOperationException>(() => engine.Connection.Execute("SELECT 1"));
            Assert.Throws<InvalidOperationException>(() => engine.Connection.Query("SELECT 1"));
            Assert.Throws<InvalidOperationException>(() => engine.Connection.Prepare("SELECT 1"));
            Assert.Throws<InvalidOperationException>(() => engine.Connection.Append("t"));
        }
        engine.Connection.Execute("SELECT 1");
    }

    [Fact]
    public void A_result_read_to_its_end_frees_the_connection_before_it_is_disposed()
    {
        using var engine = new Engine();
        using var result = engine.Connection.Query("SELECT 1");
        while (result.TryReadChunk(out _))
        {
        }
        engine.Connection.Execute("SELECT 1");
        Assert.False(result.TryReadChunk(out _));
    }

    [Fact]
    public void A_result_that_is_left_early_ends_its_query_and_its_transaction()
    {
        using var directory = new ScratchDirectory();
        using var engine = new Engine(new DuckDbOptions { Path = directory["left.db"] });
        engine.Connection.Execute("CREATE TABLE t AS SELECT * FROM range(200_000) r(i)");
        using var other = engine.Database.Connect();

        using (var result = engine.Connection.Query("SELECT * FROM t"))
            Assert.True(result.TryReadChunk(out _));

        // A transaction still open on the first connection would fail the checkpoint.
        other.Execute("DELETE FROM t WHERE i = 1");
        other.Execute("CHECKPOINT");
        Assert.Null(engine.Connection.Progress);
    }

    [Fact]
    public void A_result_that_is_left_early_spares_the_transaction_around_it()
    {
        using var engine = new Engine();
        engine.Connection.Execute("CREATE TABLE t (i INTEGER); BEGIN; INSERT INTO t VALUES (1)");

        engine.Connection.Query("SELECT * FROM range(1_000_000)").Dispose();
        engine.Connection.Execute("COMMIT");

        Assert.Equal(["1"], engine.Texts("SELECT count(*)::VARCHAR FROM t"));
    }

    [Fact]
    public void Objects_that_nobody_disposes_are_freed_in_any_order()
    {
        for (var i = 0; i < 20; i++)
            Abandon();
        GC.Collect();
        GC.WaitForPendingFinalizers();

        using var engine = new Engine();
        Assert.Equal(["alive"], engine.Texts("SELECT 'alive'"));
    }

    private static void Abandon()
    {
        var connection = DuckDbDatabase.Open(new DuckDbOptions { Threads = 1 }).Connect();
        connection.Execute("CREATE TABLE t (i INTEGER)");
        var appender = connection.Append("t");
        appender.Append(1);
        appender.EndRow();
        appender.Complete();
        connection.Prepare("SELECT ?").Bind(1, "text");
        connection.Query("SELECT [i] FROM range(10_000) r(i)").TryReadChunk(out var chunk);
        Assert.Equal(2048, chunk!.Vector(0).Elements.RowCount);
    }
}
