using System.Globalization;
using Ramet.Benchmarks.Measuring;
using Ramet.Benchmarks.Setting;

namespace Ramet.Benchmarks.Comparisons;

/// <summary>CLONE TABLE of a whole table to a new name against one bare durable commit, for a small and for a very large table.</summary>
internal static class CloneComparison
{
    private const int ManyPartitions = 1_000_000;
    private const int Warmups = 200;
    private const int TimedRounds = 500;

    public static IEnumerable<Finding> Run(BenchmarkWarehouse warehouse)
    {
        warehouse.Run("""
            CREATE TABLE small (v BIGINT) PARTITIONED BY (ds STRING);
            CREATE TABLE large (v BIGINT) PARTITIONED BY (ds STRING)
            """);
        SyntheticPartitions.Add(warehouse, "small", 1);
        SyntheticPartitions.Add(warehouse, "large", ManyPartitions);
        using var bare = new BareCommit(warehouse);

        var filesBefore = warehouse.CountFiles();
        var times = Rounds.Time(
            Warmups,
            TimedRounds,
            _ => bare.Run(),
            round => warehouse.Run(string.Create(CultureInfo.InvariantCulture, $"CLONE TABLE small TO small_{round}")),
            round => warehouse.Run(string.Create(CultureInfo.InvariantCulture, $"CLONE TABLE large TO large_{round}")));
        var (commit, small, large) = (times[0], times[1], times[2]);

        yield return new Finding("clone, 1 partition, vs a bare SQLite commit", small, commit, new Limit.Ratio(3));
        yield return new Finding("clone, 1,000,000 partitions, vs a bare SQLite commit", large, commit, new Limit.Ratio(3));
        yield return new Finding("clone, 1,000,000 partitions vs 1", large, small, new Limit.Ratio(1.2));
        yield return new Finding(
            "files that all these clones wrote", Samples.One(Unit.Files, warehouse.CountFiles() - filesBefore), Limit: new Limit.Absolute(0));
    }
}
