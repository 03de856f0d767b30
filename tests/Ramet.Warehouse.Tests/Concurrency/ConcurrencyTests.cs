using System.Collections.Concurrent;
using System.Diagnostics;
using Ramet.Access;
using Ramet.Errors;
using Ramet.Warehouse.Results;
using Ramet.Warehouse.Sessions;
using Ramet.Warehouse.Tests.Support;
using Xunit.Abstractions;

namespace Ramet.Warehouse.Tests.Concurrency;

/// <summary>
/// Sessions of two processes change the same tables at once, as fast as they can, while others read. Rows come in batches such that any
/// mix of two statements can be seen in every state of every table:
/// <list type="bullet">
/// <item>A batch is <see cref="RowsOfBatch"/> rows with one number, written by one statement.</item>
/// <item>A table with partitions has both of them or none, and both hold one batch, the same.</item>
/// <item>A batch of the log is there as often as it was acknowledged, once: never twice, never in part, never after an error.</item>
/// </list>
/// </summary>
public sealed class ConcurrencyTests(ITestOutputHelper output) : IDisposable
{
    private const int RowsOfBatch = 3;
    private const int WritersOfProcess = 3;
    private const int StatementsOfWriter = 60;

    private static readonly string[] Partitioned = ["source", "d0", "d1"];

    /// <summary>What a statement may meet because of the others; everything else is a defect.</summary>
    private static readonly ErrorCode[] Explainable =
        [ErrorCode.ConcurrentChange, ErrorCode.TableNotFound, ErrorCode.TableAlreadyExists, ErrorCode.PartitionNotFound];

    private readonly string directory = Directory.CreateTempSubdirectory("ramet-concurrency-").FullName;
    private readonly ConcurrentBag<string> problems = [];
    private readonly ConcurrentBag<Written> log = [];
    private readonly ConcurrentBag<Written> overwrites = [];
    private int batches;
    private int refused;
    private volatile bool isWriting = true;

    public void Dispose() => Directory.Delete(directory, recursive: true);

    [Fact]
    public void Statements_that_run_at_once_never_mix()
    {
        var seed = Random.Shared.Next();
        output.WriteLine($"seed {seed}"); // of the statements; their order depends on the machine
        using var one = Open();
        using var two = Open();
        SetUp(one);

        RametWarehouse[] processes = [one, two];
        var writers = processes.SelectMany((process, number) =>
            Enumerable.Range(0, WritersOfProcess).Select(writer => Start(process, session => Write(session, new Random(seed + (10 * number) + writer))))).ToList();
        var readers = processes.Select(process => Start(process, ReadAllTheTime)).ToList();
        writers.ForEach(writer => writer.Join());
        isWriting = false;
        readers.ForEach(reader => reader.Join());

        output.WriteLine($"{log.Count + overwrites.Count} batches, {refused} statements refused");
        CheckEnd(one);
        Assert.Empty(ReachableFiles.FindDamaged(directory));
        Assert.True(problems.IsEmpty, string.Join('\n', problems.Distinct().Take(20)));
    }

    private RametWarehouse Open() => RametWarehouse.Open(new WarehouseOptions { Directory = directory, Threads = 1, MemoryLimitBytes = 1L << 28 });

    private static void SetUp(RametWarehouse warehouse)
    {
        using var session = warehouse.OpenSession(Principal.Administrator);
        session.Execute("CREATE PROJECT p").Dispose();
        session.Execute("CREATE TABLE p.log (batch BIGINT, n BIGINT)").Dispose();
        session.Execute("CREATE TABLE p.log_copy (batch BIGINT, n BIGINT)").Dispose();
        foreach (var table in Partitioned)
            session.Execute($"CREATE TABLE p.{table} (batch BIGINT, n BIGINT) PARTITIONED BY (ds STRING)").Dispose();
    }

    private Thread Start(RametWarehouse warehouse, Action<Session> work)
    {
        var thread = new Thread(() =>
        {
            try
            {
                using var session = warehouse.OpenSession(Principal.Administrator, "p");
                session.Execute("SET odps.sql.allow.fullscan=true").Dispose();
                work(session);
            }
            catch (Exception exception)
            {
                problems.Add(exception.ToString());
            }
        });
        thread.Start();
        return thread;
    }

    private void Write(Session session, Random random)
    {
        for (var statement = 0; statement < StatementsOfWriter; statement++)
            Write(session, random.Next(12), random.Next(2));
    }

    private void Write(Session session, int kind, int target)
    {
        var other = $"d{target}";
        switch (kind)
        {
            case 0 or 1:
                Append(session);
                break;
            case 2:
                Overwrite(session, "source");
                break;
            case 3:
                Overwrite(session, other);
                break;
            case 4:
                Try(session, $"CLONE TABLE source TO {other} IF EXISTS OVERWRITE");
                break;
            case 5:
                Try(session, $"CLONE TABLE source TO {other} IF EXISTS IGNORE");
                break;
            case 6:
                Try(session, $"CLONE TABLE source PARTITION (ds='a'), PARTITION (ds='b') TO {other} IF EXISTS OVERWRITE");
                break;
            case 7:
                Try(session, $"ALTER TABLE {other} DROP IF EXISTS PARTITION (ds='a'), PARTITION (ds='b')");
                break;
            case 8:
                Try(session, $"DROP TABLE {other}");
                break;
            case 9:
                Try(session, $"CLONE TABLE source TO {other}");
                break;
            case 10:
                Try(session, "CLONE TABLE log TO log_copy IF EXISTS OVERWRITE");
                break;
            case 11:
                Try(session, $"ALTER TABLE log SET TBLPROPERTIES ('touched'='{target}')");
                break;
        }
    }

