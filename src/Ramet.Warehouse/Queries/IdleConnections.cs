using Ramet.DuckDb;

namespace Ramet.Warehouse.Queries;

/// <summary>
/// Connections to the engine that no session uses, for the next ones: making one takes longer than a short query. Thread-safe.
/// </summary>
internal sealed class IdleConnections : IDisposable
{
    /// <summary>How many are kept. More sessions than these read at the same time only on large machines, where an own one matters little.</summary>
    private const int KeptMax = 16;

    private readonly Lock gate = new();
    private readonly Stack<PlainConnection> kept = [];
    private bool isDisposed;

    /// <summary>Takes one; null when there is none.</summary>
    public PlainConnection? TryTake()
    {
        lock (gate)
            return kept.TryPop(out var connection) ? connection : null;
    }

    /// <summary>Keeps a connection that holds nothing of its session, or closes it when there are enough.</summary>
    public void Return(PlainConnection connection)
    {
        lock (gate)
        {
            if (!isDisposed && kept.Count < KeptMax)
            {
                kept.Push(connection);
                return;
            }
        }
        connection.Connection.Dispose();
    }

    /// <summary>Closes all, and those that come back later.</summary>
    public void Dispose()
    {
        lock (gate)
        {
            isDisposed = true;
            while (kept.TryPop(out var connection))
                connection.Connection.Dispose();
        }
    }
}

/// <summary>A connection with the only setting that its queries change.</summary>
/// <param name="connection">The connection.</param>
internal sealed class PlainConnection(DuckDbConnection connection)
{
    public DuckDbConnection Connection { get; } = connection;

    /// <summary>The time zone that was set; null for that of the engine.</summary>
    public string? TimeZone { get; set; }
}
