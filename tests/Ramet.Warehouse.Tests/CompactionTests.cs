using System.Globalization;
using Ramet.Access;
using Ramet.Tables.Manifests;
using Ramet.Warehouse.Compaction;
using Ramet.Warehouse.Results;
using Ramet.Warehouse.Tests.Collection;
using Ramet.Warehouse.Tests.Faults;
using Ramet.Warehouse.Tests.Support;

namespace Ramet.Warehouse.Tests;

/// <summary>MERGE SMALLFILES loses no row and makes none, whatever the rows are and whoever changes the table meanwhile.</summary>
public sealed class CompactionTests
{
    [Fact]
    public void Values_of_every_type_are_the_same_before_and_after()
    {
        using var warehouse = new TestWarehouse();
        warehouse.Run("""
            CREATE TABLE t (
                ti TINYINT, si SMALLINT, i INT, b BIGINT, f FLOAT, d DOUBLE, dc DECIMAL(38,18), s STRING, vc VARCHAR(4), c CHAR(3), bin BINARY, bo BOOLEAN,
                da DATE, dt DATETIME, ts TIMESTAMP, n TIMESTAMP_NTZ, j JSON, a ARRAY<INT>, m MAP<STRING,DECIMAL(5,2)>, st STRUCT<x:TINYINT, y:ARRAY<STRING>>);
            INSERT INTO t VALUES (
                1Y, 2S, 3, 4L, CAST('NaN' AS FLOAT), CAST('-Infinity' AS DOUBLE), 12345678901234567890.123456789012345678BD, 'a|b\n', 'wxyz', 'q', UNHEX('00ff'), TRUE,
                DATE'0001-01-01', DATETIME'2024-02-29 23:59:59', TIMESTAMP'1969-12-31 23:59:59.999999', TIMESTAMP_NTZ'9999-12-31 23:59:59.999999', JSON'{"a":[1,null]}',
                ARRAY(1, NULL), MAP('k', 1.25BD), NAMED_STRUCT('x', 1Y, 'y', ARRAY('')));
            INSERT INTO t (s) VALUES (''), (NULL), ('');
            INSERT INTO t (d, f) VALUES (-0.0D, CAST(0.0D AS FLOAT)), (0.0D, CAST(-0.0D AS FLOAT));
            """);
        var before = warehouse.Rows("SELECT * FROM t").Order(StringComparer.Ordinal).ToList();

        Assert.StartsWith("files replaced: 3, files written: 1, bytes written: ", Summary(warehouse, "ALTER TABLE t MERGE SMALLFILES"), StringComparison.Ordinal);

        Assert.Equal(before, warehouse.Rows("SELECT * FROM t").Order(StringComparer.Ordinal));
        Assert.Equal(["4"], warehouse.Rows("SELECT COUNT(*) FROM t VERSION AS OF 2"));
        Assert.Equal("files replaced: 0, files written: 0, bytes written: 0", Summary(warehouse, "ALTER TABLE t MERGE SMALLFILES"));
    }

