using System.Globalization;
using Ramet.Benchmarks.Measuring;
using Ramet.Benchmarks.Setting;

namespace Ramet.Benchmarks.Comparisons;

/// <summary>
/// The 22 queries of TPC-H, written in the dialect of the warehouse, against DuckDB alone with its own text of them over the same files. Both
/// must give the same rows.
/// </summary>
internal static class TpchComparison
{
    private const int Warmups = 1;
    private const int TimedRounds = 5;
    private const double SumOverEngineMax = 1.05;

    /// <summary>
    /// The warehouse rounds averages and quotients of DECIMAL to six digits at least, where DuckDB gives a DOUBLE: half of the last digit, and
    /// what a DOUBLE cannot hold.
    /// </summary>
    private const double RoundingMax = 0.51e-6;
    private const double RelativeMax = 1e-12;

    public static IEnumerable<Finding> Run(double scale)
    {
        using var tpch = TpchWarehouse.Open(scale);
        var warehouse = tpch.Warehouse;
        warehouse.Run("SET odps.sql.validate.orderby.limit=false");
        using var engine = new EngineAlone(warehouse);
        foreach (var table in TpchWarehouse.Tables)
            engine.Run($"CREATE VIEW {table} AS SELECT * FROM {EngineAlone.Files(warehouse.DataFiles(table))}");

        var (oursSum, engineSum) = (new double[TimedRounds], new double[TimedRounds]);
        foreach (var (number, ours, engineQuery) in tpch.Queries.Zip(tpch.EngineQueries, (ours, theirs) => (ours, theirs.TrimEnd().TrimEnd(';'))).Select((pair, index) => (index + 1, pair.ours, pair.Item2)))
        {
            CheckSameRows(number, warehouse.Rows(ours), engine.Rows(engineQuery));
            var times = Rounds.Time(Warmups, TimedRounds, _ => warehouse.Read(ours), _ => engine.Read(engineQuery));
            Add(oursSum, times[0]);
            Add(engineSum, times[1]);
            yield return new Finding(string.Create(CultureInfo.InvariantCulture, $"TPC-H, scale {scale}: query {number}"), times[0], times[1]);
        }
        yield return new Finding(
            string.Create(CultureInfo.InvariantCulture, $"TPC-H, scale {scale}: sum of the 22 queries"),
            new Samples(Unit.Milliseconds, oursSum),
            new Samples(Unit.Milliseconds, engineSum),
            new Limit.Ratio(SumOverEngineMax));
    }

    private static void Add(double[] sum, Samples times)
    {
        for (var round = 0; round < sum.Length; round++)
            sum[round] += times.Values[round];
    }

    private static void CheckSameRows(int number, IReadOnlyList<string?[]> ours, IReadOnlyList<string?[]> engine)
    {
        if (ours.Count != engine.Count)
            throw new InvalidOperationException($"Query {number} gives {ours.Count} rows instead of {engine.Count}.");
        for (var row = 0; row < ours.Count; row++)
        {
            if (!ours[row].Zip(engine[row], IsSame).All(static same => same))
                throw new InvalidOperationException($"Query {number}, row {row + 1}: ({string.Join(", ", ours[row])}) instead of ({string.Join(", ", engine[row])}).");
        }
    }

    private static bool IsSame(string? ours, string? engine)
    {
        if (ours == engine)
            return true;
        return double.TryParse(ours, NumberStyles.Float, CultureInfo.InvariantCulture, out var a)
            && double.TryParse(engine, NumberStyles.Float, CultureInfo.InvariantCulture, out var b)
            && Math.Abs(a - b) <= RoundingMax + RelativeMax * Math.Abs(b);
    }
}
