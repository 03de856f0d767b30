using Ramet.Benchmarks.Measuring;
using Ramet.Benchmarks.Setting;

namespace Ramet.Benchmarks.Observations;

/// <summary>The first query of a process: runtime, catalog and engine all start for it. Beside it a statement that needs no engine.</summary>
internal static class ColdQueryObservation
{
    private const int Warmups = 1;
    private const int TimedRounds = 10;

    public static IEnumerable<Finding> Run(BenchmarkWarehouse warehouse)
    {
        warehouse.Run("CREATE TABLE t (v BIGINT); INSERT INTO t VALUES (1)");

        var times = Rounds.Time(
            Warmups, TimedRounds, _ => RametProcess.Run(warehouse, "SELECT count(*) FROM t"), _ => RametProcess.Run(warehouse, "WHOAMI"));
        yield return new Finding("ramet -e \"SELECT count(*) FROM t\" vs WHOAMI", times[0], times[1]);
    }
}
