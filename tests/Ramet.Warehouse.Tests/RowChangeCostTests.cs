using Ramet.Warehouse.Results;
using Ramet.Warehouse.Tests.Support;

namespace Ramet.Warehouse.Tests;

/// <summary>What a change of rows reads and writes, as its summary says it and as the directory shows it.</summary>
public class RowChangeCostTests
{
    [Fact]
    public void Only_files_with_changed_rows_are_replaced()
    {
        using var warehouse = new TestWarehouse();
        warehouse.Run("""
            SET odps.sql.allow.fullscan=true;
            CREATE TABLE t (id BIGINT, v STRING) PARTITIONED BY (ds STRING) TBLPROPERTIES ('transactional'='true');
            INSERT INTO t PARTITION (ds='a') VALUES (1, 'x'), (2, 'x');
            INSERT INTO t PARTITION (ds='a') VALUES (3, 'x');
            INSERT INTO t PARTITION (ds='b') VALUES (4, 'x')
            """);

        Assert.StartsWith("rows updated: 1, rows deleted: 0, rows inserted: 0, files replaced: 1, files written: 1, bytes written: ", Summary(warehouse, "UPDATE t SET v = 'y' WHERE id = 2"));
        Assert.StartsWith("rows updated: 0, rows deleted: 1, rows inserted: 0, files replaced: 1, files written: 0, bytes written: 0", Summary(warehouse, "DELETE FROM t WHERE id = 3"));
        Assert.StartsWith(
            "rows updated: 1, rows deleted: 1, rows inserted: 1, files replaced: 2, files written: 2, ",
            Summary(warehouse, """
                MERGE INTO t USING VALUES (1), (4), (9) v (k) ON t.id = v.k
                WHEN MATCHED AND ds = 'b' THEN DELETE WHEN MATCHED THEN UPDATE SET v = 'z' WHEN NOT MATCHED THEN INSERT VALUES (v.k, 'n', 'c')
                """));
        Assert.Equal(["1|z|a", "2|y|a", "9|n|c"], warehouse.Rows("SELECT * FROM t").Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Nothing_is_written_when_nothing_changes()
    {
        using var warehouse = new TestWarehouse();
        warehouse.Run("CREATE TABLE t (id BIGINT) TBLPROPERTIES ('transactional'='true'); INSERT INTO t VALUES (1)");
        var before = Files(warehouse);

        Assert.StartsWith("rows updated: 0, rows deleted: 0, rows inserted: 0, files replaced: 0, files written: 0", Summary(warehouse, "UPDATE t SET id = 2 WHERE id > 5"));

        Assert.Equal(before, Files(warehouse));
    }

    [Fact]
    public void Deleting_whole_partitions_writes_no_rows()
    {
        using var warehouse = new TestWarehouse();
        warehouse.Run("""
            CREATE TABLE t (id BIGINT) PARTITIONED BY (ds STRING) TBLPROPERTIES ('transactional'='true');
            INSERT INTO t PARTITION (ds) VALUES (1, 'a'), (2, 'a'), (3, 'b')
            """);

        Assert.StartsWith("rows updated: 0, rows deleted: 2, rows inserted: 0, files replaced: 1, files written: 0, bytes written: 0", Summary(warehouse, "DELETE FROM t WHERE ds < 'b'"));

        Assert.Equal("ds=a\nds=b\n", warehouse.Text("SHOW PARTITIONS t"));
        Assert.Equal(["3|b"], warehouse.Rows("SELECT * FROM t WHERE ds > ''"));
        Assert.StartsWith("rows updated: 0, rows deleted: 0", Summary(warehouse, "DELETE FROM t WHERE ds < 'b'"));
    }

    /// <summary>The engine skips parts of a file that cannot hold a wanted row; positions must count the rows in them.</summary>
    [Fact]
    public void Rows_far_behind_the_start_of_a_large_file_are_found_again()
    {
        using var warehouse = new TestWarehouse();
        warehouse.Run("""
            CREATE TABLE t (id BIGINT, v BIGINT) TBLPROPERTIES ('transactional'='true');
            INSERT INTO t SELECT id, 0L FROM (SELECT EXPLODE(SEQUENCE(1L, 400000L)) AS id) s;
            UPDATE t SET v = id WHERE id IN (130000, 399999);
            DELETE FROM t WHERE id BETWEEN 250000 AND 250009
            """);

        Assert.Equal(["399990|130000|399999|2"], warehouse.Rows("SELECT COUNT(*), MIN(IF(v > 0, v, NULL)), MAX(v), COUNT_IF(v = id) FROM t"));
    }

    private static string Summary(TestWarehouse warehouse, string statement)
    {
        using var result = (CompletedResult)warehouse.Session.Execute(statement);
        return result.Summary!; // a row change always has one
    }

    private static string[] Files(TestWarehouse warehouse) =>
        [.. Directory.GetFiles(Path.Combine(warehouse.Directory, "data"), "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal)];
}
