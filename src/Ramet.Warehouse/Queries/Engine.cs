using Ramet.DuckDb;
using Ramet.Functions;

namespace Ramet.Warehouse.Queries;

/// <summary>
/// The query engine of a warehouse: one database in memory whose threads and memory all sessions share. Its library is loaded when a
/// statement first touches rows, so that DDL, CLONE, GRANT and SHOW never pay for it.
/// </summary>
internal sealed class Engine(WarehouseOptions options) : IDisposable
{
    private readonly Lock opening = new();
    private readonly IdleConnections idle = new();
    private SpillDirectory? spill;
    private DuckDbDatabase? database;
    private FunctionLibrary? functions;

    /// <summary>A connection for one session, as good as new.</summary>
    public EngineConnection Connect()
    {
        lock (opening)
        {
            database ??= Open();
            functions ??= new FunctionLibrary(database);
        }
        return new EngineConnection(idle.TryTake() ?? new PlainConnection(database.Connect()), functions, idle);
    }

    /// <summary>Memory in use, in bytes; 0 when the engine is not open.</summary>
    public long MemoryBytes()
    {
        lock (opening)
        {
            if (database is null)
                return 0;
        }
        using var connection = database.Connect();
        using var result = connection.Query("SELECT CAST(sum(memory_usage_bytes) AS BIGINT) FROM duckdb_memory()");
        return result.TryReadChunk(out var chunk) ? chunk.Vector(0).Values<long>()[0] : 0;
    }

    /// <summary>Removes what processes have spilled that died. Each process that opens the engine does so too.</summary>
    public void RemoveAbandonedSpill() => SpillDirectory.RemoveAbandoned(SpillParent);

    public void Dispose()
    {
        idle.Dispose(); // the engine is open for as long as a connection is
        database?.Dispose();
        spill?.Dispose();
    }

    private string SpillParent => options.TempDirectory ?? Path.Combine(options.Directory, "tmp");

    private DuckDbDatabase Open()
    {
        // The engine makes its temporary directory when it first spills, but not the parents of that.
        spill ??= SpillDirectory.Create(SpillParent);
        return DuckDbDatabase.Open(new DuckDbOptions
        {
            Threads = options.Threads,
            MemoryLimitBytes = options.MemoryLimitBytes ?? GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / 2,
            TempDirectory = spill.Path,
        });
    }
}
