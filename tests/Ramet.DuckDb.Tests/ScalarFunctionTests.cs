namespace Ramet.DuckDb.Tests;

public sealed class ScalarFunctionTests : IDisposable
{
    private readonly DuckDbDatabase database = DuckDbDatabase.Open(new DuckDbOptions());
    private readonly DuckDbConnection connection;

    public ScalarFunctionTests() => connection = database.Connect();

    [Fact]
    public void A_function_computes_chunks_of_rows_with_nulls_among_them()
    {
        connection.Register(new ScalarFunction("twice", [DuckDbKind.BigInt], DuckDbKind.BigInt, Twice));
        Assert.Equal(2L * 5000 * 9999, Number("SELECT CAST(sum(twice(i)) AS BIGINT) FROM range(10000) t(i)"));
        Assert.Equal(5000, Number("SELECT count(twice(CASE WHEN i % 2 = 0 THEN i END)) FROM range(10000) t(i)"));
    }

    [Fact]
    public void A_function_is_known_to_all_connections()
    {
        connection.Register(new ScalarFunction("twice", [DuckDbKind.BigInt], DuckDbKind.BigInt, Twice));
        using var other = database.Connect();
        using var result = other.Query("SELECT twice(21)");
        Assert.True(result.TryReadChunk(out var chunk));
        Assert.Equal(42, chunk.Vector(0).Values<long>()[0]);
    }

    [Fact]
    public void What_a_body_throws_ends_the_query_with_its_message()
    {
        connection.Register(new ScalarFunction("fail", [DuckDbKind.BigInt], DuckDbKind.BigInt, (_, _) => throw new InvalidOperationException("not today")));
        var error = Assert.Throws<DuckDbException>(() => Number("SELECT fail(i) FROM range(3) t(i)"));
        Assert.Equal((DuckDbErrorType.InvalidInput, "not today"), (error.ErrorType, error.Detail));
        Assert.Equal(1, Number("SELECT CAST(1 AS BIGINT)"));
    }

    [Fact]
    public void A_volatile_function_is_called_for_each_row()
    {
        var calls = 0L;
        connection.Register(new ScalarFunction("next", [], DuckDbKind.BigInt, (arguments, results) =>
        {
            for (var row = 0; row < arguments.RowCount; row++)
                results.Set(row, Interlocked.Increment(ref calls));
        })
        { IsVolatile = true });
        Assert.Equal(100, Number("SELECT count(DISTINCT next()) FROM range(100)"));
    }

    public void Dispose()
    {
        connection.Dispose();
        database.Dispose();
    }

    private static void Twice(DataChunk arguments, ScalarResults results)
    {
        var numbers = arguments.Vector(0);
        for (var row = 0; row < arguments.RowCount; row++)
        {
            if (numbers.IsNull(row))
                results.SetNull(row);
            else
                results.Set(row, 2 * numbers.Values<long>()[row]);
        }
    }

    private long Number(string sql)
    {
        using var result = connection.Query(sql);
        Assert.True(result.TryReadChunk(out var chunk));
        return chunk.Vector(0).Values<long>()[0];
    }
}
