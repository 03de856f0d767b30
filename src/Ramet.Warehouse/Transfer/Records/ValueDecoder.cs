using System.Text;
using Ramet.DuckDb;
using Ramet.Errors;
using Ramet.Protocol.Records;
using Ramet.Sql.Types;

namespace Ramet.Warehouse.Transfer.Records;

/// <summary>
/// Reads values of one type from a record stream into the engine's vectors, and checks that a column of the type can have them. Built once
/// for a column, called for each value.
/// </summary>
/// <param name="wire">How fields of the type are delimited.</param>
/// <param name="width">Bytes that a value takes in a vector, with those of its fields.</param>
internal abstract class ValueDecoder(WireType wire, int width)
{
    private const int TextWidth = 16;
    private const long MicrosPerMilli = 1_000;
    private const long MicrosPerSecond = 1_000_000;
    private const int NanosPerMicro = 1_000;
    private const int NanosPerSecond = 1_000_000_000;

    /// <summary>How fields of the type are delimited.</summary>
    public WireType Wire { get; } = wire;

    /// <summary>Bytes that a value, also NULL, takes in a vector.</summary>
    public int Width { get; } = width;

    /// <summary>Reads a value.</summary>
    /// <param name="reader">Stands before the value.</param>
    /// <param name="values">The vector that gets it.</param>
    /// <param name="row">Its row.</param>
    /// <exception cref="RametException">InvalidParameter: the column cannot have the value, or the stream is damaged.</exception>
    public abstract void Read(RecordReader reader, VectorWriter values, int row);

    /// <summary>The decoder of a column.</summary>
    /// <param name="type">The declared type.</param>
    public static ValueDecoder Of(DataType type) => type switch
    {
        ArrayType array => new OfArray(Of(array.Element)),
        MapType map => new OfMap(Of(map.Key), Of(map.Value)),
        StructType fields => new OfStruct([.. fields.Fields.Select(field => Of(field.Type))]),
        DecimalType number => new OfDecimal(number),
        CharacterType characters => new OfText(characters.Length, type),
        _ => OfKind(type.Kind),
    };

    private static ValueDecoder OfKind(TypeKind kind) => kind switch
    {
        TypeKind.Boolean => new OfBoolean(),
        TypeKind.TinyInt => new OfInt(sbyte.MinValue, sbyte.MaxValue, DataType.TinyInt),
        TypeKind.SmallInt => new OfInt(short.MinValue, short.MaxValue, DataType.SmallInt),
        TypeKind.Int => new OfInt(int.MinValue, int.MaxValue, DataType.Int),
        TypeKind.Date => new OfInt(ValueRules.DayMin, ValueRules.DayMax, DataType.Date),
        TypeKind.BigInt => new OfBigInt(),
        TypeKind.Float => new OfFloat(),
        TypeKind.Double => new OfDouble(),
        TypeKind.String or TypeKind.Json => new OfText(int.MaxValue, DataType.String),
        TypeKind.Binary => new OfBinary(),
        TypeKind.DateTime => new OfDateTime(),
        TypeKind.Timestamp or TypeKind.TimestampNtz => new OfTimestamp(),
        TypeKind.Void or TypeKind.IntervalYearMonth or TypeKind.IntervalDayTime or TypeKind.Decimal or TypeKind.Char or TypeKind.VarChar
            or TypeKind.Array or TypeKind.Map or TypeKind.Struct => throw new InvalidOperationException($"No column can have the type kind {kind}."),
    };

    private static RametException OutOfRange(RecordReader reader, FormattableString value, DataType type) => reader.Malformed(ValueRules.FaultOf(value, type));

    private static void ReadElement(ValueDecoder decoder, RecordReader reader, VectorWriter elements, int row)
    {
        if (reader.ReadIsNull())
            elements.WriteNull(row);
        else
            decoder.Read(reader, elements, row);
    }

    private sealed class OfBoolean() : ValueDecoder(WireType.Varint, sizeof(bool))
    {
        public override void Read(RecordReader reader, VectorWriter values, int row) => values.Write(row, reader.ReadBoolean());
    }

    /// <summary>What the engine keeps in 32 bits: TINYINT, SMALLINT, INT, DATE.</summary>
    private sealed class OfInt(long min, long max, DataType type) : ValueDecoder(WireType.Varint, sizeof(int))
    {
        public override void Read(RecordReader reader, VectorWriter values, int row)
        {
            var value = reader.ReadInteger();
            if (value < min || value > max)
                throw OutOfRange(reader, $"{value}", type);
            values.Write(row, (int)value);
        }
    }

    private sealed class OfBigInt() : ValueDecoder(WireType.Varint, sizeof(long))
    {
        public override void Read(RecordReader reader, VectorWriter values, int row)
        {
            var value = reader.ReadInteger();
            if (value == long.MinValue)
                throw OutOfRange(reader, $"{value}", DataType.BigInt);
            values.Write(row, value);
        }
    }

