using System.Globalization;
using Ramet.Benchmarks.Measuring;
using Ramet.Benchmarks.Setting;

namespace Ramet.Benchmarks.Observations;

/// <summary>Clones from eight threads, each with its own session, beside as many clones from one.</summary>
internal static class ParallelCloneObservation
{
    private const int Sessions = 8;
    private const int ClonesPerSession = 20;
    private const int Warmups = 1;
    private const int TimedRounds = 10;

    public static IEnumerable<Finding> Run(BenchmarkWarehouse warehouse)
    {
        warehouse.Run("CREATE TABLE t (v BIGINT) PARTITIONED BY (ds STRING)");
        SyntheticPartitions.Add(warehouse, "t", count: 100);

        var times = Rounds.Time(
            Warmups,
            TimedRounds,
            round => Parallel.For(0, Sessions, new ParallelOptions { MaxDegreeOfParallelism = Sessions }, thread => Clone(warehouse, "parallel", round, thread)),
            round => Clone(warehouse, "serial", round));
        yield return new Finding("160 clones, 8 threads vs 1", times[0], times[1]);
    }

    private static void Clone(BenchmarkWarehouse warehouse, string prefix, int round)
    {
        for (var thread = 0; thread < Sessions; thread++)
            Clone(warehouse, prefix, round, thread);
    }

    private static void Clone(BenchmarkWarehouse warehouse, string prefix, int round, int thread)
    {
        using var session = warehouse.OpenSession();
        for (var clone = 0; clone < ClonesPerSession; clone++)
            session.Execute(string.Create(CultureInfo.InvariantCulture, $"CLONE TABLE t TO {prefix}_{round}_{thread}_{clone}")).Dispose();
    }
}
