using Ramet.Errors;

namespace Ramet.Warehouse.Health;

/// <summary>Whether a warehouse can work, and what it uses: for whoever operates it. Thread-safe.</summary>
public sealed class WarehouseHealth
{
    private readonly RametWarehouse warehouse;

    internal WarehouseHealth(RametWarehouse warehouse)
    {
        this.warehouse = warehouse;
    }

    /// <summary>Memory that the query engine uses, in bytes; 0 as long as no query has opened it.</summary>
    public long EngineMemoryBytes => warehouse.Engine.MemoryBytes();

    /// <summary>Reads the catalog, and writes and removes a small file beside it.</summary>
    /// <exception cref="RametException">One of these is not possible (kind Environment).</exception>
    public void Check()
    {
        warehouse.Catalog.FindCollectionHorizon();
        var probe = Path.Combine(warehouse.Directory, $".probe-{Guid.NewGuid():n}");
        try
        {
            File.WriteAllBytes(probe, [0]);
            File.Delete(probe);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new RametException(
                ErrorCode.StorageError, ErrorKind.Environment, $"the directory of the warehouse cannot be written: {exception.Message}", cause: exception);
        }
    }
}