    private void Append(Session session)
    {
        var batch = Interlocked.Increment(ref batches);
        var rows = string.Join(", ", Enumerable.Range(0, RowsOfBatch).Select(number => $"({batch}L, {number}L)"));
        log.Add(Timed(batch, () => Try(session, $"INSERT INTO log VALUES {rows}")));
    }

    /// <summary>The rows decide on the partitions, and so both are replaced at once.</summary>
    private void Overwrite(Session session, string table)
    {
        var batch = Interlocked.Increment(ref batches);
        var rows = from partition in (string[])["a", "b"]
                   from number in Enumerable.Range(0, RowsOfBatch)
                   select $"({batch}L, {number}L, '{partition}')";
        var written = Timed(batch, () => Try(session, $"INSERT OVERWRITE TABLE {table} PARTITION (ds) VALUES {string.Join(", ", rows)}"));
        if (table == "source")
            overwrites.Add(written);
    }

    private static Written Timed(int batch, Func<bool> run)
    {
        var started = Stopwatch.GetTimestamp();
        var isDone = run();
        return new Written(batch, isDone, started, Stopwatch.GetTimestamp());
    }

    /// <summary>Whether the statement succeeded.</summary>
    private bool Try(Session session, string statement)
    {
        try
        {
            session.Execute(statement).Dispose();
            return true;
        }
        catch (RametException error)
        {
            Interlocked.Increment(ref refused);
            if (!Explainable.Contains(error.Code))
                problems.Add($"{statement}: {error.Message}");
            return false;
        }
    }

    private void ReadAllTheTime(Session session)
    {
        while (isWriting)
        {
            foreach (var table in Partitioned)
                CheckPartitioned(session, table);
            CheckLog(session, "log");
            CheckLog(session, "log_copy");
        }
    }

    /// <summary>The table is read twice in one statement: both are the same state (I2).</summary>
    private void CheckPartitioned(Session session, string table)
    {
        string Batches(string side) => $"SELECT '{side}' AS side, ds, batch, COUNT(*) AS n FROM {table} GROUP BY ds, batch";
        var cells = Read(session, $"{Batches("l")} UNION ALL {Batches("r")}");
        if (cells is null || cells.Count == 0)
            return;
        var isWhole = cells.Count == 4
            && cells.Select(row => row[2]).Distinct().Count() == 1
            && cells.Select(row => (row[0], row[1])).Distinct().Count() == 4
            && cells.TrueForAll(row => row[3] == $"{RowsOfBatch}");
        if (!isWhole)
            problems.Add($"{table} holds {string.Join(", ", cells.Select(row => string.Join(' ', row)))}");
    }

    private void CheckLog(Session session, string table)
    {
        foreach (var row in Read(session, $"SELECT batch, COUNT(*) AS n FROM {table} GROUP BY batch HAVING COUNT(*) <> {RowsOfBatch}") ?? [])
            problems.Add($"{table} holds batch {row[0]} with {row[1]} rows");
    }

    /// <summary>The rows of a query; null when a table does not exist now.</summary>
    private List<string?[]>? Read(Session session, string query)
    {
        try
        {
            using var result = (RowsResult)session.Execute(query);
            var rows = new List<string?[]>();
            var cells = new string?[result.Columns.Count];
            while (result.TryReadRow(cells))
                rows.Add([.. cells]);
            return rows;
        }
        catch (RametException error)
        {
            if (error.Code != ErrorCode.TableNotFound)
                problems.Add($"{query}: {error.Message}");
            return null;
        }
    }

    private void CheckEnd(RametWarehouse warehouse)
    {
        using var session = warehouse.OpenSession(Principal.Administrator, "p");
        session.Execute("SET odps.sql.allow.fullscan=true").Dispose();

        var logged = Read(session, "SELECT DISTINCT batch FROM log")!.Select(row => int.Parse(row[0]!, System.Globalization.CultureInfo.InvariantCulture));
        Assert.Equal(log.Where(written => written.IsDone).Select(written => written.Batch).Order(), logged.Order());

        // The last overwrite that was acknowledged, or one that ran at the same time as that.
        var done = overwrites.Where(written => written.IsDone).ToList();
        var latestStart = done.Count == 0 ? 0 : done.Max(written => written.Started);
        var last = done.Where(written => written.Ended >= latestStart).Select(written => $"{written.Batch}");
        Assert.All(Read(session, "SELECT DISTINCT batch FROM source")!, row => Assert.Contains(row[0], last));
    }

    /// <summary>A statement that wrote a batch, with the ticks at which it was begun and answered.</summary>
    private sealed record Written(int Batch, bool IsDone, long Started, long Ended);
}
