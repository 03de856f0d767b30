using System.Globalization;
using System.Text;
using Ramet.DuckDb;
using Ramet.Errors;
using Ramet.Sql.Types;
using Ramet.Warehouse.Queries;

namespace Ramet.Warehouse.Results;

/// <summary>
/// Writes the values of one column as MaxCompute's client prints them: DATETIME to the second, TIMESTAMP with as many digits of the
/// fraction as are not zero, both in the session's time zone, into which <see cref="LocalTimes"/> brought them, DOUBLE as Java prints it, BINARY in hexadecimal, nested values as JSON.
/// </summary>
internal sealed class ValueText(DataType type)
{
    private const long EpochTicks = 621_355_968_000_000_000; // 1970-01-01 in ticks of .NET
    private const string SecondsFormat = "yyyy-MM-dd HH:mm:ss";

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
                buffer.Append(vector.Values<bool>()[row] ? "true" : "false");
                break;
            case TypeKind.TinyInt or TypeKind.SmallInt or TypeKind.Int or TypeKind.BigInt:
                buffer.Append(CultureInfo.InvariantCulture, $"{Integer(vector, row)}");
                break;
            case TypeKind.Float:
                buffer.Append(JavaNumber.Text(vector.Values<float>()[row]));
                break;
            case TypeKind.Double:
                buffer.Append(JavaNumber.Text(vector.Values<double>()[row]));
                break;
            case TypeKind.Decimal:
                WriteDecimal(vector.UnscaledDecimal(row), ((DuckDbType.Decimal)vector.Type).Scale);
                break;
            case TypeKind.String or TypeKind.VarChar or TypeKind.Char or TypeKind.Json:
                buffer.Append(vector.Text(row));
                break;
            case TypeKind.Binary:
                buffer.Append(Convert.ToHexString(vector.Bytes(row)));
                break;
            case TypeKind.Date:
                buffer.Append(CultureInfo.InvariantCulture, $"{InRange(vector.Values<int>()[row], TimeSpan.TicksPerDay):yyyy-MM-dd}");
                break;
            case TypeKind.DateTime:
                buffer.Append(Time(vector, row).ToString(SecondsFormat, CultureInfo.InvariantCulture));
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

    private void WriteDecimal(Int128 unscaled, int scale)
    {
        var digits = Int128.Abs(unscaled).ToString(CultureInfo.InvariantCulture).PadLeft(scale + 1, '0');
        if (Int128.IsNegative(unscaled))
            buffer.Append('-');
        buffer.Append(digits.AsSpan(..^scale));
        if (scale > 0)
            buffer.Append('.').Append(digits.AsSpan(^scale..));
    }

    private static DateTime Time(DataVector vector, int row) => InRange(vector.Values<long>()[row], TimeSpan.TicksPerMicrosecond);

    /// <summary>The moment that many units after 1970; the engine calculates far beyond the years that the dialect has.</summary>
    private static DateTime InRange(long units, long ticksPerUnit)
    {
        var ticks = EpochTicks + (Int128)units * ticksPerUnit;
        return ticks >= 0 && ticks <= DateTime.MaxValue.Ticks
            ? new DateTime((long)ticks)
            : throw new RametException(ErrorCode.DataOverflow, ErrorKind.User, "a date lies outside of the years 0001 to 9999");
    }

    private void WriteTimestamp(DateTime time)
    {
        buffer.Append(time.ToString(SecondsFormat, CultureInfo.InvariantCulture));
        var fraction = time.Ticks % TimeSpan.TicksPerSecond;
        if (fraction != 0)
            buffer.Append('.').Append(fraction.ToString("D7", CultureInfo.InvariantCulture).AsSpan().TrimEnd('0'));
    }

    private void WriteInterval(TypeKind kind, DuckDbInterval interval)
    {
        if (kind == TypeKind.IntervalYearMonth)
        {
            var months = Math.Abs(interval.Months);
            buffer.Append(CultureInfo.InvariantCulture, $"{(interval.Months < 0 ? "-" : "")}{months / 12}-{months % 12}");
            return;
        }
        var time = TimeSpan.FromDays(interval.Days) + TimeSpan.FromMicroseconds(interval.Micros);
        buffer.Append(time < TimeSpan.Zero ? "-" : "").Append(CultureInfo.InvariantCulture, $"{time:d\\ hh\\:mm\\:ss\\.ffffff}");
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
            JsonText.AppendString(buffer, of.Fields[i].Name);
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
        else if (IsBare(of.Kind))
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
        JsonText.AppendString(buffer, text);
    }

    private static bool IsBare(TypeKind kind) => kind is TypeKind.Boolean or TypeKind.TinyInt or TypeKind.SmallInt or TypeKind.Int or TypeKind.BigInt
        or TypeKind.Float or TypeKind.Double or TypeKind.Decimal or TypeKind.Array or TypeKind.Map or TypeKind.Struct;
}
