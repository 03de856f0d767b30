using System.Text.Json;
using Ramet.Testing;
using Ramet.Warehouse.Export;
using Ramet.Warehouse.Tests.Support;

namespace Ramet.Warehouse.Tests;

/// <summary>An independent implementation of Iceberg reads the tables where they are and must find the rows that a query finds.</summary>
public class IcebergExportTests
{
    [Fact]
    public void Another_engine_reads_a_table_after_appends_an_overwrite_and_a_new_column()
    {
        using var warehouse = new TestWarehouse();
        warehouse.Run("CREATE TABLE t (id BIGINT, name STRING, amount DECIMAL(10,2), small TINYINT, day DATE)");
        AssertSame(warehouse, "p.t");

        warehouse.Run("INSERT INTO t VALUES (1, 'a', 1.25BD, 1Y, DATE'2024-01-15'), (2, NULL, NULL, NULL, NULL)");
        warehouse.Run("INSERT INTO t VALUES (3, 'c', 99999999.99BD, -128Y, DATE'1960-12-31')");
        AssertSame(warehouse, "p.t");

        warehouse.Run("ALTER TABLE t ADD COLUMNS (extra STRING); INSERT INTO t SELECT id + 10, name, amount, small, day, 'new' FROM t");
        AssertSame(warehouse, "p.t");

        warehouse.Run("INSERT OVERWRITE TABLE t SELECT 7L, 'only', -0.01BD, 0Y, DATE'2024-02-29', 'row'");
        AssertSame(warehouse, "p.t");
    }

    [Fact]
    public void Another_engine_reads_partitions_after_an_overwrite_a_dropped_partition_and_a_clone()
    {
        using var warehouse = new TestWarehouse();
        warehouse.Run("""
            SET odps.sql.allow.fullscan=true;
            CREATE PROJECT q;
            CREATE TABLE t (id BIGINT, name STRING) PARTITIONED BY (ds STRING, hr BIGINT);
            ALTER TABLE t ADD PARTITION (ds='empty', hr=0);
            INSERT INTO t PARTITION (ds, hr) SELECT 1L, 'a', '2024 01:01', 1L;
            INSERT INTO t PARTITION (ds='b', hr=2) VALUES (2, 'b'), (3, NULL);
            INSERT INTO t PARTITION (ds='c', hr=3) VALUES (4, 'd');
            """);
        AssertSame(warehouse, "p.t");

        warehouse.Run("INSERT OVERWRITE TABLE t PARTITION (ds='b', hr=2) VALUES (20, 'bb'); ALTER TABLE t DROP PARTITION (ds='c')");
        AssertSame(warehouse, "p.t");

        warehouse.Run("CLONE TABLE t TO q.t; INSERT INTO t PARTITION (ds='after', hr=9) VALUES (9, 'source only')");
        AssertSame(warehouse, "q.t");

        warehouse.Run("INSERT INTO q.t PARTITION (ds='own', hr=1) VALUES (5, 'clone only'); CLONE TABLE t TO q.t IF EXISTS OVERWRITE");
        AssertSame(warehouse, "q.t");
        AssertSame(warehouse, "p.t");
    }

    [Fact]
    public void Another_engine_reads_a_table_whose_columns_were_dropped_renamed_moved_and_widened()
    {
        using var warehouse = new TestWarehouse();
        warehouse.Run("""
            SET odps.sql.allow.fullscan=true;
            CREATE TABLE t (num INT, gone STRING, name VARCHAR(5), amount DECIMAL(5,2), ratio FLOAT) PARTITIONED BY (ds STRING);
            INSERT INTO t PARTITION (ds='1') VALUES (1, 'x', 'a', 1.25BD, CAST(0.5 AS FLOAT)), (-2147483648, NULL, NULL, NULL, NULL);
            ALTER TABLE t DROP COLUMNS gone;
            ALTER TABLE t CHANGE COLUMN num big BIGINT AFTER name;
            ALTER TABLE t CHANGE COLUMN amount amount DECIMAL(9,2);
            ALTER TABLE t CHANGE COLUMN ratio ratio DOUBLE FIRST;
            ALTER TABLE t ADD COLUMNS (gone STRING) FIRST;
            """);
        AssertSame(warehouse, "p.t");

        warehouse.Run("""
            INSERT INTO t PARTITION (ds='2') VALUES ('new', 0.25, 'b', 5000000000, 1234567.25BD);
            CREATE TABLE other (gone STRING, ratio DOUBLE, name VARCHAR(5), big BIGINT, amount DECIMAL(9,2)) PARTITIONED BY (ds STRING);
            CLONE TABLE t TO copy;
            """);
        AssertSame(warehouse, "p.t");
        AssertSame(warehouse, "p.copy");
    }

