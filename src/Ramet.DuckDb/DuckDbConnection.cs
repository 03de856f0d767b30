using Ramet.DuckDb.Interop;

namespace Ramet.DuckDb;

/// <summary>
/// A session of a database: its transaction, its settings, its temporary tables. It does one thing at a time: while a result or an appender
/// is open, it takes no other work (<see cref="InvalidOperationException"/>), since the engine would silently break off the first. One
/// thread uses a connection at a time; only <see cref="Interrupt"/> and <see cref="Progress"/> may be called from any thread. Several
/// connections work side by side.
/// </summary>
public sealed class DuckDbConnection : IDisposable
{
    /// <summary>The settings that every new connection changes, so that the engine measures progress without printing it.</summary>
    internal static readonly string[] SessionSettings = ["enable_progress_bar", "enable_progress_bar_print"];

    private readonly ConnectionHandle _handle;

    // The open result or appender, if there is one.
    private IDisposable? _work;

    // Asked instead of the handle, which stays open for as long as a statement of the connection does.
    private bool _disposed;

    internal DuckDbConnection(ConnectionHandle handle)
    {
        _handle = handle;
        Execute("SET SESSION enable_progress_bar = true; SET SESSION enable_progress_bar_print = false;");
    }

    /// <summary>Whether it is open and takes work: no result and no appender is open.</summary>
    public bool IsIdle => !_disposed && _work is null;

