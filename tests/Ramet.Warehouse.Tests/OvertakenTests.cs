using Ramet.Access;
using Ramet.Errors;
using Ramet.Sql.Parsing;
using Ramet.Warehouse.Results;
using Ramet.Warehouse.Sessions;
using Ramet.Warehouse.Tests.Faults;

namespace Ramet.Warehouse.Tests;

/// <summary>
/// What a statement comes to when another one commits between its reading and its commit: what it would have done after the other one,
/// or a conflict, and never a mix of both.
/// </summary>
public sealed class OvertakenTests : IDisposable
{
    private readonly string directory = Directory.CreateTempSubdirectory("ramet-overtaken-").FullName;
    private readonly Overtaking overtaking = new();
    private readonly RametWarehouse warehouse;
    private readonly Session session;
    private readonly Session other;

    public OvertakenTests()
    {
        warehouse = RametWarehouse.Open(
            new WarehouseOptions { Directory = directory, Threads = 1, MemoryLimitBytes = 1L << 28 },
            catalog => InterceptedCatalog.Wrap(catalog, overtaking.Around),
            static store => store);
        session = warehouse.OpenSession(Principal.Administrator);
        Run(session, "CREATE PROJECT p");
        other = warehouse.OpenSession(Principal.Administrator, "p");
        Run(session, """
            USE p; SET odps.sql.allow.fullscan=true;
            CREATE TABLE s (id BIGINT) PARTITIONED BY (ds STRING);
            INSERT INTO s PARTITION (ds) VALUES (1, 'x'), (2, 'y');
            CREATE TABLE d (id BIGINT) PARTITIONED BY (ds STRING);
            INSERT INTO d PARTITION (ds) VALUES (10, 'x'), (30, 'z');
            CREATE TABLE evolved (gone INT, id BIGINT) PARTITIONED BY (ds STRING);
            ALTER TABLE evolved DROP COLUMNS gone;
            INSERT INTO evolved PARTITION (ds) VALUES (10, 'x'), (30, 'z');
            CREATE TABLE np (id BIGINT);
            INSERT INTO np VALUES (1);
            """);
    }

    public void Dispose()
    {
        session.Dispose();
        other.Dispose();
        warehouse.Dispose();
        Directory.Delete(directory, recursive: true);
    }

    [Theory]
    [InlineData("OVERWRITE", "1|x 2|y 3|w")]
    [InlineData("IGNORE", "2|y 3|w 7|x")]
    public void Clone_goes_into_a_destination_that_was_made_meanwhile(string clause, string rows)
    {
        Overtake($"CLONE TABLE s TO late IF EXISTS {clause}", """
            CREATE TABLE late (id BIGINT) PARTITIONED BY (ds STRING);
            INSERT INTO late PARTITION (ds) VALUES (7, 'x'), (3, 'w')
            """);
        Assert.Equal(rows, Rows("late"));
    }

    [Fact]
    public void Clone_without_a_clause_still_fails_when_the_destination_was_made_meanwhile() =>
        Assert.Equal(ErrorCode.TableAlreadyExists, Fails("CLONE TABLE s TO late", "CREATE TABLE late (id BIGINT)").Code);

    [Fact]
    public void Clone_makes_a_destination_that_was_dropped_meanwhile()
    {
        Overtake("CLONE TABLE s TO d IF EXISTS OVERWRITE", "DROP TABLE d");
        Assert.Equal("1|x 2|y", Rows("d"));
    }

    [Fact]
    public void Clone_is_checked_against_the_columns_that_the_destination_has_by_then()
    {
        var error = Fails("CLONE TABLE s TO d IF EXISTS OVERWRITE", "ALTER TABLE d ADD COLUMNS (more INT)");
        Assert.Equal(ErrorCode.SemanticError, error.Code);
        Assert.Contains("column more is only in the destination", error.Message, StringComparison.Ordinal);
        Assert.Equal("10|NULL|x 30|NULL|z", Rows("d"));
    }

    [Fact]
    public void Clone_copies_when_the_field_ids_were_changed_meanwhile()
    {
        Overtake("CLONE TABLE s TO d IF EXISTS OVERWRITE", """
            ALTER TABLE d ADD COLUMNS (again BIGINT);
            ALTER TABLE d DROP COLUMNS id;
            ALTER TABLE d CHANGE COLUMN again RENAME TO id
            """);
        Assert.Equal("1|x 2|y NULL|z", Rows("d"));
    }

