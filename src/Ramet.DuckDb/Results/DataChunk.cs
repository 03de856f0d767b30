using Ramet.DuckDb.Interop;

namespace Ramet.DuckDb;

/// <summary>
/// Some rows of a result, column by column. It belongs to its <see cref="DuckDbResult"/> and is valid until that reads on or is disposed;
/// after that its members, and those of its vectors, throw <see cref="ObjectDisposedException"/>. One that was taken out of its result
/// (<see cref="DuckDbResult.TryTakeChunk"/>) belongs to the caller, and any number of threads may read it at once.
/// </summary>
public sealed class DataChunk : IDisposable
{
    private readonly DataChunkHandle _handle;
    private readonly IReadOnlyList<DuckDbField> _columns;
    private readonly DataVector?[] _vectors;
    private readonly int _rowCount;

    internal DataChunk(DataChunkHandle handle, IReadOnlyList<DuckDbField> columns)
    {
        _handle = handle;
        _columns = columns;
        _vectors = new DataVector?[columns.Count];
        _rowCount = (int)NativeMethods.DataChunkSize(handle);
    }

    /// <summary>Number of rows, 1 to 2048.</summary>
    public int RowCount
    {
        get
        {
            ThrowIfDisposed();
            return _rowCount;
        }
    }

    /// <summary>The types of the columns.</summary>
    public IReadOnlyList<DuckDbType> Types => [.. _columns.Select(static column => column.Type)];

    /// <summary>Makes a chunk that belongs to the caller.</summary>
    /// <param name="types">The types of its columns, each one that <see cref="VectorWriter.CanWrite"/>.</param>
    /// <param name="rowCount">The number of rows, at most 2048.</param>
    /// <param name="write">Writes the value of a row; called for all rows of the first column, then for those of the next.</param>
    internal static DataChunk Make(IReadOnlyList<DuckDbType> types, int rowCount, Action<VectorWriter, int> write)
    {
        var handle = MakeHandle(types);
        try
        {
            for (var column = 0; column < types.Count; column++)
            {
                var writer = new VectorWriter(types[column]);
                writer.Attach(NativeMethods.DataChunkVector(handle, (ulong)column));
                for (var row = 0; row < rowCount; row++)
                    write(writer, row);
                writer.Complete();
            }
            NativeMethods.SetDataChunkSize(handle, (ulong)rowCount);
            return new DataChunk(handle, [.. types.Select(static (type, index) => new DuckDbField($"c{index}", type))]);
        }
        catch
        {
            handle.Dispose();
            throw;
        }
    }

    /// <summary>The values of one column.</summary>
    /// <param name="column">The column's index, from 0.</param>
    public DataVector Vector(int column)
    {
        ThrowIfDisposed();
        return _vectors[column] ??=
            new DataVector(this, NativeMethods.DataChunkVector(_handle, (ulong)column), _columns[column].Type, _rowCount);
    }

    internal void ThrowIfDisposed() => ObjectDisposedException.ThrowIf(_handle.IsClosed, this);

    /// <summary>The native chunk, for the appender.</summary>
    internal DataChunkHandle Handle => _handle;

    private static unsafe DataChunkHandle MakeHandle(IReadOnlyList<DuckDbType> types)
    {
        var handles = types.Select(TypeMaker.Make).ToList();
        try
        {
            fixed (nint* first = handles.Select(static type => type.DangerousGetHandle()).ToArray()) // disposed below, not before
                return NativeMethods.CreateDataChunk(first, (ulong)handles.Count);
        }
        finally
        {
            handles.ForEach(static type => type.Dispose());
        }
    }

    /// <summary>Frees the rows. Whoever reads a result need not: the result does it.</summary>
    public void Dispose() => _handle.Dispose();
}