    private sealed class OfFloat() : ValueDecoder(WireType.Fixed32, sizeof(float))
    {
        public override void Read(RecordReader reader, VectorWriter values, int row) => values.Write(row, reader.ReadFloat());
    }

    private sealed class OfDouble() : ValueDecoder(WireType.Fixed64, sizeof(double))
    {
        public override void Read(RecordReader reader, VectorWriter values, int row) => values.Write(row, reader.ReadDouble());
    }

    private sealed class OfText(int lengthMax, DataType type) : ValueDecoder(WireType.LengthDelimited, TextWidth)
    {
        public override void Read(RecordReader reader, VectorWriter values, int row)
        {
            var utf8 = reader.ReadBytes();
            if (ValueRules.FaultOfText(utf8, lengthMax, type) is { } fault)
                throw reader.Malformed(fault);
            values.WriteBytes(row, utf8);
        }
    }

    private sealed class OfBinary() : ValueDecoder(WireType.LengthDelimited, TextWidth)
    {
        public override void Read(RecordReader reader, VectorWriter values, int row) => values.WriteBytes(row, reader.ReadBytes());
    }

    private sealed class OfDateTime() : ValueDecoder(WireType.Varint, sizeof(long))
    {
        public override void Read(RecordReader reader, VectorWriter values, int row)
        {
            var millis = reader.ReadInteger();
            if (!ValueRules.IsDateTime(millis))
                throw OutOfRange(reader, $"{millis} ms", DataType.DateTime);
            values.Write(row, millis * MicrosPerMilli);
        }
    }

    /// <summary>Microseconds are kept; finer fractions are cut off, as CAST and LOAD do.</summary>
    private sealed class OfTimestamp() : ValueDecoder(WireType.LengthDelimited, sizeof(long))
    {
        public override void Read(RecordReader reader, VectorWriter values, int row)
        {
            var (seconds, nanos) = reader.ReadTimestamp();
            if (nanos is <= -NanosPerSecond or >= NanosPerSecond)
                throw reader.Malformed(Invariant($"{nanos} nanoseconds are a second or more"));
            if (nanos < 0)
                (seconds, nanos) = (seconds - 1, nanos + NanosPerSecond); // from clients that round toward zero
            if (seconds < ValueRules.SecondMin || seconds > ValueRules.SecondMax)
                throw OutOfRange(reader, $"{seconds} s", DataType.Timestamp);
            values.Write(row, seconds * MicrosPerSecond + nanos / NanosPerMicro);
        }
    }

    private sealed class OfDecimal(DecimalType type) : ValueDecoder(WireType.LengthDelimited, TextWidth)
    {
        public override void Read(RecordReader reader, VectorWriter values, int row)
        {
            var text = reader.ReadBytes();
            if (!DecimalBytes.TryParse(text, type.Precision, type.Scale, out var unscaled))
                throw OutOfRange(reader, $"'{Encoding.UTF8.GetString(text[..Math.Min(text.Length, 80)])}'", type);
            switch (type.Precision)
            {
                case <= 4: values.Write(row, (short)unscaled); break;
                case <= 9: values.Write(row, (int)unscaled); break;
                case <= 18: values.Write(row, (long)unscaled); break;
                default: values.Write(row, unscaled); break;
            }
        }
    }

    private sealed class OfArray(ValueDecoder element) : ValueDecoder(WireType.LengthDelimited, TextWidth)
    {
        public override void Read(RecordReader reader, VectorWriter values, int row)
        {
            var (count, first) = (reader.ReadCount(), values.ElementCount);
            for (var i = 0; i < count; i++)
            {
                reader.Charge(element.Width);
                ReadElement(element, reader, values.Elements, values.AddElement());
            }
            values.WriteList(row, first);
        }
    }

    private sealed class OfMap(ValueDecoder key, ValueDecoder value) : ValueDecoder(WireType.LengthDelimited, TextWidth)
    {
        public override void Read(RecordReader reader, VectorWriter values, int row)
        {
            var (count, first) = (reader.ReadCount(), values.ElementCount);
            for (var i = 0; i < count; i++)
            {
                reader.Charge(key.Width + value.Width);
                var element = values.AddElement();
                if (reader.ReadIsNull())
                    throw reader.Malformed("a MAP has NULL as a key");
                key.Read(reader, values.Elements.Field(0), element);
            }
            if (reader.ReadCount() is var valueCount && valueCount != count)
                throw reader.Malformed(Invariant($"a MAP has {count} keys and {valueCount} values"));
            for (var i = 0; i < count; i++)
                ReadElement(value, reader, values.Elements.Field(1), first + i);
            values.WriteList(row, first);
        }
    }

    private sealed class OfStruct(ValueDecoder[] fields) : ValueDecoder(WireType.LengthDelimited, fields.Sum(field => field.Width))
    {
        public override void Read(RecordReader reader, VectorWriter values, int row)
        {
            for (var i = 0; i < fields.Length; i++)
                ReadElement(fields[i], reader, values.Field(i), row);
        }
    }

    private static string Invariant(FormattableString text) => FormattableString.Invariant(text);
}
