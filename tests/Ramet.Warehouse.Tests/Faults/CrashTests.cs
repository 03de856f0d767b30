using Ramet.Access;
using Ramet.Errors;
using Ramet.Sql.Parsing;
using Ramet.Warehouse.Results;
using Ramet.Warehouse.Sessions;
using Ramet.Warehouse.Tests.Support;

namespace Ramet.Warehouse.Tests.Faults;

/// <summary>
/// Every statement that changes something is broken off at each of its steps in turn, everything that was not durable by then is lost,
/// and the warehouse is opened again: it must show the state before the statement or the state after it (I1), whole and readable (I4),
/// and a statement that was acknowledged must have happened (I6).
/// </summary>
public class CrashTests
{
    private const int StepsMax = 100;

    private const string Setup = """
        CREATE PROJECT p;
        USE p;
        SET odps.sql.allow.fullscan=true;
        CREATE TABLE np (id BIGINT, name STRING);
        INSERT INTO np VALUES (1, 'a'), (2, 'b');
        CREATE TABLE pt (id BIGINT) PARTITIONED BY (ds STRING);
        INSERT INTO pt PARTITION (ds) VALUES (1, 'x'), (2, 'y');
        ALTER TABLE pt ADD PARTITION (ds='empty');
        CREATE TABLE existing (id BIGINT) PARTITIONED BY (ds STRING);
        INSERT INTO existing PARTITION (ds) VALUES (10, 'x'), (30, 'z');
        CREATE TABLE plain (id BIGINT, name STRING);
        INSERT INTO plain VALUES (9, 'z');
        CREATE TABLE evolved (extra STRING, id BIGINT) PARTITIONED BY (ds STRING);
        INSERT INTO evolved PARTITION (ds) VALUES ('e', 11, 'x'), ('f', 31, 'z');
        ALTER TABLE evolved DROP COLUMNS extra;
        CREATE VIEW v AS SELECT id FROM plain;
        CREATE SQL FUNCTION f(@a BIGINT) AS @a + 1;
        CREATE MATERIALIZED VIEW m BUILD DEFERRED AS SELECT name FROM plain;
        CREATE TABLE buckets (id BIGINT) PARTITIONED BY (ds STRING) CLUSTERED BY (id) INTO 2 BUCKETS;
        INSERT OVERWRITE TABLE buckets PARTITION (ds='x') VALUES (1), (2), (3), (4);
        CREATE TABLE acid (id BIGINT, name STRING) PARTITIONED BY (ds STRING) TBLPROPERTIES ('transactional'='true');
        INSERT INTO acid PARTITION (ds) VALUES (1, 'a', 'x'), (2, 'b', 'x'), (3, 'c', 'y');
        CREATE TABLE keyed (id BIGINT NOT NULL, name STRING, PRIMARY KEY (id)) TBLPROPERTIES ('transactional'='true');
        INSERT INTO keyed VALUES (1, 'a'), (2, 'b');
        """;

