using System.Globalization;
using Ramet.Warehouse.Tests.Support;

namespace Ramet.Warehouse.Tests.History;

/// <summary>Reading a table as it was at a time, which the clock of the machine gives.</summary>
public sealed class TimeTravelTests : IDisposable
{
    private readonly ShiftedClock clock = new();
    private readonly TestWarehouse warehouse;

    public TimeTravelTests() => warehouse = new TestWarehouse(clock);

    public void Dispose() => warehouse.Dispose();

    [Theory]
    [InlineData("UTC")]
    [InlineData("Asia/Shanghai")]
    public void The_state_at_a_time_is_the_last_one_made_by_then(string zone)
    {
        warehouse.Run($"SET odps.sql.timezone={zone}; CREATE TABLE t (id BIGINT)");
        var empty = Now(zone);
        warehouse.Run("INSERT INTO t VALUES (1)");
        var one = Now(zone);
        clock.Advance(TimeSpan.FromHours(1));
        warehouse.Run("INSERT INTO t VALUES (2)");
        var two = Now(zone);

        Assert.Equal(["0"], warehouse.Rows($"SELECT COUNT(*) FROM t TIMESTAMP AS OF '{empty}'"));
        Assert.Equal(["1"], warehouse.Rows($"SELECT COUNT(*) FROM t TIMESTAMP AS OF '{one}'"));
        Assert.Equal(["1"], warehouse.Rows($"SELECT COUNT(*) FROM t TIMESTAMP AS OF TIMESTAMP'{one}'"));
        Assert.Equal(["2"], warehouse.Rows($"SELECT COUNT(*) FROM t TIMESTAMP AS OF '{two}'"));
    }

    [Fact]
    public void The_time_that_the_history_shows_means_the_state_beside_it()
    {
        warehouse.Run("CREATE TABLE t (id BIGINT); INSERT INTO t VALUES (1); INSERT INTO t VALUES (2)");

        var times = warehouse.Text("SHOW HISTORY FOR TABLE t").Split('\n', StringSplitOptions.RemoveEmptyEntries).Skip(1)
            .Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries)).Select(words => $"{words[4]} {words[5]}");

        Assert.Equal(["0", "1", "2"], times.Select(time => warehouse.Rows($"SELECT COUNT(*) FROM t TIMESTAMP AS OF '{time}'")[0]));
    }

    [Fact]
    public void A_time_means_the_columns_of_the_state_whatever_comes_later()
    {
        warehouse.Run("CREATE TABLE t (id BIGINT); INSERT INTO t VALUES (1)");
        var before = Now("UTC");
        warehouse.Run("ALTER TABLE t ADD COLUMNS (note STRING)");
        var after = Now("UTC");

        AssertColumns();
        warehouse.Run("INSERT INTO t VALUES (2, 'n')");
        AssertColumns();
        Assert.Equal(["id", "note"], warehouse.Columns($"SELECT * FROM t TIMESTAMP AS OF '{Now("UTC")}'"));

        void AssertColumns()
        {
            Assert.Equal(["id"], warehouse.Columns($"SELECT * FROM t TIMESTAMP AS OF '{before}'"));
            Assert.Equal(["id"], warehouse.Columns($"SELECT * FROM t TIMESTAMP AS OF '{after}'"));
        }
    }

    /// <summary>A time that is over, and that nothing else falls upon.</summary>
    private string Now(string zone)
    {
        Thread.Sleep(20);
        var now = TimeZoneInfo.ConvertTime(clock.GetUtcNow(), TimeZoneInfo.FindSystemTimeZoneById(zone));
        Thread.Sleep(20);
        return now.ToString("yyyy-MM-dd HH:mm:ss.fff", CultureInfo.InvariantCulture);
    }
}
