namespace Ramet.DuckDb;

/// <summary>One column of the chunk that an appender fills: checks values against the type of the column, and converts them to it.</summary>
internal sealed class AppenderColumn
{
    private readonly VectorWriter _values;
    private readonly DuckDbType _type;
    private readonly int _index;

    /// <exception cref="InvalidOperationException">The type is nested.</exception>
    public AppenderColumn(VectorWriter values, int index)
    {
        if (values.Type is not (DuckDbType.Scalar or DuckDbType.Decimal or DuckDbType.Enum))
            throw new InvalidOperationException($"Column {index} is {values.Type}, which has no appender. Use INSERT.");
        _values = values;
        _type = values.Type;
        _index = index;
    }

    public void WriteNull(int row) => _values.WriteNull(row);

    public void Write(int row, bool value)
    {
        Expect(_type.Kind == DuckDbKind.Boolean, "a boolean");
        Store(row, value);
    }

    public void Write(int row, Int128 value)
    {
        switch (_type.Kind)
        {
            case DuckDbKind.TinyInt: Store(row, checked((sbyte)value)); break;
            case DuckDbKind.SmallInt: Store(row, checked((short)value)); break;
            case DuckDbKind.Integer: Store(row, checked((int)value)); break;
            case DuckDbKind.BigInt: Store(row, checked((long)value)); break;
            case DuckDbKind.HugeInt: Store(row, value); break;
            case DuckDbKind.UTinyInt: Store(row, checked((byte)value)); break;
            case DuckDbKind.USmallInt: Store(row, checked((ushort)value)); break;
            case DuckDbKind.UInteger: Store(row, checked((uint)value)); break;
            case DuckDbKind.UBigInt: Store(row, checked((ulong)value)); break;
            default: throw Mismatch("an integer");
        }
    }

    // The common case of the method above, without arithmetic on 128 bits.
    public void Write(int row, long value)
    {
        if (_type.Kind == DuckDbKind.BigInt)
            Store(row, value);
        else if (_type.Kind == DuckDbKind.Integer)
            Store(row, checked((int)value));
        else
            Write(row, (Int128)value);
    }

    public void Write(int row, double value)
    {
        if (_type.Kind == DuckDbKind.Float)
            Store(row, (float)value);
        else
        {
            Expect(_type.Kind == DuckDbKind.Double, "a floating-point number");
            Store(row, value);
        }
    }

    public void WriteDecimal(int row, Int128 unscaled, int scale)
    {
        if (_type is not DuckDbType.Decimal target)
            throw Mismatch("a decimal");
        var digits = DecimalDigits.Rescale(unscaled, scale, target);
        switch (target.Precision)
        {
            case <= 4: Store(row, (short)digits); break;
            case <= 9: Store(row, (int)digits); break;
            case <= 18: Store(row, (long)digits); break;
            default: Store(row, digits); break;
        }
    }

    public void WriteDate(int row, int days)
    {
        Expect(_type.Kind == DuckDbKind.Date, "a date");
        Store(row, days);
    }

    public void WriteTimestamp(int row, long micros)
    {
        Expect(_type.Kind is DuckDbKind.Timestamp or DuckDbKind.TimestampTz, "a timestamp in microseconds");
        Store(row, micros);
    }

    public void WriteText(int row, ReadOnlySpan<byte> utf8)
    {
        Expect(_type.Kind == DuckDbKind.Varchar, "text");
        _values.WriteBytes(row, utf8);
    }

    public void WriteBytes(int row, ReadOnlySpan<byte> bytes)
    {
        Expect(_type.Kind == DuckDbKind.Blob, "bytes");
        _values.WriteBytes(row, bytes);
    }

    private void Store<T>(int row, T value)
        where T : unmanaged => _values.Write(row, value);

    private void Expect(bool matches, string given)
    {
        if (!matches)
            throw Mismatch(given);
    }

    private InvalidOperationException Mismatch(string given) => new($"Column {_index} is {_type}; {given} cannot be appended to it.");
}
