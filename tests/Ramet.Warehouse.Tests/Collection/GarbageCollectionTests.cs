using Ramet.Access;
using Ramet.Errors;
using Ramet.Warehouse.Collection;
using Ramet.Warehouse.Results;

namespace Ramet.Warehouse.Tests.Collection;

/// <summary>What the collector deletes, what it keeps (I4), and that it harms nobody who works beside it.</summary>
public sealed class GarbageCollectionTests : IDisposable
{
    private readonly CollectedWarehouse warehouse = new();

    public void Dispose() => warehouse.Dispose();

    [Fact]
    public void What_is_in_use_stays_and_what_was_replaced_goes_after_retention_and_grace()
    {
        warehouse.Test.Run(
            """
            CREATE TABLE t (id BIGINT);
            INSERT OVERWRITE TABLE t VALUES (1);
            INSERT OVERWRITE TABLE t VALUES (2);
            """);
        var before = warehouse.Files;

        Assert.Equal(0, warehouse.Collect().Files);
        warehouse.Advance(TimeSpan.FromHours(23));
        Assert.Equal(0, warehouse.Collect().Files);
        Assert.Equal(["1"], warehouse.Test.Rows("SELECT * FROM t VERSION AS OF 1"));

        // Past the retention time it expires, and is kept for another grace period.
        warehouse.Advance(TimeSpan.FromHours(2));
        Assert.Equal(0, warehouse.Collect().Files);
        Assert.Equal(before, warehouse.Files);
        Assert.Throws<RametException>(() => warehouse.Test.Rows("SELECT * FROM t VERSION AS OF 1"));

        warehouse.Advance(TimeSpan.FromHours(25));
        var report = warehouse.Collect();
        Assert.Equal((1, 3), (report.Snapshots, report.Files)); // manifest list, manifest, data file
        Assert.Equal(before.Count - 3, warehouse.Files.Count);
        Assert.Equal(["2"], warehouse.Test.Rows("SELECT * FROM t"));
    }

    [Fact]
    public void Expired_state_does_not_come_back_when_the_retention_time_is_made_longer()
    {
        warehouse.Test.Run("CREATE TABLE t (id BIGINT); INSERT OVERWRITE TABLE t VALUES (1); INSERT OVERWRITE TABLE t VALUES (2)");
        warehouse.Advance(TimeSpan.FromHours(25));
        warehouse.Collect();

        warehouse.Test.Run("SETPROJECT odps.timemachine.retention.days=30");

        Assert.Throws<RametException>(() => warehouse.Test.Rows("SELECT * FROM t VERSION AS OF 1"));
    }

    [Fact]
    public void Clone_keeps_the_files_of_a_source_that_is_gone()
    {
        warehouse.Test.Run(
            """
            CREATE TABLE t (id BIGINT) PARTITIONED BY (ds STRING);
            INSERT INTO t PARTITION (ds) VALUES (1, 'x'), (2, 'y');
            CLONE TABLE t TO whole;
            CLONE TABLE t PARTITION (ds='x') TO part;
            INSERT OVERWRITE TABLE t PARTITION (ds) VALUES (3, 'x'), (4, 'y');
            DROP TABLE t PURGE;
            """);

        warehouse.CollectFully();

        Assert.Equal(["1", "2"], warehouse.Test.Rows("SELECT id FROM whole WHERE ds IS NOT NULL ORDER BY id LIMIT 9"));
        Assert.Equal(["1"], warehouse.Test.Rows("SELECT id FROM part WHERE ds IS NOT NULL"));
        Assert.Equal(0, warehouse.Collect(grace: TimeSpan.Zero).Files);
    }

    [Fact]
    public void Nothing_remains_of_dropped_tables_and_projects()
    {
        warehouse.Test.Run(
            """
            CREATE TABLE t (id BIGINT) PARTITIONED BY (ds STRING);
            INSERT INTO t PARTITION (ds) VALUES (1, 'x'), (2, 'y');
            DROP TABLE t;
            CREATE PROJECT q;
            CREATE TABLE q.t AS SELECT 1 AS id;
            DROP TABLE q.t;
            DROP PROJECT q;
            """);
        Assert.NotEmpty(warehouse.Files);

        warehouse.CollectFully();

        Assert.Empty(warehouse.Files);
        Assert.Empty(Directory.EnumerateFileSystemEntries(Path.Combine(warehouse.Test.Directory, "data")));
    }

