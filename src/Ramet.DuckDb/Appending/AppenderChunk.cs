using Ramet.DuckDb.Interop;

namespace Ramet.DuckDb;

/// <summary>The engine's appender of a table, with the one chunk that is filled and handed over again and again.</summary>
internal sealed unsafe class AppenderChunk : IDisposable
{
    private readonly DuckDbConnection _connection;
    private readonly AppenderHandle _handle;
    private readonly DataChunkHandle _chunk;

    private AppenderChunk(DuckDbConnection connection, AppenderHandle handle, DataChunkHandle chunk, VectorWriter[] columns)
    {
        _connection = connection;
        _handle = handle;
        _chunk = chunk;
        Columns = columns;
        AttachColumns();
    }

    /// <summary>Rows that the chunk takes.</summary>
    public int RowsMax { get; } = (int)NativeMethods.VectorSize();

    /// <summary>Whether it was disposed.</summary>
    public bool IsClosed => _handle.IsClosed;

    /// <summary>The columns of the table.</summary>
    public IReadOnlyList<VectorWriter> Columns { get; }

    /// <exception cref="DuckDbException">The table does not exist.</exception>
    /// <exception cref="InvalidOperationException">It has a column of a type that cannot be written into vectors.</exception>
    public static AppenderChunk Open(DuckDbConnection connection, ConnectionHandle parent, string? catalog, string? schema, string table)
    {
        var state = NativeMethods.CreateAppender(parent, catalog, schema, table, out var handle);
        try
        {
            if (state == NativeState.Error)
                throw DuckDbException.FromAppender(handle);
            handle.KeepAlive(parent);
            var chunk = MakeChunk(handle, out var columns);
            chunk.KeepAlive(parent);
            return new AppenderChunk(connection, handle, chunk, columns);
        }
        catch
        {
            handle.Dispose();
            throw;
        }
    }

    /// <summary>Hands rows to the engine; the chunk is empty afterwards.</summary>
    /// <param name="rows">How many of them, from the first.</param>
    /// <exception cref="DuckDbException">They were refused, for example because of a constraint.</exception>
    public void Flush(int rows)
    {
        foreach (var column in Columns)
            column.Complete();
        NativeMethods.SetDataChunkSize(_chunk, (ulong)rows);
        Check(NativeMethods.AppendDataChunk(_handle, _chunk));
        NativeMethods.ResetDataChunk(_chunk);
        AttachColumns();
    }

    /// <summary>Adds what the engine still holds to the table, and ends the appender.</summary>
    /// <exception cref="DuckDbException">It was refused.</exception>
    public void Complete()
    {
        try
        {
            Check(NativeMethods.CloseAppender(_handle));
        }
        finally
        {
            Dispose();
        }
    }

    /// <summary>Ends the appender, and with it the work of the connection.</summary>
    public void Dispose()
    {
        if (IsClosed)
            return;
        _handle.Dispose();
        _chunk.Dispose();
        _connection.Release(this);
    }

    private static DataChunkHandle MakeChunk(AppenderHandle appender, out VectorWriter[] columns)
    {
        var types = new LogicalTypeHandle[NativeMethods.AppenderColumnCount(appender)];
        columns = new VectorWriter[types.Length];
        try
        {
            for (var i = 0; i < types.Length; i++)
            {
                types[i] = NativeMethods.AppenderColumnType(appender, (ulong)i);
                var type = TypeReader.Describe(types[i]);
                if (!VectorWriter.CanWrite(type))
                    throw new InvalidOperationException($"Column {i} is {type}, which has no appender. Use INSERT.");
                columns[i] = new VectorWriter(type);
            }
            fixed (nint* start = types.Select(type => type.DangerousGetHandle()).ToArray()) // disposed below, not before
                return NativeMethods.CreateDataChunk(start, (ulong)types.Length);
        }
        finally
        {
            foreach (var type in types)
                type?.Dispose();
        }
    }

    private void AttachColumns()
    {
        for (var i = 0; i < Columns.Count; i++)
            Columns[i].Attach(NativeMethods.DataChunkVector(_chunk, (ulong)i));
    }

    private void Check(NativeState state)
    {
        if (state == NativeState.Error)
            throw DuckDbException.FromAppender(_handle);
    }
}
