using Ramet.Benchmarks.Measuring;
using Ramet.Benchmarks.Setting;

namespace Ramet.Benchmarks.Observations;

/// <summary>The peak memory of a process that inserts ten million rows, beside one that inserts a single row.</summary>
internal static class MemoryObservation
{
    public static IEnumerable<Finding> Run(BenchmarkWarehouse warehouse)
    {
        warehouse.Run(GeneratedRows.CreateTable);
        var many = RametProcess.PeakMemory(warehouse, GeneratedRows.Insert);
        var one = RametProcess.PeakMemory(warehouse, "INSERT INTO generated VALUES (1, 1, 0.5, 'customer 1')");
        yield return new Finding("peak memory, INSERT of 10,000,000 rows vs 1", Samples.One(Unit.Mebibytes, many), Samples.One(Unit.Mebibytes, one));
    }
}
