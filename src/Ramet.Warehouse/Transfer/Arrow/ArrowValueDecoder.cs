using System.Numerics;
using Ramet.DuckDb;
using Ramet.Protocol.Arrow;
using Ramet.Protocol.Records;
using Ramet.Sql.Types;

namespace Ramet.Warehouse.Transfer.Arrow;

/// <summary>
/// Reads values of one type from Arrow columns into the engine's vectors, and checks that a column of the type can have them. Built once for a
/// column, called for each value.
/// </summary>
/// <param name="width">Bytes that a value takes in a vector, with those of its fields.</param>
internal abstract class ArrowValueDecoder(int width)
{
    private const int TextWidth = 16;
    private const long MicrosPerMilli = 1_000;
    private const long NanosPerMicro = 1_000;

    /// <summary>Bytes that a value, also NULL, takes in a vector.</summary>
    public int Width { get; } = width;

    /// <summary>Reads a value or NULL.</summary>
    /// <param name="source">The column that has it.</param>
    /// <param name="sourceRow">Its row there.</param>
    /// <param name="target">The vector that gets it.</param>
    /// <param name="row">Its row there.</param>
    /// <param name="size">What the whole value, of which this may be a part, has taken so far.</param>
    /// <exception cref="ArrowValueException">The column cannot have the value.</exception>
    public void ReadOrNull(ArrowVector source, int sourceRow, VectorWriter target, int row, ValueSize size)
    {
        if (source.IsNull(sourceRow))
            target.WriteNull(row);
        else
            Read(source, sourceRow, target, row, size);
    }

    /// <summary>The decoder of a column.</summary>
    /// <param name="type">The declared type.</param>
    public static ArrowValueDecoder Of(DataType type) => type switch
    {
        ArrayType array => new OfArray(Of(array.Element)),
        MapType map => new OfMap(Of(map.Key), Of(map.Value)),
        StructType fields => new OfStruct([.. fields.Fields.Select(field => Of(field.Type))]),
        DecimalType number => new OfDecimal(number),
        CharacterType characters => new OfText(characters.Length, type),
        _ => OfKind(type.Kind),
    };

    /// <summary>Reads a value that is not NULL.</summary>
    protected abstract void Read(ArrowVector source, int sourceRow, VectorWriter target, int row, ValueSize size);

    private static ArrowValueDecoder OfKind(TypeKind kind) => kind switch
    {
        TypeKind.Boolean => new OfBoolean(),
        TypeKind.TinyInt => new OfInt<sbyte>(),
        TypeKind.SmallInt => new OfInt<short>(),
        TypeKind.Int => new OfInt<int>(),
        TypeKind.Date => new OfDate(),
        TypeKind.BigInt => new OfBigInt(),
        TypeKind.Float => new OfFloat<float>(),
        TypeKind.Double => new OfFloat<double>(),
        TypeKind.String or TypeKind.Json => new OfText(int.MaxValue, DataType.String),
        TypeKind.Binary => new OfBinary(),
        TypeKind.DateTime => new OfDateTime(),
        TypeKind.Timestamp or TypeKind.TimestampNtz => new OfTimestamp(),
        TypeKind.Void or TypeKind.IntervalYearMonth or TypeKind.IntervalDayTime or TypeKind.Decimal or TypeKind.Char or TypeKind.VarChar
            or TypeKind.Array or TypeKind.Map or TypeKind.Struct => throw new InvalidOperationException($"No column can have the type kind {kind}."),
    };

    private static ReadOnlySpan<byte> BytesOf(ArrowVector source, int row, ValueSize size)
    {
        var bytes = source.Bytes(row);
        size.Add(bytes.Length, 1);
        return bytes.Length <= RecordReader.ValueBytesMax
            ? bytes
            : throw new ArrowValueException(FormattableString.Invariant($"a value of {bytes.Length} bytes is longer than the {RecordReader.ValueBytesMax} bytes that are allowed"));
    }

    private static ArrowValueException OutOfRange(FormattableString value, DataType type) => new(ValueRules.FaultOf(value, type));

    private sealed class OfBoolean() : ArrowValueDecoder(sizeof(bool))
    {
        protected override void Read(ArrowVector source, int sourceRow, VectorWriter target, int row, ValueSize size) => target.Write(row, source.Boolean(sourceRow));
    }

    /// <summary>What the engine keeps in 32 bits: TINYINT, SMALLINT, INT.</summary>
    private sealed class OfInt<T>() : ArrowValueDecoder(sizeof(int))
        where T : unmanaged, IBinaryInteger<T>
    {
        protected override void Read(ArrowVector source, int sourceRow, VectorWriter target, int row, ValueSize size) =>
            target.Write(row, int.CreateTruncating(source.Value<T>(sourceRow)));
    }

    private sealed class OfDate() : ArrowValueDecoder(sizeof(int))
    {
        protected override void Read(ArrowVector source, int sourceRow, VectorWriter target, int row, ValueSize size)
        {
            var day = source.Value<int>(sourceRow);
            if (day < ValueRules.DayMin || day > ValueRules.DayMax)
                throw OutOfRange($"{day}", DataType.Date);
            target.Write(row, day);
        }
    }

