using System.Globalization;
using System.Numerics;
using Ramet.Tables.Schemas;

namespace Ramet.Tables.Partitions;

/// <summary>Partition values as text and back.</summary>
internal static class PartitionValueText
{
    private const string DateFormat = "yyyy-MM-dd";

    private static readonly string[] TimestampFormats = ["yyyy-MM-dd HH:mm:ss.FFFFFF", "yyyy-MM-dd'T'HH:mm:ss.FFFFFF", DateFormat];

    public static string Format(PartitionValue value) => value.Kind switch
    {
        PartitionValueKind.Null => PartitionValue.NullText,
        PartitionValueKind.Boolean => value.AsInteger == 0 ? "false" : "true",
        PartitionValueKind.Integer => value.AsInteger.ToString(CultureInfo.InvariantCulture),
        PartitionValueKind.Floating => value.AsDouble.ToString("R", CultureInfo.InvariantCulture),
        PartitionValueKind.Decimal => FormatDecimal(value),
        PartitionValueKind.Date => FormatDate(value.AsInteger),
        PartitionValueKind.Timestamp or PartitionValueKind.TimestampTz => FormatTimestamp(value.AsInteger),
        PartitionValueKind.String => value.AsString,
        PartitionValueKind.Binary => Convert.ToHexString(value.AsBytes),
    };

    public static bool TryParse(IcebergType type, string text, out PartitionValue value)
    {
        value = PartitionValue.Null;
        if (text == PartitionValue.NullText)
            return true;
        var parsed = type switch
        {
            PrimitiveType primitive => ParsePrimitive(primitive.Kind, text),
            DecimalType decimalType => ParseDecimal(decimalType, text),
            _ => null,
        };
        value = parsed ?? PartitionValue.Null;
        return parsed is not null;
    }

    private static PartitionValue? ParsePrimitive(PrimitiveKind kind, string text) => kind switch
    {
        PrimitiveKind.Boolean => bool.TryParse(text, out var flag) ? PartitionValue.OfBoolean(flag) : null,
        PrimitiveKind.Int => int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
            ? PartitionValue.OfInteger(number) : null,
        PrimitiveKind.Long => long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
            ? PartitionValue.OfInteger(number) : null,
        PrimitiveKind.Float => float.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
            ? PartitionValue.OfDouble(number) : null,
        PrimitiveKind.Double => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
            ? PartitionValue.OfDouble(number) : null,
        PrimitiveKind.Date => DateOnly.TryParseExact(text, DateFormat, CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
            ? PartitionValue.OfDate(day.DayNumber - CalendarTime.EpochDay) : null,
        PrimitiveKind.Timestamp => ParseTimestamp(text) is { } time ? PartitionValue.OfTimestamp(time) : null,
        PrimitiveKind.TimestampTz => ParseTimestamp(text) is { } time ? PartitionValue.OfTimestampTz(time) : null,
        PrimitiveKind.String => PartitionValue.OfString(text),
        PrimitiveKind.Time or PrimitiveKind.Uuid or PrimitiveKind.Binary => null,
    };

    private static PartitionValue? ParseDecimal(DecimalType type, string text) =>
        DecimalText.TryParse(text, type, out var unscaled) ? PartitionValue.OfDecimal(unscaled, type.Scale) : null;

    private static long? ParseTimestamp(string text) =>
        DateTime.TryParseExact(text, TimestampFormats, CultureInfo.InvariantCulture, DateTimeStyles.None, out var time)
            ? CalendarTime.MicrosecondsOf(time) : null;

    private static string FormatDate(long days) =>
        CalendarTime.DayOf(days) is { } day
            ? day.ToString(DateFormat, CultureInfo.InvariantCulture)
            : days.ToString(CultureInfo.InvariantCulture);

    private static string FormatTimestamp(long microseconds) =>
        CalendarTime.TimeOf(microseconds) is { } time
            ? time.ToString(TimestampFormats[0], CultureInfo.InvariantCulture)
            : microseconds.ToString(CultureInfo.InvariantCulture);

    private static string FormatDecimal(PartitionValue value)
    {
        var unscaled = new BigInteger(value.AsBytes, isUnsigned: false, isBigEndian: true);
        var scale = value.DecimalScale;
        var digits = BigInteger.Abs(unscaled).ToString(CultureInfo.InvariantCulture).PadLeft(scale + 1, '0');
        var sign = unscaled.Sign < 0 ? "-" : "";
        return scale == 0 ? sign + digits : $"{sign}{digits[..^scale]}.{digits[^scale..]}";
    }
}
