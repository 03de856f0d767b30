using System.Collections.Concurrent;

namespace Ramet.Catalog.Sqlite;

/// <summary>Connections for reading, with their prepared statements, for as many threads as read at once.</summary>
/// <param name="open">Opens another connection.</param>
internal sealed class SessionPool(Func<SqliteSession> open) : IDisposable
{
    private const int IdleMax = 32;

    private readonly ConcurrentBag<SqliteSession> idle = [];

    /// <summary>Runs a read on a connection of its own. A connection on which a read failed is not used again.</summary>
    public T Use<T>(Func<SqliteSession, T> read)
    {
        var session = idle.TryTake(out var rested) ? rested : open();
        try
        {
            var result = read(session);
            Return(session);
            return result;
        }
        catch
        {
            session.Dispose();
            throw;
        }
    }

    /// <summary>Takes a connection that nobody uses.</summary>
    public void Return(SqliteSession session)
    {
        if (idle.Count < IdleMax)
            idle.Add(session);
        else
            session.Dispose();
    }

    /// <summary>Closes the connections that nobody uses.</summary>
    public void Dispose()
    {
        while (idle.TryTake(out var session))
            session.Dispose();
    }
}
