using Ramet.Warehouse.Results;
using Ramet.Warehouse.Tests.Support;

namespace Ramet.Warehouse.Tests;

public class CloneTests
{
    [Fact]
    public void A_table_cloned_to_another_project_has_the_same_rows_and_goes_its_own_way()
    {
        using var warehouse = new TestWarehouse();
        warehouse.Run("""
            CREATE PROJECT q;
            CREATE TABLE sales_data (id BIGINT, order_date STRING, amount DECIMAL(10,2));
            INSERT INTO sales_data VALUES (1, '2024-01-15', 299.00BD), (2, '2024-01-16', 450.50BD);
            CLONE TABLE sales_data TO q.sales_data;
            INSERT INTO sales_data VALUES (3, '2024-01-17', 1BD);
            """);

        Assert.Equal(["1|2024-01-15|299.00", "2|2024-01-16|450.50"], warehouse.Rows("SELECT * FROM q.sales_data ORDER BY id LIMIT 10"));
        Assert.Equal(["3"], warehouse.Rows("SELECT COUNT(*) FROM sales_data"));
    }

    [Fact]
    public void The_summary_tells_what_was_cloned_replaced_and_skipped_and_whether_bytes_were_copied()
    {
        using var warehouse = new TestWarehouse();
        warehouse.Run("""
            CREATE TABLE s (v BIGINT) PARTITIONED BY (ds STRING);
            INSERT INTO s PARTITION (ds) VALUES (1, 'a'), (2, 'b'), (3, 'c');
            ALTER TABLE s ADD PARTITION (ds='empty');
            CREATE TABLE same (v BIGINT) PARTITIONED BY (ds STRING);
            INSERT INTO same PARTITION (ds) VALUES (10, 'a'), (20, 'own');
            CREATE TABLE evolved (gone INT, v BIGINT) PARTITIONED BY (ds STRING);
            ALTER TABLE evolved DROP COLUMNS gone;
            INSERT INTO evolved PARTITION (ds) VALUES (10, 'a'), (20, 'own');
            """);

        Assert.Matches(
            "^rows cloned: 2, partitions cloned: 3, partitions replaced: 0, partitions skipped: 1, files shared: 2, bytes shared: [1-9][0-9]*, bytes copied: 0$",
            Summary("CLONE TABLE s TO same IF EXISTS IGNORE"));
        Assert.Equal(
            "rows cloned: 0, partitions cloned: 0, partitions replaced: 0, partitions skipped: 4, files shared: 0, bytes shared: 0, bytes copied: 0",
            Summary("CLONE TABLE s TO same IF EXISTS IGNORE"));
        Assert.Matches(
            "^rows cloned: 3, partitions cloned: 4, partitions replaced: 4, partitions skipped: 0, files shared: 3, bytes shared: [1-9][0-9]*, bytes copied: 0$",
            Summary("CLONE TABLE s TO same IF EXISTS OVERWRITE"));
        Assert.Matches(
            "^rows cloned: 3, partitions cloned: 4, partitions replaced: 1, partitions skipped: 0, files shared: 0, bytes shared: 0, bytes copied: [1-9][0-9]*$",
            Summary("CLONE TABLE s TO evolved IF EXISTS OVERWRITE"));

        string? Summary(string statement)
        {
            using var result = (CompletedResult)warehouse.Session.Execute(statement);
            return result.Summary;
        }
    }

    [Fact]
    public void Partitions_of_the_source_replace_those_of_an_existing_clone_and_others_stay()
    {
        using var warehouse = new TestWarehouse();
        warehouse.Run("""
            CREATE TABLE s (v BIGINT) PARTITIONED BY (ds STRING, hr BIGINT);
            INSERT INTO s PARTITION (ds='a', hr=1) VALUES (1), (2);
            INSERT INTO s PARTITION (ds, hr) SELECT 3L, 'b', 2L;
            ALTER TABLE s ADD PARTITION (ds='c', hr=3);
            CLONE TABLE s TO t;
            INSERT OVERWRITE TABLE t PARTITION (ds='a', hr=1) VALUES (10);
            INSERT INTO t PARTITION (ds='z', hr=1) VALUES (26);
            ALTER TABLE s DROP PARTITION (ds='b');
            CLONE TABLE s TO t IF EXISTS OVERWRITE;
            SET odps.sql.allow.fullscan=true
            """);

        Assert.Equal("ds=a/hr=1\nds=b/hr=2\nds=c/hr=3\nds=z/hr=1\n", warehouse.Text("SHOW PARTITIONS t"));
        Assert.Equal(["1|a|1", "2|a|1", "3|b|2", "26|z|1"], warehouse.Rows("SELECT * FROM t ORDER BY v LIMIT 10"));
        Assert.Equal(["26|z|1"], warehouse.Rows("SELECT * FROM t WHERE ds > 'b'"));
    }
}
