using System.Globalization;
using Ramet.Benchmarks.Measuring;
using Ramet.Benchmarks.Setting;

namespace Ramet.Benchmarks.Comparisons;

/// <summary>A role gets a permission on each of ten thousand tables, one durable statement each, beside as many bare commits.</summary>
internal static class GrantComparison
{
    private const int Tables = 10_000;
    private const int Warmups = 0;
    private const int TimedRounds = 3;

    /// <summary>At least 1,000 statements a second.</summary>
    private const int GrantsMaxMs = 10_000;

    public static IEnumerable<Finding> Run(BenchmarkWarehouse warehouse)
    {
        for (var table = 0; table < Tables; table++)
            warehouse.Run(string.Create(CultureInfo.InvariantCulture, $"CREATE TABLE t_{table} (v BIGINT)"));
        using var bare = new BareCommit(warehouse);

        var times = Rounds.Time(Warmups, TimedRounds, round => Grant(warehouse, round), _ => Commit(bare));
        yield return new Finding("10,000 GRANT Select ON TABLE vs 10,000 bare commits", times[0], times[1], new Limit.Absolute(GrantsMaxMs));

        var shown = Rounds.Time(warmups: 1, rounds: 5, _ => warehouse.Run("SHOW GRANTS FOR ROLE role_0"))[0];
        yield return new Finding("SHOW GRANTS of these 10,000", shown);
    }

    private static void Grant(BenchmarkWarehouse warehouse, int round)
    {
        warehouse.Run(string.Create(CultureInfo.InvariantCulture, $"CREATE ROLE role_{round}"));
        for (var table = 0; table < Tables; table++)
            warehouse.Run(string.Create(CultureInfo.InvariantCulture, $"GRANT Select ON TABLE t_{table} TO ROLE role_{round}"));
    }

    private static void Commit(BareCommit bare)
    {
        for (var commit = 0; commit < Tables; commit++)
            bare.Run();
    }
}
