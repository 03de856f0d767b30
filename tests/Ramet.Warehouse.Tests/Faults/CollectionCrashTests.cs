using Ramet.Access;
using Ramet.Sql.Parsing;
using Ramet.Warehouse.Collection;
using Ramet.Warehouse.Results;
using Ramet.Warehouse.Sessions;
using Ramet.Warehouse.Tests.Collection;
using Ramet.Warehouse.Tests.Support;

namespace Ramet.Warehouse.Tests.Faults;

/// <summary>
/// A collection is broken off at each of its steps in turn, and the warehouse is opened again: tables and retained states are as they were
/// (I4), and the next collection deletes exactly what the first one would have.
/// </summary>
public class CollectionCrashTests
{
    private const int StepsMax = 100;

    private const string Setup = """
        CREATE PROJECT p;
        USE p;
        CREATE TABLE t (id BIGINT) PARTITIONED BY (ds STRING);
        INSERT INTO t PARTITION (ds) VALUES (1, 'x'), (2, 'y');
        CLONE TABLE t TO copy;
        INSERT OVERWRITE TABLE t PARTITION (ds) VALUES (3, 'x');
        CREATE TABLE gone AS SELECT 1 AS id;
        DROP TABLE gone PURGE;
        PURGE TABLE t;
        INSERT OVERWRITE TABLE t PARTITION (ds) VALUES (4, 'x');
        """;

    [Fact]
    public void A_collection_that_breaks_off_anywhere_has_deleted_nothing_but_garbage()
    {
        var (_, files) = RunAndReopen(failAtStep: -1);
        for (var step = 0; step < StepsMax; step++)
        {
            var (plan, filesOfStep) = RunAndReopen(step);
            if (!plan.HasFailed)
                return; // every step has failed once
            Assert.Equal(files, filesOfStep);
        }
        Assert.Fail($"The collection has more than {StepsMax} steps.");
    }

    private static (FaultPlan Plan, int Files) RunAndReopen(int failAtStep)
    {
        var directory = Directory.CreateTempSubdirectory("ramet-crash-").FullName;
        try
        {
            var clock = new ShiftedClock();
            var plan = new FaultPlan(failAtStep);
            RunAndBreakOff(directory, clock, plan);

            using var warehouse = RametWarehouse.Open(Options(directory, clock));
            using var session = warehouse.OpenSession(Principal.Administrator, "p");
            CheckContents(session);
            GarbageCollection.Run(session, Now());
            CheckContents(session);
            Assert.Equal(0, GarbageCollection.Run(session, Now()).Files);
            return (plan, CollectedWarehouse.FilesIn(directory).Count);
        }
        finally
        {
            Directory.Delete(directory, recursive: true);
        }
    }

    private static void RunAndBreakOff(string directory, ShiftedClock clock, FaultPlan plan)
    {
        using var warehouse = RametWarehouse.Open(
            Options(directory, clock), catalog => InterceptedCatalog.Wrap(catalog, plan.Run), store => new FaultyStore(store, plan));
        using var session = warehouse.OpenSession(Principal.Administrator);
        foreach (var part in ScriptSplitter.Split(Setup).Parts)
            session.Execute(part.Text).Dispose();
        clock.Advance(TimeSpan.FromHours(3));
        plan.IsArmed = true;
        try
        {
            GarbageCollection.Run(session, Now());
        }
        catch (IOException)
        {
            // As planned.
        }
    }

    private static CollectionOptions Now() => new() { Grace = TimeSpan.Zero };

    private static WarehouseOptions Options(string directory, ShiftedClock clock) =>
        new() { Directory = directory, Threads = 1, MemoryLimitBytes = 1L << 28, Time = clock };

    private static void CheckContents(Session session)
    {
        Assert.Equal(["2", "4"], Rows(session, "SELECT id FROM t WHERE ds IS NOT NULL ORDER BY id LIMIT 9"));
        Assert.Equal(["2", "3"], Rows(session, "SELECT id FROM t VERSION AS OF 2 WHERE ds IS NOT NULL ORDER BY id LIMIT 9"));
        Assert.Equal(["1", "2"], Rows(session, "SELECT id FROM copy WHERE ds IS NOT NULL ORDER BY id LIMIT 9"));
    }

    private static List<string?> Rows(Session session, string query)
    {
        using var result = (RowsResult)session.Execute(query);
        var rows = new List<string?>();
        var cells = new string?[result.Columns.Count];
        while (result.TryReadRow(cells))
            rows.Add(cells[0]);
        return rows;
    }
}
