using System.Diagnostics.CodeAnalysis;
using Ramet.DuckDb.Interop;

namespace Ramet.DuckDb;

/// <summary>
/// The result of one statement, read forwards in chunks while the engine makes them. Its connection takes no other work until the last
/// chunk is read or the result is disposed; disposing it early ends the query.
/// </summary>
public sealed class DuckDbResult : IDisposable
{
    private readonly DuckDbConnection _connection;
    private readonly ResultHandle _handle;
    private readonly Interruption _interruption;
    private IReadOnlyList<DuckDbField>? _columns;
    private DataChunk? _chunk;
    private bool _ended;

    internal DuckDbResult(DuckDbConnection connection, ResultHandle handle, Interruption interruption)
    {
        _connection = connection;
        _handle = handle;
        _interruption = interruption;
        RowsChanged = (long)NativeMethods.RowsChanged(handle);
    }

    /// <summary>The columns in their order; names need not be unique.</summary>
    public IReadOnlyList<DuckDbField> Columns => _columns ??= ReadColumns();

    /// <summary>The number of rows that the statement inserted, updated, deleted or copied; 0 for other statements.</summary>
    public long RowsChanged { get; }

    /// <summary>
    /// Reads the next rows, at most 2048 of them. The chunk belongs to this result and is valid until the next call or the result's end;
    /// spans taken from it must not be used after that, as their memory is the engine's.
    /// </summary>
    /// <returns>False after the last chunk.</returns>
    /// <exception cref="DuckDbException">The query failed.</exception>
    /// <exception cref="OperationCanceledException">The query's token was cancelled.</exception>
    public bool TryReadChunk([NotNullWhen(true)] out DataChunk? chunk)
    {
        ObjectDisposedException.ThrowIf(_handle.IsClosed, this);
        _chunk?.Dispose();
        _chunk = chunk = _ended ? null : Fetch();
        return chunk is not null;
    }

    /// <summary>
    /// Reads the next rows as a chunk of the caller's own, which he disposes: after the result, if he likes, but before the database.
    /// </summary>
    /// <returns>False after the last chunk.</returns>
    /// <exception cref="DuckDbException">The query failed.</exception>
    /// <exception cref="OperationCanceledException">The query's token was cancelled.</exception>
    public bool TryTakeChunk([NotNullWhen(true)] out DataChunk? chunk)
    {
        ObjectDisposedException.ThrowIf(_handle.IsClosed, this);
        chunk = _ended ? null : Fetch(keepsResult: false);
        return chunk is not null;
    }

    /// <summary>Ends the query, if its rows were not read to the end, and frees the last chunk.</summary>
    public void Dispose()
    {
        _chunk?.Dispose();
        var abandoned = !_ended && !_handle.IsClosed;
        _handle.Dispose();
        if (!abandoned)
            return;
        _connection.EndAbandonedQuery();
        End();
    }

    /// <summary>Runs the statement to its end and drops its rows.</summary>
    internal void Drain()
    {
        if (_handle.Kind != NativeResultKind.Rows)
            return;
        while (TryReadChunk(out _))
        {
        }
    }

    /// <summary>Fetches the next chunk; null at the end.</summary>
    /// <param name="keepsResult">Whether the result must outlive the chunk, which cannot be told of one that somebody keeps.</param>
    private DataChunk? Fetch(bool keepsResult = true)
    {
        if (_interruption.IsRequested)
            throw Abandon();
        var chunk = _handle.FetchChunk();
        if (!chunk.IsInvalid)
        {
            if (keepsResult)
                chunk.KeepAlive(_handle);
            return new DataChunk(chunk, Columns);
        }
        chunk.Dispose();
        var error = NativeMethods.ResultError(_handle) == 0 ? null : _interruption.Explain(DuckDbException.FromResult(_handle));
        End();
        return error is null ? null : throw error;
    }

    private OperationCanceledException Abandon()
    {
        Dispose();
        return _interruption.Exception();
    }

    private void End()
    {
        _ended = true;
        _interruption.Dispose();
        _connection.Release(this);
    }

    private DuckDbField[] ReadColumns()
    {
        var columns = new DuckDbField[NativeMethods.ColumnCount(_handle)];
        for (var i = 0; i < columns.Length; i++)
        {
            var name = NativeText.Borrowed(NativeMethods.ColumnName(_handle, (ulong)i))!; // the column exists
            columns[i] = new DuckDbField(name, TypeReader.Read(NativeMethods.ColumnLogicalType(_handle, (ulong)i)));
        }
        return columns;
    }
}
