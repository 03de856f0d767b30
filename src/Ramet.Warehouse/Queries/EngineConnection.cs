using Ramet.DuckDb;
using Ramet.Functions;
using Ramet.Sql.DuckDb;

namespace Ramet.Warehouse.Queries;

/// <summary>
/// One session's connection to the engine. When the session ends, the next one gets it if it has done nothing but read: then it has no
/// temporary tables and no settings but its time zone, which is looked at before each query. Any other is closed. One thread uses it at a
/// time; only <see cref="Progress"/> may be read from others.
/// </summary>
/// <param name="connection">What it is made of.</param>
/// <param name="functions">What the engine is taught.</param>
/// <param name="idle">Takes the connection when the session is done with it.</param>
internal sealed class EngineConnection(PlainConnection connection, FunctionLibrary functions, IdleConnections idle) : IDisposable
{
    // Read by other threads that ask for the progress.
    private volatile bool isDisposed;
    private bool hasOnlyRead = true;

    /// <summary>How far the running query is, in percent; null when none runs. For any thread.</summary>
    /// <exception cref="ObjectDisposedException">The session has ended.</exception>
    public double? Progress
    {
        get
        {
            var progress = Connection.Progress;

            // Asked again: by now it might be that of another session.
            ObjectDisposedException.ThrowIf(isDisposed, this);
            return progress;
        }
    }

    private DuckDbConnection Connection
    {
        get
        {
            ObjectDisposedException.ThrowIf(isDisposed, this);
            return connection.Connection;
        }
    }

    /// <summary>Starts a query whose rows are made while they are read.</summary>
    public DuckDbResult Query(string sql, TimeZoneInfo zone, CancellationToken cancellationToken)
    {
        hasOnlyRead &= OnlyReads(sql);
        SetTimeZone(zone);
        functions.Provide(sql);
        return Connection.Query(sql, cancellationToken);
    }

    /// <summary>Opens the fast way into a temporary table.</summary>
    public DuckDbAppender Append(string table) => Writing().Append(table);

    /// <summary>Adds chunks to a temporary table with columns of their types.</summary>
    public void Append(string table, IEnumerable<DataChunk> chunks) => Writing().Append(table, chunks);

    /// <summary>Opens the fast way into a temporary table for values of any type, column by column.</summary>
    public DuckDbVectorAppender AppendVectors(string table) => Writing().AppendVectors(table);

    /// <summary>Runs statements to their end.</summary>
    public void Execute(string sql, CancellationToken cancellationToken)
    {
        functions.Provide(sql);
        Writing().Execute(sql, cancellationToken);
    }

    /// <summary>Runs something that drops all temporary tables that it makes: unless it fails, it leaves nothing behind.</summary>
    public void Restoring(Action<EngineConnection> act)
    {
        var hadOnlyRead = hasOnlyRead;
        act(this);
        hasOnlyRead = hadOnlyRead;
    }

    public void Dispose()
    {
        if (isDisposed)
            return;
        isDisposed = true;
        if (hasOnlyRead && connection.Connection.IsIdle)
            idle.Return(connection);
        else
            connection.Connection.Dispose();
    }

    /// <summary>Whether a statement leaves nothing behind in its connection. What begins otherwise may, such as CREATE TEMP TABLE.</summary>
    private static bool OnlyReads(string sql) => sql.StartsWith("SELECT ", StringComparison.Ordinal);

    private DuckDbConnection Writing()
    {
        hasOnlyRead = false;
        return Connection;
    }

    private void SetTimeZone(TimeZoneInfo zone)
    {
        if (connection.TimeZone == zone.Id)
            return;
        Connection.Execute($"SET TimeZone = {DuckDbNames.Literal(zone.Id)}");
        connection.TimeZone = zone.Id;
    }
}