    [Fact]
    public void Dropped_table_can_be_restored_until_it_expires_whatever_is_collected()
    {
        warehouse.Test.Run("CREATE TABLE t (id BIGINT); INSERT INTO t VALUES (1); DROP TABLE t");
        warehouse.Advance(TimeSpan.FromHours(20));
        warehouse.Collect(grace: TimeSpan.Zero);
        warehouse.Collect(grace: TimeSpan.Zero);

        var id = warehouse.Test.Text("SHOW RECYCLEBIN").Split('\n')[1].Split(' ', StringSplitOptions.RemoveEmptyEntries)[1];
        warehouse.Test.Run($"RESTORE TABLE t ('id'='{id}')");

        Assert.Equal(["1"], warehouse.Test.Rows("SELECT * FROM t"));
    }

    [Fact]
    public void Dry_run_says_what_a_collection_deletes_and_changes_nothing()
    {
        warehouse.Test.Run(
            """
            CREATE TABLE t (id BIGINT) PARTITIONED BY (ds STRING);
            INSERT INTO t PARTITION (ds) VALUES (1, 'x'), (2, 'y');
            DROP TABLE t PURGE;
            """);
        warehouse.Advance(TimeSpan.FromDays(40));
        var before = warehouse.Files;

        var dry = warehouse.Collect(isDryRun: true);
        Assert.Equal(before, warehouse.Files);
        Assert.Equal(0, warehouse.Collect(isDryRun: true, grace: TimeSpan.FromDays(90)).Files);
        var wet = warehouse.Collect();

        Assert.True(dry.IsDryRun);
        Assert.Equal((dry.Files, dry.Bytes, dry.Snapshots, dry.Jobs), (wet.Files, wet.Bytes, wet.Snapshots, wet.Jobs));
        Assert.Equal(before.Count, wet.Files);
        Assert.True(wet.Bytes > 0 && wet.Jobs > 0);
        Assert.Empty(warehouse.Files);
    }

    [Fact]
    public void Files_that_nothing_refers_to_go_when_they_are_older_than_the_grace_period()
    {
        warehouse.Test.Run("CREATE TABLE t (id BIGINT); INSERT INTO t VALUES (1)");
        var data = Path.Combine(warehouse.Test.Directory, "data");
        var table = Path.GetFileName(Assert.Single(Directory.GetDirectories(data)));
        File.WriteAllText(Path.Combine(data, table, "data", "unfinished.parquet"), "rows");
        var stray = Directory.CreateDirectory(Path.Combine(data, table, "data", "unfinished", "ds=1"));
        File.WriteAllText(Path.Combine(stray.FullName, "data.parquet"), "rows");

        Assert.Equal(0, warehouse.Collect().Files);
        warehouse.Advance(TimeSpan.FromHours(25));
        Assert.Equal(2, warehouse.Collect().Files);

        warehouse.Collect();
        warehouse.Collect();
        Assert.False(Directory.Exists(Path.Combine(data, table, "data", "unfinished")));
        Assert.Equal(["1"], warehouse.Test.Rows("SELECT * FROM t"));
    }

    [Fact]
    public void Rows_that_are_being_read_are_not_deleted_under_the_reader()
    {
        warehouse.Test.Run("CREATE TABLE t AS SELECT * FROM VALUES (1), (2) v (id)");
        using (var reader = warehouse.Test.Warehouse.OpenSession(Principal.Administrator, "p"))
        using (var rows = (RowsResult)reader.Execute("SELECT id FROM t"))
        {
            warehouse.Test.Run("DROP TABLE t PURGE");
            warehouse.Advance(TimeSpan.FromDays(3));

            Assert.Equal(0, warehouse.Collect(grace: TimeSpan.Zero).Files);
            var cells = new string?[1];
            Assert.True(rows.TryReadRow(cells) && rows.TryReadRow(cells) && !rows.TryReadRow(cells));
        }

        warehouse.Advance(TimeSpan.FromSeconds(10));
        Assert.NotEqual(0, warehouse.Collect(grace: TimeSpan.Zero).Files);
        Assert.Empty(warehouse.Files);
    }