    private sealed class OfBigInt() : ArrowValueDecoder(sizeof(long))
    {
        protected override void Read(ArrowVector source, int sourceRow, VectorWriter target, int row, ValueSize size)
        {
            var value = source.Value<long>(sourceRow);
            if (value == long.MinValue)
                throw OutOfRange($"{value}", DataType.BigInt);
            target.Write(row, value);
        }
    }

    private sealed class OfFloat<T>() : ArrowValueDecoder(sizeof(double))
        where T : unmanaged
    {
        protected override void Read(ArrowVector source, int sourceRow, VectorWriter target, int row, ValueSize size) => target.Write(row, source.Value<T>(sourceRow));
    }

    private sealed class OfText(int lengthMax, DataType type) : ArrowValueDecoder(TextWidth)
    {
        protected override void Read(ArrowVector source, int sourceRow, VectorWriter target, int row, ValueSize size)
        {
            var utf8 = BytesOf(source, sourceRow, size);
            if (ValueRules.FaultOfText(utf8, lengthMax, type) is { } fault)
                throw new ArrowValueException(fault);
            target.WriteBytes(row, utf8);
        }
    }

    private sealed class OfBinary() : ArrowValueDecoder(TextWidth)
    {
        protected override void Read(ArrowVector source, int sourceRow, VectorWriter target, int row, ValueSize size) => target.WriteBytes(row, BytesOf(source, sourceRow, size));
    }

    private sealed class OfDateTime() : ArrowValueDecoder(sizeof(long))
    {
        protected override void Read(ArrowVector source, int sourceRow, VectorWriter target, int row, ValueSize size)
        {
            var millis = source.Value<long>(sourceRow);
            if (!ValueRules.IsDateTime(millis))
                throw OutOfRange($"{millis} ms", DataType.DateTime);
            target.Write(row, millis * MicrosPerMilli);
        }
    }

    /// <summary>Microseconds are kept; finer fractions are cut off, as CAST and LOAD do.</summary>
    private sealed class OfTimestamp() : ArrowValueDecoder(sizeof(long))
    {
        protected override void Read(ArrowVector source, int sourceRow, VectorWriter target, int row, ValueSize size)
        {
            var nanos = source.Value<long>(sourceRow);
            target.Write(row, nanos / NanosPerMicro - (nanos % NanosPerMicro < 0 ? 1 : 0));
        }
    }

    private sealed class OfDecimal(DecimalType type) : ArrowValueDecoder(TextWidth)
    {
        private readonly Int128 limit = (Int128)BigInteger.Pow(10, type.Precision);

        protected override void Read(ArrowVector source, int sourceRow, VectorWriter target, int row, ValueSize size)
        {
            var unscaled = source.Value<Int128>(sourceRow);
            if (unscaled <= -limit || unscaled >= limit)
                throw OutOfRange($"{unscaled}E-{type.Scale}", type);
            switch (type.Precision)
            {
                case <= 4: target.Write(row, (short)unscaled); break;
                case <= 9: target.Write(row, (int)unscaled); break;
                case <= 18: target.Write(row, (long)unscaled); break;
                default: target.Write(row, unscaled); break;
            }
        }
    }

    private sealed class OfArray(ArrowValueDecoder element) : ArrowValueDecoder(TextWidth)
    {
        protected override void Read(ArrowVector source, int sourceRow, VectorWriter target, int row, ValueSize size)
        {
            var (start, end) = source.Range(sourceRow);
            var first = target.ElementCount;
            size.Add(end - start, element.Width);
            for (var i = start; i < end; i++)
            {
                var added = target.AddElement();
                element.ReadOrNull(source.Children[0], i, target.Elements, added, size);
            }
            target.WriteList(row, first);
        }
    }

    private sealed class OfMap(ArrowValueDecoder key, ArrowValueDecoder value) : ArrowValueDecoder(TextWidth)
    {
        protected override void Read(ArrowVector source, int sourceRow, VectorWriter target, int row, ValueSize size)
        {
            var (start, end) = source.Range(sourceRow);
            var (first, entries) = (target.ElementCount, source.Children[0]);
            size.Add(end - start, key.Width + value.Width);
            for (var i = start; i < end; i++)
            {
                if (entries.IsNull(i) || entries.Children[0].IsNull(i))
                    throw new ArrowValueException("a MAP has NULL as a key");
                var added = target.AddElement();
                key.Read(entries.Children[0], i, target.Elements.Field(0), added, size);
                value.ReadOrNull(entries.Children[1], i, target.Elements.Field(1), added, size);
            }
            target.WriteList(row, first);
        }
    }

    private sealed class OfStruct(ArrowValueDecoder[] fields) : ArrowValueDecoder(fields.Sum(static field => field.Width))
    {
        protected override void Read(ArrowVector source, int sourceRow, VectorWriter target, int row, ValueSize size)
        {
            for (var i = 0; i < fields.Length; i++)
                fields[i].ReadOrNull(source.Children[i], sourceRow, target.Field(i), row, size);
        }
    }
}
