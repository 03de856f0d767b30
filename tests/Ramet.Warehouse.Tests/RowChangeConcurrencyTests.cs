using Ramet.Access;
using Ramet.Errors;
using Ramet.Warehouse.Tests.Faults;
using Ramet.Warehouse.Tests.Support;

namespace Ramet.Warehouse.Tests;

/// <summary>Statements that compute what they write from the table that they write to take effect as if each had run alone.</summary>
public class RowChangeConcurrencyTests
{
    [Theory]
    [InlineData("UPDATE counter SET n = n + 1 WHERE id = 1")]
    [InlineData("MERGE INTO counter c USING VALUES (1, 1) v (id, step) ON c.id = v.id WHEN MATCHED THEN UPDATE SET n = c.n + v.step")]
    [InlineData("INSERT OVERWRITE TABLE counter SELECT id, n + 1 FROM counter")]
    public async Task Increments_from_several_sessions_are_never_lost(string increment)
    {
        const int sessions = 4;
        const int increments = 6;
        using var warehouse = new TestWarehouse();
        warehouse.Run("CREATE TABLE counter (id BIGINT, n BIGINT) TBLPROPERTIES ('transactional'='true'); INSERT INTO counter VALUES (1, 0)");

        await Task.WhenAll(Enumerable.Range(0, sessions).Select(_ => Task.Run(() => Repeat(warehouse, increment, increments))));

        Assert.Equal([$"1|{sessions * increments}"], warehouse.Rows("SELECT * FROM counter"));
    }

    [Fact]
    public async Task Sessions_that_insert_the_same_keys_never_leave_two_rows_of_one_and_lose_no_increment()
    {
        const int sessions = 4;
        const int inserts = 5;
        using var warehouse = new TestWarehouse();
        warehouse.Run("CREATE TABLE t (id BIGINT NOT NULL, n BIGINT, PRIMARY KEY (id)) TBLPROPERTIES ('transactional'='true'); INSERT INTO t VALUES (1, 0), (2, 0)");

        await Task.WhenAll(Enumerable.Range(0, sessions).Select(session => Task.Run(() =>
        {
            Repeat(warehouse, "INSERT INTO t SELECT id, n + 1 FROM t WHERE id = 1", inserts);
            Repeat(warehouse, $"INSERT INTO t VALUES (2, {session}), (3, {session})", inserts);
        })));

        Assert.Equal(["1", "2", "3"], warehouse.Rows("SELECT id FROM t").Order(StringComparer.Ordinal));
        Assert.Equal([$"{sessions * inserts}"], warehouse.Rows("SELECT n FROM t WHERE id = 1"));
        Assert.Equal(["1"], warehouse.Rows("SELECT COUNT(DISTINCT n) FROM t WHERE id > 1"));
    }

    [Fact]
    public async Task Rows_that_others_add_are_found_by_the_run_that_counts()
    {
        using var warehouse = new TestWarehouse();
        warehouse.Run("CREATE TABLE t (id BIGINT, seen BOOLEAN) TBLPROPERTIES ('transactional'='true')");

        var inserting = Task.Run(() => Repeat(warehouse, "INSERT INTO t VALUES (1, FALSE)", 20));
        var marking = Task.Run(() => Repeat(warehouse, "UPDATE t SET seen = TRUE WHERE NOT seen", 5));
        await Task.WhenAll(inserting, marking);
        warehouse.Run("UPDATE t SET seen = TRUE WHERE NOT seen");

        Assert.Equal(["20|20"], warehouse.Rows("SELECT COUNT(*), COUNT_IF(seen) FROM t"));
    }

    [Theory]
    [InlineData("UPDATE t SET v = v + 1 WHERE v < 10", "1|3", "9|3")]
    [InlineData("DELETE FROM t WHERE v = 2")]
    [InlineData("MERGE INTO t USING VALUES (1), (9) s (k) ON t.id = s.k WHEN MATCHED THEN UPDATE SET v = 0 WHEN NOT MATCHED THEN INSERT VALUES (k, k)", "1|0", "9|0")]
    [InlineData("INSERT OVERWRITE TABLE t SELECT id, v * 2 FROM t", "1|4", "9|4")]
    public void A_statement_that_loses_the_race_runs_again_on_the_new_state(string statement, params string[] expected)
    {
        using var warehouse = new TestWarehouse();
        warehouse.Run("CREATE TABLE t (id BIGINT, v BIGINT) TBLPROPERTIES ('transactional'='true'); INSERT INTO t VALUES (1, 2)");

        var commits = RunOvertaken(warehouse, statement, times: 1);

        Assert.Equal(2, commits);
        Assert.Equal(expected, warehouse.Rows("SELECT * FROM t").Order(StringComparer.Ordinal));
    }

    [Fact]
    public void A_statement_that_loses_every_race_ends_with_a_conflict_and_has_changed_nothing()
    {
        using var warehouse = new TestWarehouse();
        warehouse.Run("CREATE TABLE t (id BIGINT, v BIGINT) TBLPROPERTIES ('transactional'='true'); INSERT INTO t VALUES (1, 2)");

        var error = Assert.Throws<RametException>(() => RunOvertaken(warehouse, "UPDATE t SET v = -1", times: int.MaxValue));

        Assert.Equal((ErrorCode.ConcurrentChange, ErrorKind.Conflict), (error.Code, error.Kind));
        Assert.Equal(["2|2"], warehouse.Rows("SELECT MIN(v), MAX(v) FROM t"));
    }

    /// <summary>Runs a statement before each of whose commits another process inserts a row, and says how often it tried to commit.</summary>
    private static int RunOvertaken(TestWarehouse warehouse, string statement, int times)
    {
        var overtaking = new Overtaking();
        using var late = RametWarehouse.Open(
            new WarehouseOptions { Directory = warehouse.Directory, Threads = 1, MemoryLimitBytes = 1L << 28 },
            catalog => InterceptedCatalog.Wrap(catalog, overtaking.Around),
            static store => store);
        using var session = late.OpenSession(Principal.Administrator, "p");
        overtaking.BeforeNextCommit = Overtake;
        session.Execute(statement).Dispose();
        return overtaking.CommitCount;

        void Overtake()
        {
            warehouse.Run("INSERT INTO t VALUES (9, 2)");
            if (--times > 0)
                overtaking.BeforeNextCommit = Overtake;
        }
    }

    private static void Repeat(TestWarehouse warehouse, string statement, int times)
    {
        using var session = warehouse.Warehouse.OpenSession(Principal.Administrator, "p");
        for (var i = 0; i < times; i++)
            session.Execute(statement).Dispose();
    }
}
