using Ramet.Benchmarks.Measuring;
using Ramet.Benchmarks.Setting;

namespace Ramet.Benchmarks.Comparisons;

/// <summary>A durable INSERT of one row into a table without and one with partitions; beside it the bare commit, as the measure of the disk.</summary>
internal static class SingleInsertComparison
{
    private const int Warmups = 20;
    private const int TimedRounds = 100;

    public static IEnumerable<Finding> Run(BenchmarkWarehouse warehouse)
    {
        warehouse.Run("""
            CREATE TABLE t (id BIGINT, name STRING);
            CREATE TABLE partitioned (id BIGINT, name STRING) PARTITIONED BY (ds STRING)
            """);
        using var bare = new BareCommit(warehouse);

        var times = Rounds.Time(
            Warmups,
            TimedRounds,
            _ => warehouse.Run("INSERT INTO t VALUES (1, 'one')"),
            _ => warehouse.Run("INSERT INTO partitioned PARTITION (ds = 'a') VALUES (1, 'one')"),
            _ => bare.Run());
        yield return new Finding("INSERT of 1 row", times[0], times[2], new Limit.Absolute(15));
        yield return new Finding("INSERT of 1 row into a partition", times[1], times[2], new Limit.Absolute(15));
    }
}