    [Fact]
    public void Missing_manifest_ends_the_collection_before_anything_is_deleted()
    {
        warehouse.Test.Run("CREATE TABLE t AS SELECT 1 AS id; CREATE TABLE gone AS SELECT 1 AS id; DROP TABLE gone PURGE");
        warehouse.Advance(TimeSpan.FromDays(3));
        var manifest = Directory.GetFiles(Path.Combine(warehouse.Test.Directory, "data"), "*-m0.avro", SearchOption.AllDirectories)
            .Single(path => warehouse.Test.Text("DESC EXTENDED t").Contains(path.Split('/')[^3], StringComparison.Ordinal));
        File.Delete(manifest);
        var before = warehouse.Files;

        var error = Assert.Throws<RametException>(() => warehouse.Collect());

        Assert.Equal(ErrorCode.StorageError, error.Code);
        Assert.Contains(Path.GetFileName(manifest), error.Message, StringComparison.Ordinal);
        Assert.Equal(before, warehouse.Files);
    }

    [Fact]
    public void Only_the_administrator_collects()
    {
        using var session = warehouse.Test.Warehouse.OpenSession(Principal.Parse("ALIYUN$somebody"));

        var error = Assert.Throws<RametException>(() => GarbageCollection.Run(session, new CollectionOptions()));

        Assert.Equal((ErrorCode.AccessDenied, ErrorKind.Denied), (error.Code, error.Kind));
    }

    [Fact]
    public async Task Collections_without_grace_beside_writers_never_take_what_is_in_use()
    {
        warehouse.Test.Run("SETPROJECT odps.timemachine.retention.days=0; CREATE TABLE source (id BIGINT) PARTITIONED BY (ds STRING)");
        warehouse.Test.Run("INSERT INTO source PARTITION (ds) VALUES (0, 'x')");
        warehouse.Test.Run("CREATE TABLE t0 AS SELECT 0L AS id; CREATE TABLE t1 AS SELECT 0L AS id");
        const int rounds = 15;

        var writers = Enumerable.Range(0, 2).Select(writer => Task.Run(() => Write(writer, rounds))).ToList();
        while (writers.Exists(static writer => !writer.IsCompleted))
            warehouse.Collect(grace: TimeSpan.Zero);
        await Task.WhenAll(writers);

        warehouse.Test.Run("SET odps.sql.allow.fullscan=true");
        Assert.NotEmpty(warehouse.Test.Rows("SELECT * FROM source"));
        Assert.Equal(["1", "1"], Enumerable.Range(0, 2).Select(writer => warehouse.Test.Rows($"SELECT COUNT(*) FROM t{writer}")[0]));
    }

    private void Write(int writer, int rounds)
    {
        using var session = warehouse.Test.Warehouse.OpenSession(Principal.Administrator, "p");
        for (var i = 0; i < rounds; i++)
        {
            foreach (var statement in (string[])
            [
                $"INSERT OVERWRITE TABLE t{writer} SELECT id + 1 FROM t{writer}",
                $"INSERT OVERWRITE TABLE source PARTITION (ds='w{writer}') VALUES ({i})",
                $"CLONE TABLE source TO clone{writer}",
                $"ALTER TABLE clone{writer} ADD IF NOT EXISTS PARTITION (ds='added{i}')",
                $"CLONE TABLE source PARTITION (ds='x') TO clone{writer} IF EXISTS OVERWRITE",
                $"DROP TABLE clone{writer} PURGE",
            ])
            {
                try
                {
                    session.Execute(statement).Dispose();
                }
                catch (RametException error) when (error.Kind is ErrorKind.Conflict)
                {
                    // A statement that began before a collection without grace may have to be run again.
                }
                catch (RametException error) when (error.Code == ErrorCode.TableAlreadyExists || error.Code == ErrorCode.TableNotFound)
                {
                    // Follows from the one before.
                }
            }
        }
    }
}
