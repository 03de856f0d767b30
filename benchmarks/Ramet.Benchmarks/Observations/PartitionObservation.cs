using Ramet.Benchmarks.Measuring;
using Ramet.Benchmarks.Setting;

namespace Ramet.Benchmarks.Observations;

/// <summary>Statements on a table with ten thousand partitions, each beside the same statement on a table with one.</summary>
internal static class PartitionObservation
{
    private const int ManyPartitions = 10_000;
    private const int Warmups = 5;
    private const int TimedRounds = 30;

    private static readonly (string Name, string Statement)[] statements =
    [
        ("query of 1 partition by equality", "SELECT SUM(v) FROM {0} WHERE ds = 'real'"),
        ("query of 1 partition by a function", "SELECT SUM(v) FROM {0} WHERE SUBSTR(ds, 1, 2) = 're'"),
        ("SHOW PARTITIONS", "SHOW PARTITIONS {0}"),
        ("DESC of a partition", "DESC {0} PARTITION (ds = 'real')"),
        ("INSERT of 1 row into a partition", "INSERT INTO {0} PARTITION (ds = 'real') VALUES (1)"),
        ("ADD and DROP PARTITION", "ALTER TABLE {0} ADD PARTITION (ds = 'new'); ALTER TABLE {0} DROP PARTITION (ds = 'new')"),
    ];

    public static IEnumerable<Finding> Run(BenchmarkWarehouse warehouse)
    {
        foreach (var table in (string[])["many", "one"])
            warehouse.Run($"CREATE TABLE {table} (v BIGINT) PARTITIONED BY (ds STRING); INSERT INTO {table} PARTITION (ds = 'real') VALUES (1)");
        SyntheticPartitions.Add(warehouse, "many", ManyPartitions);

        foreach (var (name, statement) in statements)
        {
            var onMany = statement.Replace("{0}", "many", StringComparison.Ordinal);
            var onOne = statement.Replace("{0}", "one", StringComparison.Ordinal);
            var times = Rounds.Time(Warmups, TimedRounds, _ => warehouse.Run(onMany), _ => warehouse.Run(onOne));
            yield return new Finding($"10,000 partitions vs 1: {name}", times[0], times[1]);
        }
    }
}
