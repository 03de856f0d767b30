using Ramet.Access;
using Ramet.Errors;
using Ramet.Sql.Parsing;
using Ramet.Warehouse.Sessions;
using Ramet.Warehouse.Tests.Support;

namespace Ramet.Warehouse.Tests.Faults;

/// <summary>
/// The disk is full at each step of a statement in turn, and nobody crashes: the statement says what is wrong, has happened wholly or not
/// at all (I1), and the next statement of the same session works.
/// </summary>
public class FullDiskTests
{
    private const int StepsMax = 100;

    private const string Setup = """
        CREATE TABLE np (id BIGINT, name STRING);
        INSERT INTO np VALUES (1, 'a'), (2, 'b');
        CREATE TABLE pt (id BIGINT) PARTITIONED BY (ds STRING);
        INSERT INTO pt PARTITION (ds) VALUES (1, 'x'), (2, 'y');
        CREATE TABLE existing (id BIGINT) PARTITIONED BY (ds STRING);
        INSERT INTO existing PARTITION (ds) VALUES (10, 'x'), (30, 'z');
        CREATE TABLE acid (id BIGINT) TBLPROPERTIES ('transactional'='true');
        INSERT INTO acid VALUES (1), (2), (3);
        """;

    public static TheoryData<string> Statements =>
    [
        "INSERT INTO np VALUES (3, 'c')",
        "INSERT OVERWRITE TABLE pt PARTITION (ds='x') SELECT id FROM pt WHERE ds = 'none'",
        "INSERT OVERWRITE TABLE pt PARTITION (ds) SELECT id, name FROM np",
        "CREATE TABLE created AS SELECT * FROM np",
        "ALTER TABLE pt ADD PARTITION (ds='a') PARTITION (ds='b')",
        "ALTER TABLE pt DROP PARTITION (ds='x')",
        "CLONE TABLE pt TO copy",
        "CLONE TABLE pt PARTITION (ds='x') TO copy",
        "CLONE TABLE pt TO existing IF EXISTS OVERWRITE",
        "CLONE TABLE pt TO existing IF EXISTS IGNORE",
        "DELETE FROM acid WHERE id = 1",
        "MERGE INTO acid a USING np b ON a.id = b.id WHEN MATCHED AND b.id = 1 THEN DELETE WHEN NOT MATCHED THEN INSERT VALUES (b.id)",
    ];

    [Theory]
    [MemberData(nameof(Statements))]
    public void A_full_disk_fails_the_statement_clearly_and_the_session_goes_on(string statement)
    {
        var directory = Directory.CreateTempSubdirectory("ramet-full-disk-").FullName;
        try
        {
            var plan = new FaultPlan(failAtStep: -1) { Fault = FaultPlan.DiskFull };
            var options = new WarehouseOptions { Directory = directory, Threads = 1, MemoryLimitBytes = 1L << 28 };
            using var warehouse = RametWarehouse.Open(options, catalog => InterceptedCatalog.Wrap(catalog, plan.Run), store => new FaultyStore(store, plan));
            using var session = warehouse.OpenSession(Principal.Administrator);
            var before = Attempt(session, plan, "SHOW TABLES", failAtStep: -1).Contents;
            var after = Attempt(session, plan, statement, failAtStep: -1).Contents;
            for (var step = 0; step < StepsMax; step++)
            {
                var (error, contents) = Attempt(session, plan, statement, step);
                if (!plan.HasFailed)
                    return; // the disk was full at every step once
                Assert.Contains(contents, new[] { before, after });
                Assert.True(error is null ? contents == after : error is { Kind: ErrorKind.Limit } && error.Code == ErrorCode.StorageError, error?.Message);
            }
            Assert.Fail($"The statement has more than {StepsMax} steps.");
        }
        finally
        {
            Directory.Delete(directory, recursive: true);
        }
    }

    /// <summary>Runs the statement in a project of its own with a full disk at one step, and then another one with space again.</summary>
    private static (RametException? Error, string Contents) Attempt(Session session, FaultPlan plan, string statement, int failAtStep)
    {
        var project = $"run{failAtStep + 1}_{plan.Runs}";
        Execute(session, $"CREATE PROJECT {project}");
        Execute(session, $"USE {project}");
        Execute(session, "SET odps.sql.allow.fullscan=true");
        foreach (var part in ScriptSplitter.Split(Setup).Parts)
            Execute(session, part.Text);

        RametException? error = null;
        plan.Arm(failAtStep);
        try
        {
            Execute(session, statement);
        }
        catch (RametException failure)
        {
            error = failure;
        }
        plan.IsArmed = false;

        var contents = WarehouseContents.Of(session).Replace(project, "p", StringComparison.Ordinal);
        Execute(session, "INSERT OVERWRITE TABLE np VALUES (99, 'next')");
        Assert.Contains("99|next", WarehouseContents.Of(session), StringComparison.Ordinal);
        return (error, contents);
    }

    private static void Execute(Session session, string statement) => session.Execute(statement).Dispose();
}
