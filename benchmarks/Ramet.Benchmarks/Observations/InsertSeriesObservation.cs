using Ramet.Benchmarks.Measuring;
using Ramet.Benchmarks.Setting;

namespace Ramet.Benchmarks.Observations;

/// <summary>A thousand inserts of one row into one table: the last hundred beside the first, and the query of the many small files.</summary>
internal static class InsertSeriesObservation
{
    private const int Inserts = 1_000;
    private const int Compared = 100;

    public static IEnumerable<Finding> Run(BenchmarkWarehouse warehouse)
    {
        warehouse.Run("CREATE TABLE t (id BIGINT, name STRING); CREATE TABLE warm_up (id BIGINT, name STRING)");
        Rounds.Time(0, rounds: 20, _ => warehouse.Run("INSERT INTO warm_up VALUES (1, 'one')"));

        var times = Rounds.Time(0, Inserts, _ => warehouse.Run("INSERT INTO t VALUES (1, 'one')"))[0];
        yield return new Finding("1,000 inserts of 1 row: the last 100 vs the first 100", times.Slice(^Compared..), times.Slice(..Compared));

        var query = Rounds.Time(warmups: 2, rounds: 10, _ => warehouse.Read("SELECT count(*) FROM t"))[0];
        yield return new Finding("SELECT count(*) over these 1,000 files", query);
    }
}
