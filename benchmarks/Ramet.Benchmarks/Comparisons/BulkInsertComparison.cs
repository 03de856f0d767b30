using System.Globalization;
using Ramet.Benchmarks.Measuring;
using Ramet.Benchmarks.Setting;
using Ramet.Sql.DuckDb;

namespace Ramet.Benchmarks.Comparisons;

/// <summary>INSERT of ten million generated rows against the engine's own COPY of the same rows to Parquet.</summary>
internal static class BulkInsertComparison
{
    private const int Warmups = 1;
    private const int TimedRounds = 5;

    public static IEnumerable<Finding> Run(BenchmarkWarehouse warehouse)
    {
        warehouse.Run(GeneratedRows.CreateTable);
        using var engine = new EngineAlone(warehouse);

        var times = Rounds.Time(
            Warmups,
            TimedRounds,
            _ => warehouse.Run(GeneratedRows.Insert),
            round => engine.Run($"COPY ({GeneratedRows.EngineQuery}) TO {DuckDbNames.Literal(NewFile(warehouse, round))} (FORMAT parquet)"));
        yield return new Finding("INSERT of 10,000,000 rows vs the engine's COPY", times[0], times[1], new Limit.Ratio(1.2));
    }

    /// <summary>A file that is not there yet: taking the place of another costs the engine more than the writing.</summary>
    private static string NewFile(BenchmarkWarehouse warehouse, int round) =>
        Path.Combine(warehouse.Root, string.Create(CultureInfo.InvariantCulture, $"reference-{round}.parquet"));
}