    [Fact]
    public void Another_engine_reads_a_clustered_table_and_sees_its_order()
    {
        using var warehouse = new TestWarehouse();
        warehouse.Run("""
            SET odps.sql.allow.fullscan=true;
            CREATE TABLE t (id BIGINT, name STRING) PARTITIONED BY (ds STRING) CLUSTERED BY (id) SORTED BY (name DESC, id) INTO 3 BUCKETS;
            INSERT OVERWRITE TABLE t PARTITION (ds='a') VALUES (1, 'a'), (2, NULL), (3, 'c'), (NULL, 'd'), (5, 'e');
            ALTER TABLE t RANGE CLUSTERED BY (name) INTO 2 BUCKETS;
            INSERT OVERWRITE TABLE t PARTITION (ds='b') VALUES (6, 'f'), (7, 'g');
            """);

        AssertSame(warehouse, "p.t");

        using var metadata = JsonDocument.Parse(MetadataExport.Write(warehouse.Session, "p.t"));
        var orders = metadata.RootElement.GetProperty("sort-orders").EnumerateArray().ToList();
        Assert.Equal([0, 2, 1], orders.Select(order => order.GetProperty("fields").GetArrayLength()));
        Assert.Equal(orders[^1].GetProperty("order-id").GetInt32(), metadata.RootElement.GetProperty("default-sort-order-id").GetInt32());
        Assert.Equal(
            """{"transform":"identity","source-id":2,"direction":"desc","null-order":"nulls-last"}""",
            JsonSerializer.Serialize(orders[1].GetProperty("fields")[0]));
    }

    [Fact]
    public void Another_engine_reads_a_table_after_rows_were_changed()
    {
        using var warehouse = new TestWarehouse();
        warehouse.Run("""
            SET odps.sql.allow.fullscan=true;
            CREATE TABLE t (id BIGINT, small TINYINT, amount DECIMAL(10,2), name VARCHAR(3)) PARTITIONED BY (ds STRING)
              TBLPROPERTIES ('transactional'='true');
            INSERT INTO t PARTITION (ds) VALUES (1, 1, 1.25BD, 'a', 'x'), (2, 2, NULL, 'b', 'x'), (3, 3, 3.75BD, 'c', 'y');
            INSERT INTO t PARTITION (ds='x') VALUES (4, 4, 4.25BD, 'd');
            UPDATE t SET small = 7, amount = amount * 3, name = 'longer' WHERE id IN (2, 3, 4);
            """);
        AssertSame(warehouse, "p.t");

        warehouse.Run("DELETE FROM t WHERE ds = 'y'; DELETE FROM t WHERE id = 1");
        AssertSame(warehouse, "p.t");

        warehouse.Run("""
            MERGE INTO t USING VALUES (2, 20.25BD), (9, 90.75BD) v (k, w) ON t.id = v.k
            WHEN MATCHED THEN UPDATE SET amount = v.w WHEN NOT MATCHED THEN INSERT VALUES (v.k, 1, v.w, 'new', 'z')
            """);
        AssertSame(warehouse, "p.t");
    }

    private static void AssertSame(TestWarehouse warehouse, string table)
    {
        var directory = Directory.CreateDirectory(Path.Combine(warehouse.Directory, "export", Guid.NewGuid().ToString("n"))).FullName;
        var path = MetadataExport.Export(warehouse.Session, table, directory);

        var query = $"SELECT * FROM {table}";
        var columns = warehouse.Columns(query);
        var theirs = IcebergReader.Rows(path).EnumerateArray().Select(row => string.Join('|', columns.Select(column => Text(row, column))));
        var ours = warehouse.Rows(query);
        Assert.Equal(ours.Order(StringComparer.Ordinal), theirs.Order(StringComparer.Ordinal));
        Assert.True(File.Exists(Path.Combine(directory, "metadata", "version-hint.text")));
    }

    /// <summary>
    /// A cell in the form in which a query shows it. The reader leaves a column out of rows that are older than it; dates are times to it.
    /// </summary>
    private static string Text(JsonElement row, string column)
    {
        if (!row.TryGetProperty(column, out var cell) || cell.ValueKind == JsonValueKind.Null)
            return "NULL";
        if (cell.ValueKind != JsonValueKind.String)
            return cell.GetRawText();
        var text = cell.GetString()!; // it is a string
        return text.EndsWith("T00:00:00.000Z", StringComparison.Ordinal) ? text[..10] : text;
    }
}
