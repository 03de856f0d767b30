using System.Text;
using Ramet.DuckDb;
using Ramet.Sql.Types;
using Ramet.Sql.Values;
using Ramet.Warehouse.Queries;

namespace Ramet.Warehouse.Results;

/// <summary>
/// Writes the values of one column as MaxCompute's client prints them: DATETIME to the second, TIMESTAMP with as many digits of the
/// fraction as are not zero, both in the session's time zone, into which <see cref="LocalTimes"/> brought them, DOUBLE as Java prints it, BINARY in hexadecimal, nested values as JSON.
/// </summary>
internal sealed class ValueText(DataType type)
{
    private const int NanosecondsPerTick = 100;

    private readonly StringBuilder buffer = new();

    /// <summary>The text of the value in a row; null for NULL.</summary>
    public string? Read(DataVector vector, int row)
    {
        if (vector.IsNull(row))
            return null;
        if (type.Kind is TypeKind.String or TypeKind.VarChar or TypeKind.Char or TypeKind.Json)
            return vector.Text(row);
        buffer.Clear();
        Write(type, vector, row);
        return buffer.ToString();
    }

    private void Write(DataType of, DataVector vector, int row)
    {
        switch (of.Kind)
        {
            case TypeKind.Boolean:
                PrintedValue.Append(buffer, vector.Values<bool>()[row]);
                break;
            case TypeKind.TinyInt or TypeKind.SmallInt or TypeKind.Int or TypeKind.BigInt:
                PrintedValue.Append(buffer, Integer(vector, row));
                break;
            case TypeKind.Float:
                PrintedValue.Append(buffer, vector.Values<float>()[row]);
                break;
            case TypeKind.Double:
                PrintedValue.Append(buffer, vector.Values<double>()[row]);
                break;
            case TypeKind.Decimal:
                PrintedValue.AppendDecimal(buffer, vector.UnscaledDecimal(row), ((DuckDbType.Decimal)vector.Type).Scale);
                break;
            case TypeKind.String or TypeKind.VarChar or TypeKind.Char or TypeKind.Json:
                buffer.Append(vector.Text(row));
                break;
            case TypeKind.Binary:
                buffer.Append(Convert.ToHexString(vector.Bytes(row)));
                break;
            case TypeKind.Date:
                PrintedValue.AppendDate(buffer, vector.Values<int>()[row]);
                break;
            case TypeKind.DateTime:
                PrintedValue.AppendDateTime(buffer, Time(vector, row));
                break;
            case TypeKind.Timestamp or TypeKind.TimestampNtz:
                WriteTimestamp(Time(vector, row));
                break;
            case TypeKind.IntervalYearMonth or TypeKind.IntervalDayTime:
                WriteInterval(of.Kind, vector.Values<DuckDbInterval>()[row]);
                break;
            case TypeKind.Array:
                WriteArray((ArrayType)of, vector, row);
                break;
            case TypeKind.Map:
                WriteMap((MapType)of, vector, row);
                break;
            case TypeKind.Struct:
                WriteStruct((StructType)of, vector, row);
                break;
            case TypeKind.Void:
                break; // only ever NULL
        }
    }

    /// <summary>An integer of whatever width the engine gave it; all of MaxCompute's fit into 64 bits.</summary>
    private static long Integer(DataVector vector, int row) => vector.Type.Kind switch
    {
        DuckDbKind.TinyInt => vector.Values<sbyte>()[row],
        DuckDbKind.SmallInt => vector.Values<short>()[row],
        DuckDbKind.Integer => vector.Values<int>()[row],
        DuckDbKind.BigInt => vector.Values<long>()[row],
        var kind => throw new InvalidOperationException($"The engine gave {kind} for an integer column."),
    };

    private static DateTime Time(DataVector vector, int row) => PrintedValue.Moment(vector.Values<long>()[row], TimeSpan.TicksPerMicrosecond);

    private void WriteTimestamp(DateTime time) => PrintedValue.AppendTimestamp(buffer, time, (int)(time.Ticks % TimeSpan.TicksPerSecond) * NanosecondsPerTick);

    private void WriteInterval(TypeKind kind, DuckDbInterval interval)
    {
        if (kind == TypeKind.IntervalYearMonth)
            PrintedValue.AppendMonths(buffer, interval.Months);
        else
            PrintedValue.AppendDuration(buffer, TimeSpan.FromDays(interval.Days) + TimeSpan.FromMicroseconds(interval.Micros));
    }

    private void WriteArray(ArrayType of, DataVector vector, int row)
    {
        var (elements, entry) = (vector.Elements, vector.Entry(row));
        buffer.Append('[');
        for (var i = 0; i < entry.Length; i++)
        {
            if (i > 0)
                buffer.Append(',');
            WriteNested(of.Element, elements, entry.Start + i);
        }
        buffer.Append(']');
    }

    private void WriteMap(MapType of, DataVector vector, int row)
    {
        var (entries, entry) = (vector.Elements, vector.Entry(row));
        buffer.Append('{');
        for (var i = 0; i < entry.Length; i++)
        {
            if (i > 0)
                buffer.Append(',');
            WriteKey(of.Key, entries.Field(0), entry.Start + i);
            buffer.Append(':');
            WriteNested(of.Value, entries.Field(1), entry.Start + i);
        }
        buffer.Append('}');
    }

    private void WriteStruct(StructType of, DataVector vector, int row)
    {
        buffer.Append('{');
        for (var i = 0; i < of.Fields.Length; i++)
        {
            if (i > 0)
                buffer.Append(',');
            JsonStrings.Append(buffer, of.Fields[i].Name);
            buffer.Append(':');
            WriteNested(of.Fields[i].Type, vector.Field(i), row);
        }
        buffer.Append('}');
    }

    /// <summary>A value inside of another: numbers, booleans and nested values bare, everything else as a JSON string.</summary>
    private void WriteNested(DataType of, DataVector vector, int row)
    {
        if (vector.IsNull(row))
            buffer.Append("null");
        else if (PrintedValue.IsBareWithin(of.Kind))
            Write(of, vector, row);
        else
            WriteKey(of, vector, row);
    }

    /// <summary>A value as a JSON string, whatever its type: JSON's keys are strings.</summary>
    private void WriteKey(DataType of, DataVector vector, int row)
    {
        var start = buffer.Length;
        Write(of, vector, row);
        var text = buffer.ToString(start, buffer.Length - start);
        buffer.Length = start;
        JsonStrings.Append(buffer, text);
    }
}