    public static TheoryData<string> Statements =>
    [
        "CREATE TABLE created (id BIGINT) PARTITIONED BY (ds STRING)",
        "CREATE TABLE created LIKE pt",
        "CREATE TABLE created AS SELECT * FROM np",
        "CREATE OR REPLACE TABLE np AS SELECT id FROM np",
        "CREATE VIEW created AS SELECT * FROM pt",
        "CREATE OR REPLACE VIEW v AS SELECT name FROM plain",
        "ALTER VIEW v RENAME TO renamed",
        "CREATE EXTERNAL TABLE created (id BIGINT) STORED AS CSV LOCATION 'file:///no/such/place/'",
        "DROP VIEW v",
        "CREATE SQL FUNCTION created(@a BIGINT) AS @a + 1",
        "CREATE OR REPLACE SQL FUNCTION f(@a BIGINT) AS @a + 2",
        "DROP FUNCTION f",
        "CREATE SQL FUNCTION created() AS 1; CREATE OR REPLACE SQL FUNCTION f(@a BIGINT) AS @a + created(); INSERT INTO plain SELECT f(id), name FROM plain",
        "CREATE VIEW created(@a BIGINT, @t TABLE (id BIGINT)) AS SELECT t.id FROM plain JOIN @t ON plain.id = t.id WHERE t.id > @a",
        "INSERT INTO plain SELECT f(id), name FROM plain",
        "ALTER MATERIALIZED VIEW m REBUILD",
        "DROP MATERIALIZED VIEW m",
        "CREATE MATERIALIZED VIEW created PARTITIONED BY (name) AS SELECT id, name FROM np",
        "DROP TABLE np",
        "TRUNCATE TABLE np",
        "TRUNCATE TABLE pt PARTITION (ds='x')",
        "ALTER TABLE np RENAME TO renamed",
        "ALTER TABLE np ADD COLUMNS (extra STRING)",
        "ALTER TABLE np SET COMMENT 'new'",
        "ALTER TABLE np DROP COLUMNS name",
        "ALTER TABLE np CHANGE COLUMN name label STRING FIRST",
        "ALTER TABLE pt ADD PARTITION (ds='a') PARTITION (ds='b')",
        "ALTER TABLE pt DROP PARTITION (ds='x')",
        "ALTER TABLE pt DROP PARTITION (ds='x') PURGE",
        "ALTER TABLE pt PARTITION (ds='x') RENAME TO PARTITION (ds='renamed')",
        "ALTER TABLE pt MERGE PARTITION (ds >= 'x') OVERWRITE PARTITION (ds='x')",
        "ALTER TABLE pt MERGE PARTITION (ds > 'a') OVERWRITE PARTITION (ds='merged')",
        "ALTER TABLE buckets MERGE PARTITION (ds='x') OVERWRITE PARTITION (ds='merged')",
        "INSERT INTO np VALUES (3, 'c')",
        "INSERT OVERWRITE TABLE np SELECT id + 1, name FROM np",
        "INSERT INTO pt PARTITION (ds='new') VALUES (5)",
        "INSERT OVERWRITE TABLE pt PARTITION (ds='x') SELECT id FROM pt WHERE ds = 'none'",
        "INSERT OVERWRITE TABLE pt PARTITION (ds) SELECT id, name FROM np",
        "INSERT OVERWRITE TABLE buckets PARTITION (ds='x') SELECT id + 10 FROM buckets WHERE ds = 'x'",
        "FROM np INSERT OVERWRITE TABLE plain SELECT id, name INSERT INTO np SELECT id + 10, name INSERT INTO pt PARTITION (ds='new') SELECT id",
        "FROM (SELECT id, ds FROM pt) s INSERT OVERWRITE TABLE pt PARTITION (ds) SELECT id + 1, ds INSERT INTO np SELECT id, ds",
        "@a := SELECT id FROM np; INSERT OVERWRITE TABLE plain SELECT id, 's' FROM @a; DROP TABLE np; CLONE TABLE pt TO np; ALTER TABLE pt DROP PARTITION (ds='x')",
        "CREATE TABLE created (id BIGINT); INSERT INTO created VALUES (1); INSERT INTO created VALUES (2); INSERT INTO plain VALUES (3, 'c')",
        "ALTER TABLE buckets CLUSTERED BY (id) SORTED BY (id DESC) INTO 4 BUCKETS",
        "DROP TABLE np PURGE",
        "RESTORE TABLE np TO LSN '0'",
        "RESTORE TABLE pt TO LSN '1'",
        "RESTORE TABLE pt TO LSN '1' AS copy",
        "RESTORE TABLE pt PARTITION (ds='x') TO LSN '1' AS copy",
        "CLONE TABLE np TO copy",
        "CLONE TABLE pt TO copy",
        "CLONE TABLE pt PARTITION (ds='x'), PARTITION (ds='empty') TO copy",
        "CLONE TABLE np TO plain IF EXISTS OVERWRITE",
        "CLONE TABLE pt TO existing IF EXISTS OVERWRITE",
        "CLONE TABLE pt PARTITION (ds='y') TO existing IF EXISTS OVERWRITE",
        "CLONE TABLE pt TO existing IF EXISTS IGNORE",
        "CLONE TABLE pt TO evolved IF EXISTS OVERWRITE",
        "CLONE TABLE evolved TO existing IF EXISTS OVERWRITE",
        "CLONE TABLE pt TO evolved IF EXISTS IGNORE",
        "CLONE TABLE pt PARTITION (ds='y') TO existing IF EXISTS IGNORE",
        "CLONE TABLE buckets TO copy",
        "CLONE TABLE buckets PARTITION (ds='x') TO copy",
        "CLONE TABLE acid TO copy",
        "CREATE TABLE created (id BIGINT NOT NULL, PRIMARY KEY (id)) TBLPROPERTIES ('transactional'='true')",
        "INSERT INTO keyed VALUES (2, 'new'), (3, 'first'), (3, 'last')",
        "INSERT INTO keyed SELECT id + 1, name FROM keyed",
        "FROM np INSERT INTO keyed SELECT id, 'new' INSERT INTO plain SELECT id, name",
        "UPDATE acid SET name = 'new' WHERE id > 1",
        "DELETE FROM acid WHERE id = 1",
        "DELETE FROM acid WHERE ds = 'y'",
        "MERGE INTO acid a USING np b ON a.id = b.id WHEN MATCHED AND b.id = 1 THEN DELETE WHEN MATCHED THEN UPDATE SET name = b.name "
            + "WHEN NOT MATCHED THEN INSERT VALUES (b.id, b.name, 'new')",
        "MERGE INTO acid a USING plain b ON a.id = b.id WHEN NOT MATCHED THEN INSERT VALUES (b.id, b.name, 'x')",
    ];

