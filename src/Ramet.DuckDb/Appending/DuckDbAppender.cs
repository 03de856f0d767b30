using System.Buffers;
using System.Text;
using System.Text.Unicode;

namespace Ramet.DuckDb;

/// <summary>
/// Adds rows to a table faster than INSERT: values are written into the engine's memory, 2048 rows at a time. Every row is its columns from
/// left to right followed by <see cref="EndRow"/>. <see cref="Complete"/> adds the last rows and reports what is wrong with them; an
/// appender that is disposed without it drops the rows that it still holds. Rows reach the table in batches, each of them a transaction
/// unless one is open: for all or nothing, open one. A batch that is refused ends the appender. Tables with columns of nested types have no
/// appender.
/// </summary>
public sealed class DuckDbAppender : IDisposable
{
    private readonly AppenderChunk _chunk;
    private readonly AppenderColumn[] _columns;
    private int _row;
    private int _column;

    /// <param name="chunk">The way into the table, which this object disposes, also when the constructor throws.</param>
    /// <exception cref="InvalidOperationException">The table has a column of a nested type.</exception>
    internal DuckDbAppender(AppenderChunk chunk)
    {
        _chunk = chunk;
        try
        {
            _columns = [.. chunk.Columns.Select((column, index) => new AppenderColumn(column, index))];
        }
        catch
        {
            chunk.Dispose();
            throw;
        }
    }

    /// <summary>Appends NULL.</summary>
    public void AppendNull()
    {
        Target().WriteNull(_row);
        Advance();
    }

    /// <summary>Appends to a BOOLEAN column.</summary>
    public void Append(bool value)
    {
        Target().Write(_row, value);
        Advance();
    }

    /// <summary>Appends to a column of any integer type but UHUGEINT.</summary>
    /// <exception cref="OverflowException">The value does not fit into the column.</exception>
    public void Append(int value) => Append((long)value);

    /// <summary>Appends to a column of any integer type but UHUGEINT.</summary>
    /// <exception cref="OverflowException">The value does not fit into the column.</exception>
    public void Append(long value)
    {
        Target().Write(_row, value);
        Advance();
    }

    /// <summary>Appends to a column of any integer type but UHUGEINT.</summary>
    /// <exception cref="OverflowException">The value does not fit into the column.</exception>
    public void Append(Int128 value)
    {
        Target().Write(_row, value);
        Advance();
    }

    /// <summary>Appends to a DOUBLE or FLOAT column; the latter rounds.</summary>
    public void Append(double value)
    {
        Target().Write(_row, value);
        Advance();
    }

    /// <summary>Appends to a DATE column.</summary>
    public void Append(DateOnly value) => AppendDate(EpochTime.Days(value));

    /// <summary>Appends to a VARCHAR column.</summary>
    public void Append(string value) => Append(value.AsSpan());

    /// <summary>Appends to a VARCHAR column. A lone surrogate becomes U+FFFD.</summary>
    public void Append(ReadOnlySpan<char> value)
    {
        const int stackBytesMax = 512;
        var bytesMax = Encoding.UTF8.GetMaxByteCount(value.Length);
        if (bytesMax <= stackBytesMax)
        {
            Span<byte> buffer = stackalloc byte[stackBytesMax];
            AppendValid(buffer[..Encoding.UTF8.GetBytes(value, buffer)]);
            return;
        }
        var rented = ArrayPool<byte>.Shared.Rent(bytesMax);
        AppendValid(rented.AsSpan(0, Encoding.UTF8.GetBytes(value, rented)));
        ArrayPool<byte>.Shared.Return(rented);
    }

    /// <summary>Appends to a VARCHAR column.</summary>
    /// <param name="utf8">The text in UTF-8.</param>
    /// <exception cref="ArgumentException">The bytes are not UTF-8.</exception>
    public void AppendUtf8(ReadOnlySpan<byte> utf8)
    {
        if (!Utf8.IsValid(utf8))
            throw new ArgumentException("The bytes are not valid UTF-8.", nameof(utf8));
        AppendValid(utf8);
    }

    /// <summary>Appends to a BLOB column.</summary>
    public void AppendBytes(ReadOnlySpan<byte> bytes)
    {
        Target().WriteBytes(_row, bytes);
        Advance();
    }

    /// <summary>Appends to a DECIMAL column, whose scale may differ.</summary>
    /// <param name="unscaled">The digits as an integer: 12.50 at scale 2 is 1250.</param>
    /// <param name="scale">Number of digits behind the point, 0 to 38.</param>
    /// <exception cref="OverflowException">The value does not fit into the column without loss.</exception>
    public void AppendDecimal(Int128 unscaled, int scale)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(scale);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(scale, DecimalDigits.PrecisionMax);
        Target().WriteDecimal(_row, unscaled, scale);
        Advance();
    }

    /// <summary>Appends to a DATE column.</summary>
    /// <param name="days">Days since 1970-01-01.</param>
    public void AppendDate(int days)
    {
        Target().WriteDate(_row, days);
        Advance();
    }

    /// <summary>Appends to a TIMESTAMP column, with or without time zone.</summary>
    /// <param name="micros">Microseconds since 1970-01-01 00:00:00: of a wall clock without time zone, of UTC with one.</param>
    public void AppendTimestamp(long micros)
    {
        Target().WriteTimestamp(_row, micros);
        Advance();
    }

    /// <summary>Ends the row.</summary>
    /// <exception cref="InvalidOperationException">The row has values missing.</exception>
    /// <exception cref="DuckDbException">A batch of rows was refused, for example because of a constraint.</exception>
    public void EndRow()
    {
        ObjectDisposedException.ThrowIf(_chunk.IsClosed, this);
        if (_column != _columns.Length)
            throw new InvalidOperationException($"The row has {_column} values, but the table has {_columns.Length} columns.");
        _column = 0;
        if (++_row == _chunk.RowsMax)
            Flush();
    }

    /// <summary>Adds the rows that are still held to the table and ends the appender.</summary>
    /// <exception cref="InvalidOperationException">The last row was not ended.</exception>
    /// <exception cref="DuckDbException">The rows were refused, for example because of a constraint; none of the last batch was
    /// added.</exception>
    public void Complete()
    {
        ObjectDisposedException.ThrowIf(_chunk.IsClosed, this);
        if (_column != 0)
            throw new InvalidOperationException("The last row was not ended.");
        Flush();
        _chunk.Complete();
    }

    /// <summary>Ends the appender; rows since the last batch are dropped unless <see cref="Complete"/> was called.</summary>
    public void Dispose() => _chunk.Dispose();

    private void AppendValid(ReadOnlySpan<byte> utf8)
    {
        Target().WriteText(_row, utf8);
        Advance();
    }

    private AppenderColumn Target()
    {
        ObjectDisposedException.ThrowIf(_chunk.IsClosed, this);
        if (_column == _columns.Length)
            throw new InvalidOperationException($"The row has its {_columns.Length} values already; end it first.");
        return _columns[_column];
    }

    private void Advance() => _column++;

    // The chunk stays full after a refusal: there is no room for a further row.
    private void Flush()
    {
        try
        {
            _chunk.Flush(_row);
        }
        catch (DuckDbException)
        {
            Dispose();
            throw;
        }
        _row = 0;
    }
}