    /// <summary>
    /// How much of the running query is done, in percent from 0 to 100; null when none runs or the engine cannot tell. An estimate, which
    /// the engine renews while the query runs.
    /// </summary>
    public double? Progress
    {
        get
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            var percentage = NativeMethods.QueryProgress(_handle).Percentage;
            return percentage < 0 ? null : Math.Min(percentage, 100);
        }
    }

    /// <summary>Runs one or more statements to their end and drops their rows.</summary>
    /// <param name="sql">Statements, separated by semicolons. The first that fails ends the run; what the earlier ones did stays, unless a
    /// transaction is open.</param>
    /// <param name="cancellationToken">Interrupts the running statement.</param>
    /// <returns>The number of rows that the last statement inserted, updated, deleted or copied; 0 for other statements.</returns>
    /// <exception cref="DuckDbException">The engine refused or failed.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled; the statement it hit has changed nothing.</exception>
    public long Execute(string sql, CancellationToken cancellationToken = default)
    {
        EnsureIdle();
        using var statements = Extract(sql, out var count);
        var rowsChanged = 0L;
        for (var i = 0UL; i < count; i++)
        {
            var prepared = NativeMethods.PrepareExtracted(_handle, statements, i, out var statement);
            using (Checked(prepared, statement))
                rowsChanged = Execute(statement, cancellationToken);
        }
        return rowsChanged;
    }

    /// <summary>Starts one statement. The rows are made while they are read, so any number of them needs little memory.</summary>
    /// <param name="sql">One statement.</param>
    /// <param name="cancellationToken">Interrupts the query, now and while its rows are read.</param>
    /// <returns>The result, which the caller disposes; until then the connection takes no other work.</returns>
    /// <exception cref="DuckDbException">The engine refused or failed.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public DuckDbResult Query(string sql, CancellationToken cancellationToken = default)
    {
        EnsureIdle();
        using var statement = PrepareHandle(sql);
        return Start(statement, cancellationToken);
    }

    /// <summary>Prepares one statement, which may hold parameters (<c>?</c>, <c>$1</c>), for running it once or more often.</summary>
    /// <returns>The statement, which the caller disposes.</returns>
    /// <exception cref="DuckDbException">The engine refused.</exception>
    public DuckDbStatement Prepare(string sql)
    {
        EnsureIdle();
        return new DuckDbStatement(this, PrepareHandle(sql));
    }

    /// <summary>Opens the fast way into a table, row by row.</summary>
    /// <param name="table">The name of a table that exists.</param>
    /// <param name="schema">Its schema; null for the current one.</param>
    /// <param name="catalog">Its attached database; null for the current one.</param>
    /// <returns>The appender, which the caller disposes; until then the connection takes no other work.</returns>
    /// <exception cref="DuckDbException">The table does not exist.</exception>
    /// <exception cref="InvalidOperationException">The table has a column of a nested type, or the connection is busy.</exception>
    public DuckDbAppender Append(string table, string? schema = null, string? catalog = null)
    {
        EnsureIdle();
        var chunk = AppenderChunk.Open(this, _handle, catalog, schema, table);
        _work = chunk;
        return new DuckDbAppender(chunk);
    }

    /// <summary>Opens the fast way into a table, column by column, which takes nested types too.</summary>
    /// <param name="table">The name of a table that exists, in the current schema.</param>
    /// <returns>The appender, which the caller disposes; until then the connection takes no other work.</returns>
    /// <exception cref="DuckDbException">The table does not exist.</exception>
    /// <exception cref="InvalidOperationException">It has a column whose type cannot be written, or the connection is busy.</exception>
    public DuckDbVectorAppender AppendVectors(string table)
    {
        EnsureIdle();
        var chunk = AppenderChunk.Open(this, _handle, catalog: null, schema: null, table);
        _work = chunk;
        return new DuckDbVectorAppender(chunk);
    }

    /// <summary>Adds chunks to a table that has columns of exactly their types, nested ones among them. They stay as they are.</summary>
    /// <param name="table">The name of a table that exists.</param>
    /// <param name="chunks">The rows.</param>
    /// <exception cref="DuckDbException">The table does not exist, or refuses the rows; some of them may have been added.</exception>
    public void Append(string table, IEnumerable<DataChunk> chunks)
    {
        EnsureIdle();
        var created = NativeMethods.CreateAppender(_handle, null, null, table, out var appender);
        using (appender)
        {
            Check(created);
            foreach (var chunk in chunks)
                Check(NativeMethods.AppendDataChunk(appender, chunk.Handle));
            Check(NativeMethods.CloseAppender(appender));
        }

        void Check(NativeState state)
        {
            if (state == NativeState.Error)
                throw DuckDbException.FromAppender(appender);
        }
    }

    /// <summary>Makes a function known to the database, for all its connections and for as long as it is open.</summary>
    /// <exception cref="DuckDbException">The database has a function or macro of this name already.</exception>
    public void Register(ScalarFunction function)
    {
        EnsureIdle();
        ScalarFunctionCalls.Register(_handle, function);
    }

    /// <summary>
    /// Breaks off the running query from any thread: it ends with <see cref="DuckDbErrorType.Interrupt"/>. Without effect when none runs,
    /// and also in the instant before one begins; a cancellation token has no such gap.
    /// </summary>
    public void Interrupt()
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        NativeMethods.Interrupt(_handle);
    }

    /// <summary>Ends the open result or appender, rolls an open transaction back and closes the connection.</summary>
    public void Dispose()
    {
        _work?.Dispose();
        _handle.Dispose();
        _disposed = true;
    }

    /// <summary>Runs a prepared statement to its end.</summary>
    internal long Execute(StatementHandle statement, CancellationToken cancellationToken)
    {
        using var result = Start(statement, cancellationToken);
        result.Drain();
        return result.RowsChanged;
    }

    /// <summary>Runs a prepared statement up to its first rows.</summary>
    internal DuckDbResult Start(StatementHandle statement, CancellationToken cancellationToken)
    {
        EnsureIdle();
        var interruption = new Interruption(this, cancellationToken);
        try
        {
            var result = new DuckDbResult(this, Run(statement, interruption), interruption);
            _work = result;
            return result;
        }
        catch
        {
            interruption.Dispose();
            throw;
        }
    }

    /// <summary>Runs a prepared statement up to its first rows, and knows nothing of results that are open.</summary>
    internal ResultHandle Run(StatementHandle statement, Interruption interruption)
    {
        var started = NativeMethods.PendingStreaming(statement, out var pending);
        using (pending)
        {
            if (started == NativeState.Error)
                throw DuckDbException.FromText(NativeText.Borrowed(NativeMethods.PendingError(pending)));
            // Until here the engine forgets an interruption, from here on it heeds it: so nothing between two looks is lost.
            if (interruption.IsRequested)
            {
                EndAbandonedQuery();
                throw interruption.Exception();
            }
            var result = new ResultHandle();
            result.KeepAlive(_handle);
            if (NativeMethods.ExecutePending(pending, result) == NativeState.Success)
                return result;
            using (result)
                throw interruption.Explain(DuckDbException.FromResult(result));
        }
    }

    /// <summary>Tells that the open result or appender is done.</summary>
    internal void Release(IDisposable work)
    {
        if (_work == work)
            _work = null;
    }

    /// <summary>
    /// Ends a query whose rows were not read to the end. Destroying its result is not enough: the engine keeps the query, its memory and
    /// its transaction until the connection's next statement, so it gets an empty one.
    /// </summary>
    internal void EndAbandonedQuery()
    {
        using var nothing = new ResultHandle();
        NativeMethods.Query(_handle, "", nothing);
    }

    private void EnsureIdle()
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        if (_work is not null)
            throw new InvalidOperationException(
                $"The connection is busy with an open {(_work is AppenderChunk ? "appender" : "result")}. Dispose it first, or use another connection.");
    }

    private ExtractedStatementsHandle Extract(string sql, out ulong count)
    {
        count = NativeMethods.ExtractStatements(_handle, sql, out var statements);
        if (NativeText.Borrowed(NativeMethods.ExtractStatementsError(statements)) is not { } error)
            return statements;
        statements.Dispose();
        throw DuckDbException.FromText(error);
    }

    private StatementHandle PrepareHandle(string sql) => Checked(NativeMethods.Prepare(_handle, sql, out var statement), statement);

    private StatementHandle Checked(NativeState prepared, StatementHandle statement)
    {
        if (prepared == NativeState.Error)
        {
            using (statement)
                throw DuckDbException.FromText(NativeText.Borrowed(NativeMethods.PrepareError(statement)));
        }
        statement.KeepAlive(_handle);
        return statement;
    }
}
