using Ramet.DuckDb;
using Ramet.Warehouse.Queries;
using Ramet.Warehouse.Tests.Support;

namespace Ramet.Warehouse.Tests;

/// <summary>Sessions get the engine's connections one after the other, and none finds anything of the one before it.</summary>
public sealed class EngineConnectionTests : IDisposable
{
    private const string Id = "SELECT CAST(current_connection_id() AS BIGINT)";
    private const string Endless = "SELECT count(*) FROM range(10000000) a, range(10000000) b WHERE a.range + b.range = -1";

    private readonly TestWarehouse world = new();

    private Engine Engine => world.Warehouse.Engine;

    [Fact]
    public void The_next_session_gets_the_connection_of_one_that_only_read()
    {
        var first = Use(static connection => Number(connection, "SELECT CAST(1 AS BIGINT)"));

        Assert.Equal(first, Use(Nothing));
        Use(connection => Assert.NotEqual(first, Use(Nothing))); // which has it
    }

    [Theory]
    [InlineData("CREATE TEMP TABLE left_behind (a INTEGER)")]
    [InlineData("SET threads = 2")]
    [InlineData("BEGIN TRANSACTION")]
    public void One_that_did_anything_else_is_closed(string statement)
    {
        var executed = Use(connection => connection.Execute(statement, CancellationToken.None));
        Assert.NotEqual(executed, Use(Nothing));
        var queried = Use(connection => connection.Query(statement, TimeZoneInfo.Utc, CancellationToken.None).Dispose());
        Assert.NotEqual(queried, Use(Nothing));
        Use(static connection => Assert.Equal(0, Number(connection, "SELECT count(*) FROM duckdb_tables() WHERE table_name = 'left_behind'")));
    }

    [Fact]
    public void Each_session_has_its_own_time_zone()
    {
        const string Hour = "SELECT CAST(extract(hour FROM to_timestamp(0)) AS BIGINT)";
        var shanghai = TimeZoneInfo.FindSystemTimeZoneById("Asia/Shanghai");

        var first = Use(connection => Assert.Equal(8, Number(connection, Hour, shanghai)));
        var second = Use(static connection => Assert.Equal(0, Number(connection, Hour)));
        var third = Use(connection => Assert.Equal(8, Number(connection, Hour, shanghai)));

        Assert.Equal((first, first), (second, third));
    }

    [Fact]
    public void A_query_that_failed_or_was_cancelled_does_not_disturb_the_next_session()
    {
        Use(static connection => Assert.Throws<DuckDbException>(() => Number(connection, "SELECT CAST(error('x') AS BIGINT)")));
        Use(static connection => Assert.Throws<DuckDbException>(() => Number(connection, "SELECT nothing")));
        for (var round = 0; round < 20; round++)
        {
            using var cancellation = new CancellationTokenSource(TimeSpan.FromMilliseconds(round));
            Use(connection => Assert.ThrowsAny<OperationCanceledException>(() => Number(connection, Endless, cancellationToken: cancellation.Token)));
            Use(static connection => Assert.Equal(7, Number(connection, "SELECT CAST(7 AS BIGINT)")));
        }
    }

    [Fact]
    public void A_connection_with_an_open_result_is_closed()
    {
        var first = Use(static connection =>
            Assert.True(connection.Query("SELECT * FROM range(1000000)", TimeZoneInfo.Utc, CancellationToken.None).TryReadChunk(out _)));

        Assert.NotEqual(first, Use(Nothing));
    }

    [Fact]
    public void What_dropped_its_temporary_tables_leaves_the_connection_to_the_next_unless_it_failed()
    {
        var first = Use(static connection => connection.Restoring(static connection =>
            connection.Execute("CREATE TEMP TABLE t (a INTEGER); DROP TABLE t", CancellationToken.None)));
        var second = Use(static connection => Assert.Throws<DuckDbException>(() => connection.Restoring(static connection =>
            connection.Execute("CREATE TEMP TABLE t (a INTEGER); DROP TABLE u", CancellationToken.None))));

        Assert.Equal(first, second);
        Assert.NotEqual(second, Use(Nothing));
    }

    [Fact]
    public void Who_has_given_a_connection_back_cannot_use_it()
    {
        var connection = Engine.Connect();
        connection.Dispose();
        connection.Dispose(); // a second time has no effect

        Assert.Throws<ObjectDisposedException>(() => Number(connection, Id));
        Assert.Throws<ObjectDisposedException>(() => connection.Progress);
        Use(other => Assert.NotEqual(Number(other, Id), Use(Nothing))); // it is not given to two
    }

    [Fact]
    public void A_connection_may_outlive_the_warehouse()
    {
        var connection = Engine.Connect();
        world.Reopen();
        connection.Dispose();
    }

    public void Dispose() => world.Dispose();

    /// <summary>Uses a connection as a session does; the engine's number of it.</summary>
    private long Use(Action<EngineConnection> act)
    {
        using var connection = Engine.Connect();
        var id = Number(connection, Id);
        act(connection);
        return id;
    }

    private static void Nothing(EngineConnection connection)
    {
    }

    private static long Number(EngineConnection connection, string sql, TimeZoneInfo? zone = null, CancellationToken cancellationToken = default)
    {
        using var result = connection.Query(sql, zone ?? TimeZoneInfo.Utc, cancellationToken);
        Assert.True(result.TryReadChunk(out var chunk));
        var number = chunk.Vector(0).Values<long>()[0];
        Assert.False(result.TryReadChunk(out _));
        return number;
    }
}
