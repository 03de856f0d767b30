using System.Text;
using System.Text.Unicode;
using Ramet.DuckDb.Interop;

namespace Ramet.DuckDb;

/// <summary>
/// A prepared statement of a connection. Parameters are numbered from 1 and keep their values from run to run; each must be bound before
/// the first. Binding takes a copy. The caller disposes it, before or after its results.
/// </summary>
public sealed unsafe class DuckDbStatement : IDisposable
{
    private readonly DuckDbConnection _connection;

    internal DuckDbStatement(DuckDbConnection connection, StatementHandle handle)
    {
        _connection = connection;
        Handle = handle;
        ParameterCount = (int)NativeMethods.ParameterCount(handle);
    }

    /// <summary>Number of parameters.</summary>
    public int ParameterCount { get; }

    internal StatementHandle Handle { get; }

    /// <summary>Runs the statement to its end and drops its rows.</summary>
    /// <returns>The number of rows that it inserted, updated, deleted or copied; 0 for other statements.</returns>
    /// <exception cref="DuckDbException">The engine failed, or a parameter has no value.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled; nothing was changed.</exception>
    public long Execute(CancellationToken cancellationToken = default) => _connection.Execute(Handle, cancellationToken);

    /// <summary>Starts the statement; see <see cref="DuckDbConnection.Query"/>.</summary>
    /// <returns>The result, which the caller disposes.</returns>
    /// <exception cref="DuckDbException">The engine failed, or a parameter has no value.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public DuckDbResult Query(CancellationToken cancellationToken = default) => _connection.Start(Handle, cancellationToken);

    /// <summary>Forgets all values.</summary>
    public void ClearBindings() => NativeMethods.ClearBindings(Handle);

    /// <summary>Binds NULL.</summary>
    public void BindNull(int index) => Check(index, NativeMethods.BindNull(Handle, (ulong)index));

    /// <summary>Binds a BOOLEAN.</summary>
    public void Bind(int index, bool value) => Check(index, NativeMethods.BindBoolean(Handle, (ulong)index, value));

    /// <summary>Binds an INTEGER.</summary>
    public void Bind(int index, int value) => Check(index, NativeMethods.BindInt32(Handle, (ulong)index, value));

    /// <summary>Binds a BIGINT.</summary>
    public void Bind(int index, long value) => Check(index, NativeMethods.BindInt64(Handle, (ulong)index, value));

    /// <summary>Binds a HUGEINT.</summary>
    public void Bind(int index, Int128 value) => Check(index, NativeMethods.BindHugeInt(Handle, (ulong)index, new NativeHugeInt(value)));

    /// <summary>Binds a DOUBLE.</summary>
    public void Bind(int index, double value) => Check(index, NativeMethods.BindDouble(Handle, (ulong)index, value));

    /// <summary>Binds a DATE.</summary>
    public void Bind(int index, DateOnly value) => Check(index, NativeMethods.BindDate(Handle, (ulong)index, EpochTime.Days(value)));

    /// <summary>Binds a VARCHAR.</summary>
    public void Bind(int index, string value) => BindUtf8(index, Encoding.UTF8.GetBytes(value));

    /// <summary>Binds a VARCHAR.</summary>
    /// <param name="index">The parameter, from 1.</param>
    /// <param name="utf8">The text in UTF-8.</param>
    /// <exception cref="ArgumentException">The bytes are not UTF-8.</exception>
    public void BindUtf8(int index, ReadOnlySpan<byte> utf8)
    {
        if (!Utf8.IsValid(utf8))
            throw new ArgumentException("The bytes are not valid UTF-8.", nameof(utf8));
        fixed (byte* text = Addressable(utf8))
            Check(index, NativeMethods.BindText(Handle, (ulong)index, text, (ulong)utf8.Length));
    }

    /// <summary>Binds a BLOB.</summary>
    public void BindBytes(int index, ReadOnlySpan<byte> bytes)
    {
        fixed (byte* start = Addressable(bytes))
            Check(index, NativeMethods.BindBlob(Handle, (ulong)index, start, (ulong)bytes.Length));
    }

    /// <summary>Binds a DECIMAL(precision, scale).</summary>
    /// <param name="index">The parameter, from 1.</param>
    /// <param name="unscaled">The digits as an integer: 12.50 at scale 2 is 1250.</param>
    /// <param name="precision">Number of digits, 1 to 38.</param>
    /// <param name="scale">Number of digits behind the point.</param>
    /// <exception cref="OverflowException">There are more digits than the precision.</exception>
    public void BindDecimal(int index, Int128 unscaled, int precision, int scale)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(precision, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(precision, DecimalDigits.PrecisionMax);
        ArgumentOutOfRangeException.ThrowIfNegative(scale);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(scale, precision);
        if (!DecimalDigits.Fit(unscaled, precision))
            throw new OverflowException($"{unscaled} has more than {precision} digits.");
        Check(index, NativeMethods.BindDecimal(Handle, (ulong)index, new NativeDecimal(unscaled, (byte)precision, (byte)scale)));
    }

    /// <summary>Binds a TIMESTAMP without time zone.</summary>
    /// <param name="index">The parameter, from 1.</param>
    /// <param name="micros">Microseconds since 1970-01-01 00:00:00 of a wall clock.</param>
    public void BindTimestamp(int index, long micros) => Check(index, NativeMethods.BindTimestamp(Handle, (ulong)index, micros));

    /// <summary>Binds a TIMESTAMP WITH TIME ZONE.</summary>
    /// <param name="index">The parameter, from 1.</param>
    /// <param name="micros">The instant in microseconds since 1970-01-01 00:00:00 UTC.</param>
    public void BindTimestampTz(int index, long micros) => Check(index, NativeMethods.BindTimestampTz(Handle, (ulong)index, micros));

    /// <inheritdoc/>
    public void Dispose() => Handle.Dispose();

    private void Check(int index, NativeState state)
    {
        if (index < 1 || index > ParameterCount)
            throw new ArgumentOutOfRangeException(nameof(index), index, $"The statement has {ParameterCount} parameters, numbered from 1.");
        if (state == NativeState.Error)
            throw DuckDbException.FromText(NativeText.Borrowed(NativeMethods.PrepareError(Handle)));
    }

    // An empty span has no address, and the library takes the null pointer for a mistake.
    private static ReadOnlySpan<byte> Addressable(ReadOnlySpan<byte> bytes) => bytes.IsEmpty ? "\0"u8 : bytes;
}
