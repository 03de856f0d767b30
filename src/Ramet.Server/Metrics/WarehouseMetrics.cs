using System.Diagnostics.Metrics;
using Ramet.Errors;
using Ramet.Warehouse;

namespace Ramet.Server.Metrics;

/// <summary>Figures of the warehouse, asked for when the metrics are read.</summary>
internal static class WarehouseMetrics
{
    public static void Register(Meter meter, RametWarehouse warehouse) =>
        meter.CreateObservableGauge("ramet_engine_memory_bytes", () => EngineMemory(warehouse), description: "Memory of the query engine; 0 until the first query");

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
