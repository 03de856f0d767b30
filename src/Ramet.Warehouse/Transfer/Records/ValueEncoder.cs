using System.Buffers.Text;
using System.Globalization;
using System.Numerics;
using Ramet.DuckDb;
using Ramet.Protocol.Records;
using Ramet.Sql.Types;

namespace Ramet.Warehouse.Transfer.Records;

/// <summary>Writes values of one type from the engine's vectors into a record stream. Built once for a column, called for each value.</summary>
internal abstract class ValueEncoder(WireType wire)
{
    private const long MicrosPerSecond = 1_000_000;
    private const int NanosPerMicro = 1_000;
    private const long MicrosPerDay = 86_400 * MicrosPerSecond;

    /// <summary>How fields of the type are delimited.</summary>
    public WireType Wire { get; } = wire;

    /// <summary>Writes a value.</summary>
    /// <param name="values">The vector that has it.</param>
    /// <param name="row">Its row, which is not NULL.</param>
    /// <param name="writer">Gets the value.</param>
    public abstract void Write(DataVector values, int row, RecordWriter writer);

    /// <summary>The encoder of a column.</summary>
    /// <param name="type">The type that the client is told.</param>
    /// <param name="stored">The type of the vectors.</param>
    public static ValueEncoder Of(DataType type, DuckDbType stored) => (type, stored) switch
    {
        (ArrayType array, DuckDbType.List list) => new OfArray(Of(array.Element, list.Element)),
        (MapType map, DuckDbType.Map entries) => new OfMap(Of(map.Key, entries.Key), Of(map.Value, entries.Value)),
        (StructType fields, DuckDbType.Struct parts) => new OfStruct([.. fields.Fields.Zip(parts.Fields, (field, part) => Of(field.Type, part.Type))]),
        (DecimalType, DuckDbType.Decimal number) => new OfDecimal(number.Scale),
        _ => OfKind(type.Kind, stored.Kind),
    };

    private static ValueEncoder OfKind(TypeKind type, DuckDbKind stored) => (type, stored) switch
    {
        (TypeKind.Void, _) => new OfBytes(), // never called: every value is NULL
        (TypeKind.Boolean, DuckDbKind.Boolean) => new OfBoolean(),
        (_, DuckDbKind.TinyInt) when IsInteger(type) => new OfInteger<sbyte>(),
        (_, DuckDbKind.SmallInt) when IsInteger(type) => new OfInteger<short>(),
        (_, DuckDbKind.Integer) when IsInteger(type) => new OfInteger<int>(),
        (_, DuckDbKind.BigInt) when IsInteger(type) => new OfInteger<long>(),
        (TypeKind.Date, DuckDbKind.Date) => new OfInteger<int>(),
        (TypeKind.Float, DuckDbKind.Float) => new OfFloat(),
        (TypeKind.Double, DuckDbKind.Double) => new OfDouble(),
        (TypeKind.String or TypeKind.Char or TypeKind.VarChar or TypeKind.Json, DuckDbKind.Varchar) => new OfBytes(),
        (TypeKind.Binary, DuckDbKind.Blob) => new OfBytes(),
        (TypeKind.DateTime, DuckDbKind.TimestampTz) => new OfDateTime(),
        (TypeKind.Timestamp, DuckDbKind.TimestampTz) => new OfTimestamp(),
        (TypeKind.TimestampNtz, DuckDbKind.Timestamp) => new OfTimestamp(),
        (TypeKind.IntervalDayTime, DuckDbKind.Interval) => new OfDayTimeInterval(),
        (TypeKind.IntervalYearMonth, DuckDbKind.Interval) => new OfYearMonthInterval(),
        _ => throw new InvalidOperationException($"Values of type kind {type} came as {stored}, which has no form in a record stream."),
    };

    private static bool IsInteger(TypeKind type) => type is TypeKind.TinyInt or TypeKind.SmallInt or TypeKind.Int or TypeKind.BigInt;

    private static long FloorDivide(long value, long divisor) => value / divisor - (value % divisor < 0 ? 1 : 0);

    private static void WriteMicros(long micros, RecordWriter writer)
    {
        var seconds = FloorDivide(micros, MicrosPerSecond);
        writer.WriteTimestamp(seconds, (int)(micros - seconds * MicrosPerSecond) * NanosPerMicro);
    }

    private static void WriteElement(ValueEncoder encoder, DataVector elements, int row, RecordWriter writer)
    {
        var isNull = elements.IsNull(row);
        writer.WriteIsNull(isNull);
        if (!isNull)
            encoder.Write(elements, row, writer);
    }

    private sealed class OfBoolean() : ValueEncoder(WireType.Varint)
    {
        public override void Write(DataVector values, int row, RecordWriter writer) => writer.WriteBoolean(values.Values<bool>()[row]);
    }

    private sealed class OfInteger<T>() : ValueEncoder(WireType.Varint)
        where T : unmanaged, IBinaryInteger<T>
    {
        public override void Write(DataVector values, int row, RecordWriter writer) => writer.WriteInteger(long.CreateTruncating(values.Values<T>()[row]));
    }

