namespace Ramet.DuckDb;

/// <summary>
/// Adds rows to a table, of any types, by writing columns: for formats whose values are nested or come in any order. The rows of a batch are
/// written through <see cref="Column"/> and handed over by <see cref="Flush"/>; <see cref="Complete"/> ends the work. An appender that is
/// disposed without it drops rows that the engine still holds.
/// </summary>
public sealed class DuckDbVectorAppender : IDisposable
{
    private readonly AppenderChunk _chunk;

    internal DuckDbVectorAppender(AppenderChunk chunk)
    {
        _chunk = chunk;
    }

    /// <summary>Number of rows that a batch takes at most.</summary>
    public int RowsMax => _chunk.RowsMax;

    /// <summary>One column of the batch.</summary>
    /// <param name="index">The column's index in the table, from 0.</param>
    public VectorWriter Column(int index) => _chunk.Columns[index];

    /// <summary>Hands the rows of the batch over; the next one begins at row 0.</summary>
    /// <param name="rows">How many rows, 0 to <see cref="RowsMax"/>. Every column has a value, or NULL, for each of them.</param>
    /// <exception cref="DuckDbException">The rows were refused, for example because of a constraint.</exception>
    public void Flush(int rows)
    {
        ObjectDisposedException.ThrowIf(_chunk.IsClosed, this);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(rows, RowsMax);
        _chunk.Flush(rows);
    }

    /// <summary>Adds the rows that the engine still holds to the table, and ends the appender.</summary>
    /// <exception cref="DuckDbException">The rows were refused.</exception>
    public void Complete()
    {
        ObjectDisposedException.ThrowIf(_chunk.IsClosed, this);
        _chunk.Complete();
    }

    /// <summary>Ends the appender.</summary>
    public void Dispose() => _chunk.Dispose();
}
