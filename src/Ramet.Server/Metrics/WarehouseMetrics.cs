using System.Diagnostics.Metrics;
using Ramet.Errors;
using Ramet.Warehouse;

namespace Ramet.Server.Metrics;

/// <summary>Figures of the warehouse, asked for when the metrics are read.</summary>
internal static class WarehouseMetrics
{
    public static void Register(Meter meter, RametWarehouse warehouse)
    {
        meter.CreateObservableGauge("ramet_engine_memory_bytes", () => EngineMemory(warehouse), description: "Memory of the query engine; 0 until the first query");
        meter.CreateObservableGauge("ramet_jobs_running", () => (long)warehouse.Jobs.RunningCount, description: "Jobs that run in this process");
        meter.CreateObservableGauge("ramet_jobs_waiting", () => (long)warehouse.Jobs.WaitingCount, description: "Jobs that wait in this process");
        meter.CreateObservableGauge("ramet_jobs_ended_total", () => Ended(warehouse), description: "Jobs that ended in this process, by how");
    }

    private static IEnumerable<Measurement<long>> Ended(RametWarehouse warehouse) =>
        warehouse.Jobs.EndedCounts.Select(static pair => new Measurement<long>(pair.Value, new KeyValuePair<string, object?>("status", pair.Key)));

    /// <summary>Nothing is said when the engine cannot be asked: the other figures matter the more then.</summary>
    private static IEnumerable<Measurement<long>> EngineMemory(RametWarehouse warehouse)
    {
        try
        {
            return [new(warehouse.Health.EngineMemoryBytes)];
        }
        catch (RametException)
        {
            return [];
        }
    }
}
