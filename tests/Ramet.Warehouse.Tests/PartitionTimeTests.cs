using Ramet.Access;
using Ramet.Warehouse.Results;
using Ramet.Warehouse.Sessions;

namespace Ramet.Warehouse.Tests;

/// <summary>When a partition was last changed, as DESC shows it: by its own last change, whatever else happened to the table.</summary>
public sealed class PartitionTimeTests : IDisposable
{
    private readonly string directory = Directory.CreateTempSubdirectory("ramet-times-").FullName;
    private readonly SetClock clock = new();

    public void Dispose() => Directory.Delete(directory, recursive: true);

    [Fact]
    public void A_partition_was_changed_when_it_was_written_or_touched()
    {
        using var warehouse = RametWarehouse.Open(new WarehouseOptions { Directory = directory, Threads = 1, MemoryLimitBytes = 1L << 28, Time = clock });
        using var session = warehouse.OpenSession(Principal.Administrator, "p");
        RunAt(session, 1, "CREATE PROJECT p");
        RunAt(session, 2, "CREATE TABLE t (id BIGINT) PARTITIONED BY (ds STRING)");
        RunAt(session, 3, "INSERT INTO t PARTITION (ds='a') VALUES (1)");
        RunAt(session, 4, "INSERT INTO t PARTITION (ds='b') VALUES (2)");
        Assert.Equal((3, 4), (DayOf(session, "a"), DayOf(session, "b")));

        RunAt(session, 5, "ALTER TABLE t TOUCH PARTITION (ds='a')");
        RunAt(session, 6, "INSERT INTO t PARTITION (ds='c') VALUES (3)");
        Assert.Equal((5, 4), (DayOf(session, "a"), DayOf(session, "b")));

        RunAt(session, 7, "CLONE TABLE t TO copy");
        Assert.Equal((5, 7), (DayOf(session, "a"), DayOf(session, "a", "copy")));
    }

    private void RunAt(Session session, int day, string statement)
    {
        clock.Now = new DateTimeOffset(2024, 1, day, 12, 0, 0, TimeSpan.Zero);
        session.Execute(statement).Dispose();
    }

    private static int DayOf(Session session, string partition, string table = "t")
    {
        using var result = (TextResult)session.Execute($"DESC {table} PARTITION (ds='{partition}')");
        var line = result.Text.Split('\n').Single(line => line.Contains("LastModifiedTime", StringComparison.Ordinal));
        return int.Parse(line[(line.IndexOf("2024-01-", StringComparison.Ordinal) + 8)..][..2], System.Globalization.CultureInfo.InvariantCulture);
    }

    private sealed class SetClock : TimeProvider
    {
        public DateTimeOffset Now { get; set; } = new(2024, 1, 1, 0, 0, 0, TimeSpan.Zero);

        public override DateTimeOffset GetUtcNow() => Now;
    }
}
