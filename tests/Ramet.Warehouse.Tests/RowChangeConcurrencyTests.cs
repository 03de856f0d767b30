using Ramet.Access;
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

    private static void Repeat(TestWarehouse warehouse, string statement, int times)
    {
        using var session = warehouse.Warehouse.OpenSession(Principal.Administrator, "p");
        for (var i = 0; i < times; i++)
            session.Execute(statement).Dispose();
    }
}