    [Fact]
    public void Clone_that_copies_is_checked_again_and_uses_its_copies()
    {
        Overtake("CLONE TABLE s TO evolved IF EXISTS OVERWRITE", "INSERT INTO evolved PARTITION (ds) VALUES (11, 'x'), (40, 'v')");
        Assert.Equal("1|x 2|y 30|z 40|v", Rows("evolved"));

        var error = Fails("CLONE TABLE s TO evolved IF EXISTS OVERWRITE", "ALTER TABLE evolved ADD COLUMNS (more INT)");
        Assert.Contains("column more is only in the destination", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("d")]
    [InlineData("evolved")]
    public void Clone_that_ignores_does_not_touch_a_partition_that_was_added_meanwhile(string destination)
    {
        Overtake($"CLONE TABLE s TO {destination} IF EXISTS IGNORE", $"INSERT INTO {destination} PARTITION (ds='y') VALUES (20)");
        Assert.Equal("10|x 20|y 30|z", Rows(destination));
    }

    [Fact]
    public void Clone_does_not_bring_back_a_source_that_was_dropped_meanwhile_and_does_not_try_in_vain()
    {
        var before = overtaking.CommitCount;
        Assert.Equal(ErrorKind.Conflict, Fails("CLONE TABLE s TO d IF EXISTS OVERWRITE", "DROP TABLE s").Kind);
        Assert.Equal("10|x 30|z", Rows("d"));
        Assert.Equal(before + 2, overtaking.CommitCount);
    }

    [Fact]
    public void Truncate_does_not_bring_back_a_partition_that_was_dropped_meanwhile()
    {
        Assert.Equal(ErrorCode.PartitionNotFound, Fails("TRUNCATE TABLE s PARTITION (ds='x')", "ALTER TABLE s DROP PARTITION (ds='x')").Code);
        Assert.Equal("2|y", Rows("s"));
        Assert.Equal("ds=y\n", Text("SHOW PARTITIONS s"));
    }

    [Fact]
    public void Add_partition_sees_a_partition_that_was_added_meanwhile()
    {
        var error = Fails("ALTER TABLE s ADD PARTITION (ds='new')", "ALTER TABLE s ADD PARTITION (ds='new')");
        Assert.Contains("already exists", error.Message, StringComparison.Ordinal);
        Overtake("ALTER TABLE s ADD IF NOT EXISTS PARTITION (ds='n2') PARTITION (ds='n3')", "ALTER TABLE s ADD PARTITION (ds='n2')");
        Assert.Equal("ds=n2\nds=n3\nds=new\nds=x\nds=y\n", Text("SHOW PARTITIONS s"));
    }

    [Fact]
    public void Drop_partition_takes_what_fulfils_the_condition_by_then()
    {
        Overtake("ALTER TABLE s DROP PARTITION (ds > 'x')", "ALTER TABLE s ADD PARTITION (ds='z')");
        Assert.Equal("ds=x\n", Text("SHOW PARTITIONS s"));
        Assert.Equal(ErrorCode.PartitionNotFound, Fails("ALTER TABLE s DROP PARTITION (ds='x')", "ALTER TABLE s DROP PARTITION (ds='x')").Code);
    }

    [Fact]
    public void Rename_of_a_partition_takes_the_rows_that_it_has_by_then()
    {
        Overtake("ALTER TABLE s PARTITION (ds='x') RENAME TO PARTITION (ds='n')", "INSERT INTO s PARTITION (ds='x') VALUES (11)");
        Assert.Equal("11|n 1|n 2|y", Rows("s"));
        Overtake("ALTER TABLE s PARTITION (ds='n') RENAME TO PARTITION (ds='m')", "INSERT INTO s PARTITION (ds='y') VALUES (22)");
        Assert.Equal("11|m 1|m 22|y 2|y", Rows("s"));
        Assert.Contains("already exists", Fails(
            "ALTER TABLE s PARTITION (ds='m') RENAME TO PARTITION (ds='k')", "ALTER TABLE s ADD PARTITION (ds='k')").Message, StringComparison.Ordinal);
        Assert.Equal(ErrorCode.PartitionNotFound, Fails(
            "ALTER TABLE s PARTITION (ds='m') RENAME TO PARTITION (ds='l')", "ALTER TABLE s DROP PARTITION (ds='m')").Code);
    }

    [Fact]
    public void Columns_are_changed_as_they_are_by_then()
    {
        Assert.Contains("cannot be resolved", Fails("ALTER TABLE np CHANGE COLUMN id key BIGINT", "ALTER TABLE np CHANGE COLUMN id RENAME TO a").Message, StringComparison.Ordinal);
        Overtake("ALTER TABLE np ADD COLUMNS (c INT) FIRST", "ALTER TABLE np ADD COLUMNS (b INT) FIRST");
        Overtake("INSERT INTO np VALUES (3, 2, 1)", "ALTER TABLE np DROP COLUMNS b");
        Assert.Equal("3|1 NULL|1", Rows("np"));
    }

    private void Overtake(string statement, string meanwhile)
    {
        overtaking.BeforeNextCommit = () => Run(other, meanwhile);
        Run(session, statement);
        Assert.Null(overtaking.BeforeNextCommit);
    }

    private RametException Fails(string statement, string meanwhile)
    {
        overtaking.BeforeNextCommit = () => Run(other, meanwhile);
        var error = Assert.Throws<RametException>(() => Run(session, statement));
        Assert.Null(overtaking.BeforeNextCommit);
        return error;
    }

    private static void Run(Session session, string script)
    {
        foreach (var part in ScriptSplitter.Split(script).Parts)
            session.Execute(part.Text).Dispose();
    }

    private string Text(string statement)
    {
        using var result = (TextResult)session.Execute(statement);
        return result.Text;
    }

    private string Rows(string table)
    {
        using var result = (RowsResult)session.Execute($"SELECT * FROM {table}");
        var rows = new List<string>();
        var cells = new string?[result.Columns.Count];
        while (result.TryReadRow(cells))
            rows.Add(string.Join('|', cells.Select(cell => cell ?? "NULL")));
        return string.Join(' ', rows.Order(StringComparer.Ordinal));
    }
}
