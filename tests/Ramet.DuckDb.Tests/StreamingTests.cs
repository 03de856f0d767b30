namespace Ramet.DuckDb.Tests;

public sealed class StreamingTests
{
    [Fact]
    public void A_result_larger_than_the_memory_is_read_as_it_is_made()
    {
        // 160 MB of numbers: kept as a whole they would exceed a limit without room to spill.
        using var engine = new Engine(new DuckDbOptions { MemoryLimitBytes = 32 << 20, TempDirectoryBytesMax = 0 });
        using var result = engine.Connection.Query("SELECT i FROM range(20_000_000) r(i)");
        long rows = 0, sum = 0;

        while (result.TryReadChunk(out var chunk))
        {
            rows += chunk.RowCount;
            foreach (var value in chunk.Vector(0).Values<long>())
                sum += value;
        }

        Assert.Equal(20_000_000, rows);
        Assert.Equal(20_000_000L * 19_999_999 / 2, sum);
    }

    [Fact]
    public void Reading_values_allocates_nothing_per_row()
    {
        using var engine = new Engine();
        using var result = engine.Connection.Query("SELECT i, i::DECIMAL(30,2), 'text number ' || i, [i] FROM range(2048) r(i)");
        Assert.True(result.TryReadChunk(out var chunk));
        var sum = ReadAll(chunk);
        var before = GC.GetAllocatedBytesForCurrentThread();

        Assert.Equal(sum, ReadAll(chunk));

        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1024); // the assertion's own boxes
    }

    private static long ReadAll(DataChunk chunk)
    {
        var sum = 0L;
        var numbers = chunk.Vector(0).Values<long>();
        var lists = chunk.Vector(3);
        for (var row = 0; row < chunk.RowCount; row++)
        {
            sum += numbers[row] + (long)chunk.Vector(1).UnscaledDecimal(row) + chunk.Vector(2).Utf8(row).Length;
            sum += lists.Elements.Values<long>()[lists.Entry(row).Start];
        }
        return sum;
    }

    [Fact]
    public void A_result_without_rows_has_columns()
    {
        using var engine = new Engine();
        using var result = engine.Connection.Query("SELECT 1 AS a, 'x' AS b WHERE false");
        Assert.Equal(["a", "b"], result.Columns.Select(column => column.Name));
        Assert.False(result.TryReadChunk(out var chunk));
        Assert.Null(chunk);
    }

    [Fact]
    public void Changed_rows_are_counted()
    {
        using var engine = new Engine();
        Assert.Equal(3, engine.Connection.Execute("CREATE TABLE t (i INTEGER); INSERT INTO t VALUES (1), (2), (3)"));
        Assert.Equal(2, engine.Connection.Execute("UPDATE t SET i = 0 WHERE i > 1"));
        Assert.Equal(0, engine.Connection.Execute("SELECT * FROM t"));
        using var result = engine.Connection.Query("DELETE FROM t");
        Assert.Equal(3, result.RowsChanged);
    }

    [Theory]
    [InlineData("INSERT INTO t SELECT * FROM range(1_000_000)")]
    [InlineData("INSERT INTO t SELECT * FROM range(1_000_000) RETURNING i")]
    [InlineData("CREATE OR REPLACE TABLE t AS SELECT * FROM range(1_000_000)")]
    public void A_change_is_complete_when_its_result_is_there(string sql)
    {
        using var engine = new Engine();
        engine.Connection.Execute("CREATE TABLE t (i BIGINT)");

        engine.Connection.Query(sql).Dispose();

        Assert.Equal(["1000000"], engine.Texts("SELECT count(*)::VARCHAR FROM t"));
    }

    [Fact]
    public void A_copy_with_statistics_is_complete_when_its_result_is_there()
    {
        using var directory = new ScratchDirectory();
        using var engine = new Engine();

        using (var result = engine.Connection.Query(
            $"COPY (SELECT i FROM range(100_000) r(i)) TO '{directory["out.parquet"]}' (FORMAT parquet, RETURN_STATS true)"))
            Assert.Contains("filename", result.Columns.Select(column => column.Name));

        Assert.Equal(["100000"], engine.Texts($"SELECT count(*)::VARCHAR FROM '{directory["out.parquet"]}'"));
    }

    [Fact]
    public void Progress_is_unknown_while_nothing_runs()
    {
        using var engine = new Engine();
        Assert.Null(engine.Connection.Progress);
    }

    [Fact]
    public async Task Progress_is_a_percentage_while_a_query_runs()
    {
        using var engine = new Engine();
        engine.Connection.Execute("CREATE TABLE t AS SELECT i FROM range(5_000_000) r(i)");
        using var ended = new CancellationTokenSource();
        var watcher = Task.Run(() =>
        {
            while (!ended.IsCancellationRequested)
            {
                if (engine.Connection.Progress is { } progress)
                    return progress;
            }
            return -1;
        });

        // Again, should the watcher have come too late.
        for (var run = 0; run < 50 && !watcher.IsCompleted; run++)
            engine.Connection.Execute("SELECT count(DISTINCT hash(i) % 1_000_003), max(sqrt(i)) FROM t");
        ended.Cancel();

        Assert.InRange(await watcher, 0, 100);
        Assert.Null(engine.Connection.Progress);
    }
}
