using Ramet.Benchmarks.Measuring;
using Ramet.Benchmarks.Setting;

namespace Ramet.Benchmarks.Comparisons;

/// <summary><c>SELECT count(*)</c> on a table of one row, in a session that has run it before; beside it the engine alone on the same file.</summary>
internal static class CountComparison
{
    private const int Warmups = 20;
    private const int TimedRounds = 200;

    public static IEnumerable<Finding> Run(BenchmarkWarehouse warehouse)
    {
        warehouse.Run("CREATE TABLE t (v BIGINT); INSERT INTO t VALUES (1)");
        using var engine = new EngineAlone(warehouse);
        var engineQuery = $"SELECT count(*) FROM {EngineAlone.Files(warehouse.DataFiles("t"))}";

        var times = Rounds.Time(Warmups, TimedRounds, _ => warehouse.Read("SELECT count(*) FROM t"), _ => engine.Read(engineQuery));
        yield return new Finding("SELECT count(*), 1 row, warm", times[0], times[1], new Limit.Absolute(5));
    }
}
