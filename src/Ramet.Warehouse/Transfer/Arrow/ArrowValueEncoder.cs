using System.Numerics;
using Ramet.DuckDb;
using Ramet.Protocol.Arrow;
using Ramet.Sql.Types;

namespace Ramet.Warehouse.Transfer.Arrow;

/// <summary>Appends values of one type from the engine's vectors to an Arrow column. Built once for a column, called for some rows at a time.</summary>
internal abstract class ArrowValueEncoder
{
    private const int MicrosPerMilli = 1_000;
    private const long MicrosPerSecond = 1_000_000;
    private const int NanosPerMicro = 1_000;
    private const long MicrosPerDay = 86_400 * MicrosPerSecond;

    /// <summary>Appends values, or NULL.</summary>
    /// <param name="values">The vector that has them.</param>
    /// <param name="start">The first row.</param>
    /// <param name="end">The row after the last one.</param>
    /// <param name="column">Gets them.</param>
    public virtual void Write(DataVector values, int start, int end, ArrowColumn column)
    {
        for (var row = start; row < end; row++)
        {
            if (values.MayHaveNulls && values.IsNull(row))
                column.AppendNull();
            else
                Append(values, row, column);
        }
    }

    /// <summary>The encoder of a column.</summary>
    /// <param name="type">The type that the client is told.</param>
    /// <param name="stored">The type of the vectors.</param>
    /// <param name="field">What the column becomes.</param>
    public static ArrowValueEncoder Of(DataType type, DuckDbType stored, ArrowField field) => (type, stored) switch
    {
        (ArrayType array, DuckDbType.List list) => new OfArray(Of(array.Element, list.Element, field.Children[0])),
        (MapType map, DuckDbType.Map entries) => new OfMap(
            Of(map.Key, entries.Key, field.Children[0].Children[0]), Of(map.Value, entries.Value, field.Children[0].Children[1])),
        (StructType fields, DuckDbType.Struct parts) => new OfStruct(
            [.. fields.Fields.Select((part, index) => Of(part.Type, parts.Fields[index].Type, field.Children[index]))]),
        (DecimalType number, DuckDbType.Decimal digits) when number.Scale == digits.Scale => new OfDecimal(),
        (_, { Kind: DuckDbKind.TinyInt }) => OfInteger<sbyte>(type.Kind),
        (_, { Kind: DuckDbKind.SmallInt }) => OfInteger<short>(type.Kind),
        (_, { Kind: DuckDbKind.Integer }) => OfInteger<int>(type.Kind),
        (_, { Kind: DuckDbKind.BigInt }) => OfInteger<long>(type.Kind),
        _ => OfKind(type.Kind, stored.Kind, field),
    };

    /// <summary>Appends a value that is not NULL.</summary>
    protected abstract void Append(DataVector values, int row, ArrowColumn column);

    private static ArrowValueEncoder OfInteger<TStored>(TypeKind type)
        where TStored : unmanaged, IBinaryInteger<TStored> => type switch
        {
            TypeKind.TinyInt => new OfNumber<TStored, sbyte>(),
            TypeKind.SmallInt => new OfNumber<TStored, short>(),
            TypeKind.Int => new OfNumber<TStored, int>(),
            TypeKind.BigInt => new OfNumber<TStored, long>(),
            TypeKind.Void => new OfVoid(),
            _ => throw NoForm(type, typeof(TStored).Name),
        };

    private static ArrowValueEncoder OfKind(TypeKind type, DuckDbKind stored, ArrowField field) => (type, stored) switch
    {
        (TypeKind.Void, _) => new OfVoid(),
        (TypeKind.Boolean, DuckDbKind.Boolean) => new OfBoolean(),
        (TypeKind.Date, DuckDbKind.Date) => new OfNumber<int, int>(),
        (TypeKind.Float, DuckDbKind.Float) => new OfNumber<float, float>(),
        (TypeKind.Double, DuckDbKind.Double) => new OfNumber<double, double>(),
        (TypeKind.String or TypeKind.Char or TypeKind.VarChar or TypeKind.Json, DuckDbKind.Varchar) => new OfBytes(),
        (TypeKind.Binary, DuckDbKind.Blob) => new OfBytes(),
        (TypeKind.DateTime, DuckDbKind.TimestampTz) => new OfDateTime(),
        (TypeKind.Timestamp, DuckDbKind.TimestampTz) or (TypeKind.TimestampNtz, DuckDbKind.Timestamp) =>
            field.Type is ArrowType.Struct ? new OfSecondsAndNanos() : new OfNanoseconds(),
        (TypeKind.IntervalDayTime, DuckDbKind.Interval) => new OfDayTimeInterval(),
        (TypeKind.IntervalYearMonth, DuckDbKind.Interval) => new OfYearMonthInterval(),
        _ => throw NoForm(type, stored.ToString()),
    };

