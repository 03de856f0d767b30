using System.Text;
using Ramet.Errors;
using Ramet.Protocol.Records;
using Ramet.Sql.Types;
using Ramet.Sql.Values;

namespace Ramet.Client.Tunnel;

/// <summary>Reads the rows of a record stream as the texts that MaxCompute's client prints.</summary>
/// <param name="reader">The stream.</param>
/// <param name="types">The types of the columns in order.</param>
/// <param name="zone">The time zone in which DATETIME and TIMESTAMP are shown.</param>
public sealed class RecordTexts(RecordReader reader, IReadOnlyList<DataType> types, TimeZoneInfo zone)
{
    private const int NanosecondsPerTick = 100;

    private readonly StringBuilder buffer = new();

    /// <summary>Reads the next row.</summary>
    /// <param name="cells">Gets one text for each column; null stands for NULL.</param>
    /// <returns>False after the last row.</returns>
    /// <exception cref="RametException">The stream is damaged.</exception>
    public bool TryReadRow(Span<string?> cells)
    {
        cells.Clear();
        while (true)
        {
            switch (reader.Next())
            {
                case RecordPart.EndOfStream:
                    return false;
                case RecordPart.EndOfRecord:
                    return true;
                case RecordPart.Field when reader.Column > types.Count:
                    throw reader.Malformed($"it has a column {reader.Column}, but the result has {types.Count}");
                case RecordPart.Field:
                    cells[reader.Column - 1] = Text(types[reader.Column - 1]);
                    break;
            }
        }
    }

    private string Text(DataType type)
    {
        if (IsText(type.Kind))
            return Encoding.UTF8.GetString(reader.ReadBytes());
        buffer.Clear();
        Append(type);
        return buffer.ToString();
    }

    private void Append(DataType type)
    {
        switch (type.Kind)
        {
            case TypeKind.Boolean:
                PrintedValue.Append(buffer, reader.ReadBoolean());
                break;
            case TypeKind.TinyInt or TypeKind.SmallInt or TypeKind.Int or TypeKind.BigInt:
                PrintedValue.Append(buffer, reader.ReadInteger());
                break;
            case TypeKind.Float:
                PrintedValue.Append(buffer, reader.ReadFloat());
                break;
            case TypeKind.Double:
                PrintedValue.Append(buffer, reader.ReadDouble());
                break;
            case TypeKind.String or TypeKind.VarChar or TypeKind.Char or TypeKind.Json or TypeKind.Decimal:
                buffer.Append(Encoding.UTF8.GetString(reader.ReadBytes()));
                break;
            case TypeKind.Binary:
                buffer.Append(Convert.ToHexString(reader.ReadBytes()));
                break;
            case TypeKind.Date:
                PrintedValue.AppendDate(buffer, reader.ReadInteger());
                break;
            case TypeKind.DateTime:
                PrintedValue.AppendDateTime(buffer, Shown(PrintedValue.Moment(reader.ReadInteger(), TimeSpan.TicksPerMillisecond)));
                break;
            case TypeKind.Timestamp or TypeKind.TimestampNtz:
                AppendTimestamp(type.Kind);
                break;
            case TypeKind.IntervalYearMonth:
                PrintedValue.AppendMonths(buffer, reader.ReadInteger());
                break;
            case TypeKind.IntervalDayTime:
                var (seconds, nanoseconds) = reader.ReadTimestamp();
                PrintedValue.AppendDuration(buffer, TimeSpan.FromSeconds(seconds) + TimeSpan.FromTicks(nanoseconds / NanosecondsPerTick));
                break;
            case TypeKind.Array:
                AppendArray(((ArrayType)type).Element);
                break;
            case TypeKind.Map:
                AppendMap((MapType)type);
                break;
            case TypeKind.Struct:
                AppendStruct((StructType)type);
                break;
            case TypeKind.Void:
                throw reader.Malformed("a column that is always NULL has a value");
        }
    }

    private void AppendTimestamp(TypeKind kind)
    {
        var (seconds, nanoseconds) = reader.ReadTimestamp();
        var moment = PrintedValue.Moment(seconds, TimeSpan.TicksPerSecond);
        PrintedValue.AppendTimestamp(buffer, kind == TypeKind.Timestamp ? Shown(moment) : moment, nanoseconds);
    }

    private DateTime Shown(DateTime utc) => TimeZoneInfo.ConvertTimeFromUtc(DateTime.SpecifyKind(utc, DateTimeKind.Utc), zone);

    private void AppendArray(DataType element)
    {
        buffer.Append('[');
        var count = reader.ReadCount();
        for (var i = 0; i < count; i++)
        {
            if (i > 0)
                buffer.Append(',');
            AppendNested(element);
        }
        buffer.Append(']');
    }

    /// <summary>All keys stand before all values.</summary>
    private void AppendMap(MapType type)
    {
        var keys = ReadTexts(() => AppendKey(type.Key));
        var values = ReadTexts(() => AppendNested(type.Value));
        if (keys.Count != values.Count)
            throw reader.Malformed($"a MAP has {keys.Count} keys and {values.Count} values");
        buffer.Append('{').AppendJoin(',', keys.Zip(values, static (key, value) => $"{key}:{value}")).Append('}');
    }

    private List<string> ReadTexts(Action append)
    {
        var count = reader.ReadCount();
        var texts = new List<string>();
        for (var i = 0; i < count; i++)
        {
            var start = buffer.Length;
            append();
            texts.Add(buffer.ToString(start, buffer.Length - start));
            buffer.Length = start;
        }
        return texts;
    }

    private void AppendStruct(StructType type)
    {
        buffer.Append('{');
        for (var i = 0; i < type.Fields.Length; i++)
        {
            if (i > 0)
                buffer.Append(',');
            JsonStrings.Append(buffer, type.Fields[i].Name);
            buffer.Append(':');
            AppendNested(type.Fields[i].Type);
        }
        buffer.Append('}');
    }

    private void AppendNested(DataType type)
    {
        if (reader.ReadIsNull())
            buffer.Append("null");
        else if (PrintedValue.IsBareWithin(type.Kind))
            Append(type);
        else
            AppendQuoted(type);
    }

    private void AppendKey(DataType type)
    {
        if (reader.ReadIsNull())
            throw reader.Malformed("a key of a MAP is NULL");
        AppendQuoted(type);
    }

    private void AppendQuoted(DataType type)
    {
        var start = buffer.Length;
        Append(type);
        var text = buffer.ToString(start, buffer.Length - start);
        buffer.Length = start;
        JsonStrings.Append(buffer, text);
    }

    private static bool IsText(TypeKind kind) => kind is TypeKind.String or TypeKind.VarChar or TypeKind.Char or TypeKind.Json or TypeKind.Decimal;
}
