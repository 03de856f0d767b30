using Ramet.Benchmarks.Measuring;
using Ramet.Benchmarks.Setting;

namespace Ramet.Benchmarks.Observations;

/// <summary>A thousand inserts of one row into one table: the last hundred beside the first, and queries of the many small files.</summary>
internal static class InsertSeriesObservation
{
    private const int Inserts = 1_000;
    private const int Compared = 100;

    public static IEnumerable<Finding> Run(BenchmarkWarehouse warehouse)
    {
        warehouse.Run("CREATE TABLE t (id BIGINT, name STRING); CREATE TABLE warm_up (id BIGINT, name STRING)");
        Rounds.Time(0, rounds: 20, _ => warehouse.Run("INSERT INTO warm_up VALUES (1, 'one')"));

        var times = Rounds.Time(0, Inserts, n => warehouse.Run($"INSERT INTO t VALUES ({n}, 'one')"))[0];
        yield return new Finding("1,000 inserts of 1 row: the last 100 vs the first 100", times.Slice(^Compared..), times.Slice(..Compared));

        var queries = Rounds.Time(
            warmups: 2, rounds: 10, _ => warehouse.Read("SELECT count(*) FROM t"), _ => warehouse.Read("SELECT name FROM t WHERE id = 500"));
        yield return new Finding("SELECT count(*) over these 1,000 files", queries[0]);
        yield return new Finding("a query for one id, whose file the bounds tell, vs this", queries[1], queries[0]);
    }
}