    [Fact]
    public void Of_a_table_that_was_changed_meanwhile_only_the_files_that_are_still_there_are_exchanged()
    {
        using var warehouse = new TestWarehouse();
        warehouse.Run("""
            SET odps.sql.allow.fullscan=true;
            CREATE TABLE t (id BIGINT) PARTITIONED BY (ds STRING);
            INSERT INTO t PARTITION (ds) VALUES (1, 'x'), (2, 'y');
            INSERT INTO t PARTITION (ds) VALUES (3, 'x'), (4, 'y');
            """);
        var overtaking = new Overtaking();
        using var slow = RametWarehouse.Open(
            new WarehouseOptions { Directory = warehouse.Directory, Threads = 1 }, catalog => InterceptedCatalog.Wrap(catalog, overtaking.Around), store => store);
        using var session = slow.OpenSession(Principal.Administrator, "p");
        overtaking.BeforeNextCommit = () => warehouse.Run("INSERT INTO t PARTITION (ds='y') VALUES (5); INSERT OVERWRITE TABLE t PARTITION (ds='x') VALUES (6)");

        using var result = (CompletedResult)session.Execute("ALTER TABLE t MERGE SMALLFILES");

        Assert.StartsWith("files replaced: 2, files written: 1, ", result.Summary, StringComparison.Ordinal);
        Assert.Equal(["2|y", "4|y", "5|y", "6|x"], warehouse.Rows("SELECT * FROM t").Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("INSERT INTO t VALUES (1, 'new'), (3, 'new')", "ALTER TABLE t COMPACT 'major'")]
    [InlineData("ALTER TABLE t COMPACT 'major'", "INSERT INTO t VALUES (1, 'new'), (3, 'new')")]
    public void Rows_that_replace_others_and_a_merge_overtake_each_other_without_loss(string statement, string other)
    {
        using var warehouse = new TestWarehouse();
        warehouse.Run("""
            CREATE TABLE t (id BIGINT NOT NULL, name STRING, PRIMARY KEY (id)) TBLPROPERTIES ('transactional'='true');
            INSERT INTO t VALUES (1, 'a');
            INSERT INTO t VALUES (2, 'b');
            """);
        var overtaking = new Overtaking();
        using var slow = RametWarehouse.Open(
            new WarehouseOptions { Directory = warehouse.Directory, Threads = 1 }, catalog => InterceptedCatalog.Wrap(catalog, overtaking.Around), store => store);
        using var session = slow.OpenSession(Principal.Administrator, "p");
        overtaking.BeforeNextCommit = () => warehouse.Run(other);

        session.Execute(statement).Dispose();

        Assert.Null(overtaking.BeforeNextCommit);
        Assert.Equal(["1|new", "2|b", "3|new"], warehouse.Rows("SELECT * FROM t").Order(StringComparer.Ordinal));
    }

    [Fact]
    public void A_clone_goes_on_reading_the_files_that_were_merged_and_dropped_in_its_source()
    {
        using var warehouse = new CollectedWarehouse();
        warehouse.Test.Run("""
            CREATE TABLE t (id BIGINT);
            INSERT INTO t VALUES (1);
            INSERT INTO t VALUES (2);
            CLONE TABLE t TO copy;
            ALTER TABLE t MERGE SMALLFILES;
            DROP TABLE t PURGE
            """);

        warehouse.CollectFully();

        Assert.Equal(["1", "2"], warehouse.Test.Rows("SELECT id FROM copy").Order(StringComparer.Ordinal));
        Assert.Empty(ReachableFiles.FindDamaged(warehouse.Test.Directory));
    }

    [Fact]
    public void Groups_are_of_one_partition_and_of_bounded_size()
    {
        const long Mib = 1L << 20;
        long[] sizes = [60 * Mib, 64 * Mib, 60 * Mib, 60 * Mib, 60 * Mib, 60 * Mib];

        var groups = SmallFiles.Groups(sizes.Select(File));
        var many = SmallFiles.Groups(Enumerable.Repeat(1L, SmallFiles.FilesPerGroupMax + 1).Select(File));

        Assert.Equal([0, 2, 3, 4], Assert.Single(groups).Select(Number));
        Assert.Equal(SmallFiles.FilesPerGroupMax, Assert.Single(many).Count);
        Assert.Empty(SmallFiles.Groups([File(Mib, 0)]));

        static DataFile File(long size, int number) =>
            new() { Path = number.ToString(CultureInfo.InvariantCulture), RecordCount = 1, SizeBytes = size };

        static int Number(DataFile file) => int.Parse(file.Path, CultureInfo.InvariantCulture);
    }

    private static string Summary(TestWarehouse warehouse, string statement)
    {
        using var result = (CompletedResult)warehouse.Session.Execute(statement);
        return result.Summary!; // a merge always has one
    }
}