    private sealed class OfFloat() : ValueEncoder(WireType.Fixed32)
    {
        public override void Write(DataVector values, int row, RecordWriter writer) => writer.WriteFloat(values.Values<float>()[row]);
    }

    private sealed class OfDouble() : ValueEncoder(WireType.Fixed64)
    {
        public override void Write(DataVector values, int row, RecordWriter writer) => writer.WriteDouble(values.Values<double>()[row]);
    }

    private sealed class OfBytes() : ValueEncoder(WireType.LengthDelimited)
    {
        public override void Write(DataVector values, int row, RecordWriter writer) => writer.WriteBytes(values.Bytes(row));
    }

    /// <summary>Milliseconds; finer fractions, which a DATETIME of the service cannot have, are cut off.</summary>
    private sealed class OfDateTime() : ValueEncoder(WireType.Varint)
    {
        public override void Write(DataVector values, int row, RecordWriter writer) => writer.WriteInteger(FloorDivide(values.Values<long>()[row], 1_000));
    }

    private sealed class OfTimestamp() : ValueEncoder(WireType.LengthDelimited)
    {
        public override void Write(DataVector values, int row, RecordWriter writer) => WriteMicros(values.Values<long>()[row], writer);
    }

    private sealed class OfDayTimeInterval() : ValueEncoder(WireType.LengthDelimited)
    {
        public override void Write(DataVector values, int row, RecordWriter writer)
        {
            var interval = values.Values<DuckDbInterval>()[row];
            WriteMicros(interval.Days * MicrosPerDay + interval.Micros, writer);
        }
    }

    private sealed class OfYearMonthInterval() : ValueEncoder(WireType.Varint)
    {
        public override void Write(DataVector values, int row, RecordWriter writer) => writer.WriteInteger(values.Values<DuckDbInterval>()[row].Months);
    }

    /// <summary>Plain text with all digits of the scale: <c>-12.30</c>.</summary>
    private sealed class OfDecimal(int scale) : ValueEncoder(WireType.LengthDelimited)
    {
        private const int DigitsMax = 38;

        public override void Write(DataVector values, int row, RecordWriter writer)
        {
            var unscaled = values.UnscaledDecimal(row);
            Span<byte> text = stackalloc byte[DigitsMax + 3]; // sign, zero, point
            writer.WriteBytes(text[Format(unscaled, text)..]);
        }

        /// <summary>Writes the number to the end of the text; the result is where it begins.</summary>
        private int Format(Int128 unscaled, Span<byte> text)
        {
            Span<byte> digits = stackalloc byte[DigitsMax + 1];
            var magnitude = unscaled < 0 ? (UInt128)(-unscaled) : (UInt128)unscaled;
            var count = WriteDigits(magnitude, digits);
            var start = text.Length;
            for (var i = 0; i < Math.Max(count, scale + 1); i++)
            {
                if (i == scale && scale > 0)
                    text[--start] = (byte)'.';
                text[--start] = i < count ? digits[count - 1 - i] : (byte)'0';
            }
            if (unscaled < 0)
                text[--start] = (byte)'-';
            return start;
        }

        private static int WriteDigits(UInt128 magnitude, Span<byte> digits)
        {
            int count;
            if (magnitude <= ulong.MaxValue)
                Utf8Formatter.TryFormat((ulong)magnitude, digits, out count);
            else
                magnitude.TryFormat(digits, out count, provider: CultureInfo.InvariantCulture);
            return count;
        }
    }

    private sealed class OfArray(ValueEncoder element) : ValueEncoder(WireType.LengthDelimited)
    {
        public override void Write(DataVector values, int row, RecordWriter writer)
        {
            var entry = values.Entry(row);
            writer.WriteCount(entry.Length);
            for (var i = entry.Start; i < entry.End; i++)
                WriteElement(element, values.Elements, i, writer);
        }
    }

    private sealed class OfMap(ValueEncoder key, ValueEncoder value) : ValueEncoder(WireType.LengthDelimited)
    {
        public override void Write(DataVector values, int row, RecordWriter writer)
        {
            var (entry, pairs) = (values.Entry(row), values.Elements);
            WriteAll(key, pairs.Field(0), entry, writer);
            WriteAll(value, pairs.Field(1), entry, writer);
        }

        private static void WriteAll(ValueEncoder encoder, DataVector elements, ListEntry entry, RecordWriter writer)
        {
            writer.WriteCount(entry.Length);
            for (var i = entry.Start; i < entry.End; i++)
                WriteElement(encoder, elements, i, writer);
        }
    }

    private sealed class OfStruct(ValueEncoder[] fields) : ValueEncoder(WireType.LengthDelimited)
    {
        public override void Write(DataVector values, int row, RecordWriter writer)
        {
            for (var i = 0; i < fields.Length; i++)
                WriteElement(fields[i], values.Field(i), row, writer);
        }
    }
}
