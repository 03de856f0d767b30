using Ramet.DuckDb;
using Ramet.Functions;
using Ramet.Sql.DuckDb;

namespace Ramet.Warehouse.Queries;

/// <summary>
/// The query engine of a warehouse: one database in memory whose threads and memory all sessions share. Its library is loaded when a
/// statement first touches rows, so that DDL, CLONE, GRANT and SHOW never pay for it.
/// </summary>
internal sealed class Engine(WarehouseOptions options) : IDisposable
{
    private readonly Lock opening = new();
    private SpillDirectory? spill;
    private DuckDbDatabase? database;
    private FunctionLibrary? functions;

    /// <summary>Opens a connection for one session.</summary>
    public EngineConnection Connect()
    {
        lock (opening)
        {
            database ??= Open();
            functions ??= new FunctionLibrary(database);
        }
        return new EngineConnection(database.Connect(), functions);
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

/// <summary>One session's connection to the engine.</summary>
internal sealed class EngineConnection(DuckDbConnection connection, FunctionLibrary functions) : IDisposable
{
    private string? timeZone;

    /// <summary>How far the running query is, in percent; null when none runs.</summary>
    public double? Progress => connection.Progress;

    /// <summary>Starts a query whose rows are made while they are read.</summary>
    public DuckDbResult Query(string sql, TimeZoneInfo zone, CancellationToken cancellationToken)
    {
        SetTimeZone(zone);
        functions.Provide(sql);
        return connection.Query(sql, cancellationToken);
    }

    /// <summary>Opens the fast way into a temporary table.</summary>
    public DuckDbAppender Append(string table) => connection.Append(table);

    /// <summary>Adds chunks to a temporary table with columns of their types.</summary>
    public void Append(string table, IEnumerable<DataChunk> chunks) => connection.Append(table, chunks);

    /// <summary>Opens the fast way into a temporary table for values of any type, column by column.</summary>
    public DuckDbVectorAppender AppendVectors(string table) => connection.AppendVectors(table);

    /// <summary>Runs statements to their end.</summary>
    public void Execute(string sql, CancellationToken cancellationToken)
    {
        functions.Provide(sql);
        connection.Execute(sql, cancellationToken);
    }

    public void Dispose() => connection.Dispose();

    private void SetTimeZone(TimeZoneInfo zone)
    {
        if (timeZone == zone.Id)
            return;
        connection.Execute($"SET TimeZone = {DuckDbNames.Literal(zone.Id)}");
        timeZone = zone.Id;
    }
}
