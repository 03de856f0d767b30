using System.Globalization;
using Ramet.Benchmarks.Measuring;
using Ramet.Benchmarks.Setting;

namespace Ramet.Benchmarks.Comparisons;

/// <summary>A thousand clones of a thousand tables by eight sessions at once, beside as many by one, and beside as many bare commits.</summary>
internal static class ParallelCloneComparison
{
    private const int Sessions = 8;
    private const int Tables = 1_000;
    private const int ClonesPerSession = Tables / Sessions;
    private const int Warmups = 1;
    private const int TimedRounds = 5;

    /// <summary>At least 500 clones a second.</summary>
    private const int ParallelMaxMs = 2_000;

    public static IEnumerable<Finding> Run(BenchmarkWarehouse warehouse)
    {
        warehouse.Run("CREATE TABLE t (v BIGINT) PARTITIONED BY (ds STRING)");
        SyntheticPartitions.Add(warehouse, "t", count: 100);
        for (var table = 0; table < Tables; table++)
            warehouse.Run(string.Create(CultureInfo.InvariantCulture, $"CLONE TABLE t TO t_{table}"));
        using var bare = new BareCommit(warehouse);

        var times = Rounds.Time(
            Warmups,
            TimedRounds,
            round => Parallel.For(
                0, Sessions, new ParallelOptions { MaxDegreeOfParallelism = Sessions }, thread => Clone(warehouse, "parallel", round, thread)),
            round => Clone(warehouse, "serial", round),
            _ => Commit(bare));
        yield return new Finding(
            "1,000 clones, 8 sessions, vs 1,000 bare commits", times[0], times[2], new Limit.Absolute(ParallelMaxMs));
        yield return new Finding("1,000 clones, 8 sessions vs 1", times[0], times[1]);
    }

    private static void Clone(BenchmarkWarehouse warehouse, string prefix, int round)
    {
        for (var thread = 0; thread < Sessions; thread++)
            Clone(warehouse, prefix, round, thread);
    }

    private static void Clone(BenchmarkWarehouse warehouse, string prefix, int round, int thread)
    {
        using var session = warehouse.OpenSession();
        for (var table = thread * ClonesPerSession; table < (thread + 1) * ClonesPerSession; table++)
            session.Execute(string.Create(CultureInfo.InvariantCulture, $"CLONE TABLE t_{table} TO {prefix}_{round}_{table}")).Dispose();
    }

    private static void Commit(BareCommit bare)
    {
        for (var commit = 0; commit < Tables; commit++)
            bare.Run();
    }
}