    private static InvalidOperationException NoForm(TypeKind type, string stored) => new($"Values of type kind {type} came as {stored}, which has no form in Arrow.");

    private static long FloorDivide(long value, long divisor) => value / divisor - (value % divisor < 0 ? 1 : 0);

    private static void AppendMicros(long micros, ArrowColumn column)
    {
        var seconds = FloorDivide(micros, MicrosPerSecond);
        column.Children[0].Append(seconds);
        column.Children[1].Append((int)(micros - seconds * MicrosPerSecond) * NanosPerMicro);
        column.AppendNested();
    }

    /// <summary>Every value is NULL.</summary>
    private sealed class OfVoid : ArrowValueEncoder
    {
        protected override void Append(DataVector values, int row, ArrowColumn column) => column.AppendNull();
    }

    private sealed class OfBoolean : ArrowValueEncoder
    {
        protected override void Append(DataVector values, int row, ArrowColumn column) => column.Append(values.Values<bool>()[row]);
    }

    private sealed class OfNumber<TStored, TSent> : ArrowValueEncoder
        where TStored : unmanaged, INumber<TStored>
        where TSent : unmanaged, INumber<TSent>
    {
        public override void Write(DataVector values, int start, int end, ArrowColumn column)
        {
            if (typeof(TStored) == typeof(TSent) && !values.MayHaveNulls)
                column.Append(values.Values<TStored>()[start..end]);
            else
                base.Write(values, start, end, column);
        }

        protected override void Append(DataVector values, int row, ArrowColumn column) => column.Append(TSent.CreateTruncating(values.Values<TStored>()[row]));
    }

    private sealed class OfBytes : ArrowValueEncoder
    {
        protected override void Append(DataVector values, int row, ArrowColumn column) => column.AppendBytes(values.Bytes(row));
    }

    private sealed class OfDecimal : ArrowValueEncoder
    {
        protected override void Append(DataVector values, int row, ArrowColumn column) => column.Append(values.UnscaledDecimal(row));
    }

    /// <summary>Milliseconds; finer fractions, which a DATETIME of the service cannot have, are cut off.</summary>
    private sealed class OfDateTime : ArrowValueEncoder
    {
        protected override void Append(DataVector values, int row, ArrowColumn column) =>
            column.Append(FloorDivide(values.Values<long>()[row], MicrosPerMilli));
    }

    private sealed class OfNanoseconds : ArrowValueEncoder
    {
        protected override void Append(DataVector values, int row, ArrowColumn column)
        {
            var micros = values.Values<long>()[row];
            if (micros is < long.MinValue / NanosPerMicro or > long.MaxValue / NanosPerMicro)
            {
                throw TransferSessions.Invalid(
                    $"column {column.Field.Name} has a time beyond the years 1677 to 2262, which are those of Arrow's nanoseconds", "Read the rows as records.");
            }
            column.Append(micros * NanosPerMicro);
        }
    }

    private sealed class OfSecondsAndNanos : ArrowValueEncoder
    {
        protected override void Append(DataVector values, int row, ArrowColumn column) => AppendMicros(values.Values<long>()[row], column);
    }

    private sealed class OfDayTimeInterval : ArrowValueEncoder
    {
        protected override void Append(DataVector values, int row, ArrowColumn column)
        {
            var interval = values.Values<DuckDbInterval>()[row];
            AppendMicros(interval.Days * MicrosPerDay + interval.Micros, column);
        }
    }

    private sealed class OfYearMonthInterval : ArrowValueEncoder
    {
        protected override void Append(DataVector values, int row, ArrowColumn column) => column.Append(values.Values<DuckDbInterval>()[row].Months);
    }

    private sealed class OfArray(ArrowValueEncoder element) : ArrowValueEncoder
    {
        protected override void Append(DataVector values, int row, ArrowColumn column)
        {
            var entry = values.Entry(row);
            element.Write(values.Elements, entry.Start, entry.End, column.Children[0]);
            column.AppendNested();
        }
    }

    private sealed class OfMap(ArrowValueEncoder key, ArrowValueEncoder value) : ArrowValueEncoder
    {
        protected override void Append(DataVector values, int row, ArrowColumn column)
        {
            var (entry, pairs, entries) = (values.Entry(row), values.Elements, column.Children[0]);
            key.Write(pairs.Field(0), entry.Start, entry.End, entries.Children[0]);
            value.Write(pairs.Field(1), entry.Start, entry.End, entries.Children[1]);
            for (var i = entry.Start; i < entry.End; i++)
                entries.AppendNested();
            column.AppendNested();
        }
    }

    private sealed class OfStruct(ArrowValueEncoder[] fields) : ArrowValueEncoder
    {
        protected override void Append(DataVector values, int row, ArrowColumn column)
        {
            for (var i = 0; i < fields.Length; i++)
                fields[i].Write(values.Field(i), row, row + 1, column.Children[i]);
            column.AppendNested();
        }
    }
}
