using System.Globalization;
using System.Text;
using Ramet.Errors;
using Ramet.Sql.Types;

namespace Ramet.Sql.Values;

/// <summary>
/// The texts of single values as MaxCompute's client prints them: DATETIME to the second, TIMESTAMP with as many digits of the fraction as
/// are not zero, DOUBLE as Java prints it. Nested values are made of these; see <see cref="JsonStrings"/> for the strings in them.
/// </summary>
public static class PrintedValue
{
    private const long EpochTicks = 621_355_968_000_000_000; // 1970-01-01 in ticks of .NET
    private const string SecondsFormat = "yyyy-MM-dd HH:mm:ss";
    private const int MonthsOfYear = 12;

    /// <summary>Appends a BOOLEAN.</summary>
    public static void Append(StringBuilder text, bool value) => text.Append(value ? "true" : "false");

    /// <summary>Appends an integer of any width.</summary>
    public static void Append(StringBuilder text, long value) => text.Append(CultureInfo.InvariantCulture, $"{value}");

    /// <summary>Appends a FLOAT.</summary>
    public static void Append(StringBuilder text, float value) => text.Append(JavaNumber.Text(value));

    /// <summary>Appends a DOUBLE.</summary>
    public static void Append(StringBuilder text, double value) => text.Append(JavaNumber.Text(value));

    /// <summary>Appends a DECIMAL.</summary>
    /// <param name="text">Where to.</param>
    /// <param name="unscaled">All digits as a whole number.</param>
    /// <param name="scale">Digits behind the point.</param>
    public static void AppendDecimal(StringBuilder text, Int128 unscaled, int scale)
    {
        var digits = Int128.Abs(unscaled).ToString(CultureInfo.InvariantCulture).PadLeft(scale + 1, '0');
        if (Int128.IsNegative(unscaled))
            text.Append('-');
        text.Append(digits.AsSpan(..^scale));
        if (scale > 0)
            text.Append('.').Append(digits.AsSpan(^scale..));
    }

    /// <summary>Appends a DATE.</summary>
    /// <param name="text">Where to.</param>
    /// <param name="days">Days since 1970-01-01.</param>
    /// <exception cref="RametException">DataOverflow: it lies outside of the years 0001 to 9999.</exception>
    public static void AppendDate(StringBuilder text, long days) =>
        text.Append(CultureInfo.InvariantCulture, $"{Moment(days, TimeSpan.TicksPerDay):yyyy-MM-dd}");

    /// <summary>Appends a DATETIME.</summary>
    /// <param name="text">Where to.</param>
    /// <param name="local">The time in the zone in which it is shown.</param>
    public static void AppendDateTime(StringBuilder text, DateTime local) => text.Append(local.ToString(SecondsFormat, CultureInfo.InvariantCulture));

    /// <summary>Appends a TIMESTAMP or TIMESTAMP_NTZ.</summary>
    /// <param name="text">Where to.</param>
    /// <param name="local">The time in the zone in which it is shown; its fraction of a second does not count.</param>
    /// <param name="nanoseconds">The fraction of a second.</param>
    public static void AppendTimestamp(StringBuilder text, DateTime local, int nanoseconds)
    {
        AppendDateTime(text, local);
        if (nanoseconds != 0)
            text.Append('.').Append(nanoseconds.ToString("D9", CultureInfo.InvariantCulture).AsSpan().TrimEnd('0'));
    }

    /// <summary>Appends an interval of months: <c>-1-2</c> for a year and two months back.</summary>
    public static void AppendMonths(StringBuilder text, long months)
    {
        var distance = Math.Abs(months);
        text.Append(CultureInfo.InvariantCulture, $"{(months < 0 ? "-" : "")}{distance / MonthsOfYear}-{distance % MonthsOfYear}");
    }

    /// <summary>Appends an interval of days and seconds: <c>1 02:03:04.000000</c>.</summary>
    public static void AppendDuration(StringBuilder text, TimeSpan duration) =>
        text.Append(duration < TimeSpan.Zero ? "-" : "").Append(CultureInfo.InvariantCulture, $"{duration:d\\ hh\\:mm\\:ss\\.ffffff}");

    /// <summary>Whether a value stands without quotes inside of an ARRAY, MAP or STRUCT: numbers, booleans and nested values do.</summary>
    public static bool IsBareWithin(TypeKind kind) => kind is TypeKind.Boolean or TypeKind.TinyInt or TypeKind.SmallInt or TypeKind.Int or TypeKind.BigInt
        or TypeKind.Float or TypeKind.Double or TypeKind.Decimal or TypeKind.Array or TypeKind.Map or TypeKind.Struct;

    /// <summary>The moment that many units after 1970, in no zone; the engine calculates far beyond the years that the dialect has.</summary>
    /// <param name="units">Number of units; negative before 1970.</param>
    /// <param name="ticksPerUnit">Length of the unit in ticks of .NET.</param>
    /// <exception cref="RametException">DataOverflow: it lies outside of the years 0001 to 9999.</exception>
    public static DateTime Moment(long units, long ticksPerUnit)
    {
        var ticks = EpochTicks + (Int128)units * ticksPerUnit;
        return ticks >= 0 && ticks <= DateTime.MaxValue.Ticks
            ? new DateTime((long)ticks)
            : throw new RametException(ErrorCode.DataOverflow, ErrorKind.User, "a date lies outside of the years 0001 to 9999");
    }
}