    [Theory]
    [MemberData(nameof(Statements))]
    public void A_statement_that_breaks_off_anywhere_has_happened_wholly_or_not_at_all(string statement)
    {
        BreakOffAnywhere(Setup, statement, WarehouseContents.Of);
    }

    /// <summary>What tables hold is the same before and after, so that their numbers of files tell what has happened.</summary>
    [Fact]
    public void A_merge_of_small_files_that_breaks_off_anywhere_has_happened_wholly_or_not_at_all()
    {
        const string Setup = """
            CREATE PROJECT p;
            USE p;
            CREATE TABLE pt (id BIGINT) PARTITIONED BY (ds STRING);
            INSERT INTO pt PARTITION (ds) VALUES (1, 'x'), (2, 'y');
            INSERT INTO pt PARTITION (ds) VALUES (3, 'x'), (4, 'y');
            """;
        BreakOffAnywhere(Setup, "ALTER TABLE pt MERGE SMALLFILES", session => WarehouseContents.Of(session) + FilesOf(session, "pt"));
    }

    private static void BreakOffAnywhere(string setup, string statement, Func<Session, string> contentsOf)
    {
        var before = RunAndReopen(setup, "SHOW TABLES", contentsOf, failAtStep: -1).Contents;
        var after = RunAndReopen(setup, statement, contentsOf, failAtStep: -1).Contents;
        Assert.NotEqual(before, after);

        for (var step = 0; step < StepsMax; step++)
        {
            var (plan, isAcknowledged, contents) = RunAndReopen(setup, statement, contentsOf, step);
            if (!plan.HasFailed)
                return; // every step has failed once
            if (isAcknowledged)
                Assert.Equal(after, contents);
            else
                Assert.Contains(contents, new[] { before, after });
        }
        Assert.Fail($"The statement has more than {StepsMax} steps.");
    }

    private static (FaultPlan Plan, bool IsAcknowledged, string Contents) RunAndReopen(
        string setup, string statement, Func<Session, string> contentsOf, int failAtStep)
    {
        var directory = Directory.CreateTempSubdirectory("ramet-crash-").FullName;
        try
        {
            var plan = new FaultPlan(failAtStep);
            var isAcknowledged = Run(directory, plan, setup, statement);
            LoseWhatIsNotDurable(directory, plan);
            using var warehouse = RametWarehouse.Open(Options(directory));
            using var session = warehouse.OpenSession(Principal.Administrator, "p");
            return (plan, isAcknowledged, contentsOf(session));
        }
        finally
        {
            Directory.Delete(directory, recursive: true);
        }
    }

    private static string FilesOf(Session session, string table)
    {
        using var result = (TextResult)session.Execute($"DESC EXTENDED {table}");
        return result.Text.Split('\n').Single(line => line.StartsWith("| FileNum:", StringComparison.Ordinal));
    }

    private static bool Run(string directory, FaultPlan plan, string setup, string statement)
    {
        using var warehouse = RametWarehouse.Open(
            Options(directory), catalog => InterceptedCatalog.Wrap(catalog, plan.Run), store => new FaultyStore(store, plan));
        using var session = warehouse.OpenSession(Principal.Administrator);
        foreach (var part in ScriptSplitter.Split(setup).Parts)
            session.Execute(part.Text).Dispose();
        plan.IsArmed = true;
        try
        {
            session.Execute(statement).Dispose();
            return true;
        }
        catch (RametException)
        {
            return false;
        }
    }

    private static WarehouseOptions Options(string directory) => new() { Directory = directory, Threads = 1, MemoryLimitBytes = 1L << 28 };

    private static void LoseWhatIsNotDurable(string directory, FaultPlan plan)
    {
        foreach (var file in Directory.GetFiles(Path.Combine(directory, "data"), "*", SearchOption.AllDirectories))
        {
            if (!plan.Durable.Contains("file://" + file))
                File.Delete(file);
        }
    }
}
