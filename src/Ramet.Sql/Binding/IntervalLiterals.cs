using System.Globalization;
using System.Text.RegularExpressions;
using Ramet.Errors;
using Ramet.Sql.Syntax;
using Ramet.Sql.Types;

namespace Ramet.Sql.Binding;

/// <summary>An amount of time as it was written. Months, days and the rest do not convert into each other.</summary>
/// <param name="Months">Years and months; 0 in an INTERVAL_DAY_TIME.</param>
/// <param name="Days">Days; 0 in an INTERVAL_YEAR_MONTH.</param>
/// <param name="Micros">Hours, minutes and seconds, in microseconds.</param>
public sealed record IntervalValue(int Months, int Days, long Micros);

/// <summary>Reads the texts of intervals: <c>'1-2' YEAR TO MONTH</c>, <c>'1 2:03:04.5' DAY TO SECOND</c>. Source: the page "INTERVAL data type".</summary>
internal static partial class IntervalLiterals
{
    private const long MicrosOfSecond = 1_000_000;
    private const int YearMax = 9999;

    // From the largest unit of a day-time interval to the smallest, with the microseconds of one and, below the first unit, its limit.
    private static readonly (DateTimeUnit Unit, long Micros, int Limit)[] dayTimeUnits =
    [
        (DateTimeUnit.Day, 86_400 * MicrosOfSecond, int.MaxValue),
        (DateTimeUnit.Hour, 3_600 * MicrosOfSecond, 24),
        (DateTimeUnit.Minute, 60 * MicrosOfSecond, 60),
        (DateTimeUnit.Second, MicrosOfSecond, 60),
    ];

    /// <summary>The type of an interval by its largest unit.</summary>
    public static DataType TypeOf(DateTimeUnit unit) => unit is DateTimeUnit.Year or DateTimeUnit.Quarter or DateTimeUnit.Month
        ? DataType.IntervalYearMonth
        : DataType.IntervalDayTime;

    /// <summary>The interval that a text stands for.</summary>
    /// <param name="interval">The literal.</param>
    /// <param name="text">Its text.</param>
    /// <exception cref="RametException">The text does not fit the units, or a number is out of range.</exception>
    public static BoundConstant Parse(IntervalExpression interval, string text)
    {
        var type = TypeOf(interval.Unit);
        var value = (type.Kind, interval.To) switch
        {
            (TypeKind.IntervalYearMonth, DateTimeUnit.Month) when interval.Unit == DateTimeUnit.Year => YearToMonth(text),
            (TypeKind.IntervalYearMonth, null) => OfMonths(text, MonthsOf(interval.Unit)),
            (TypeKind.IntervalDayTime, null) when interval.Unit == DateTimeUnit.Week => DayTime(text, DateTimeUnit.Day, DateTimeUnit.Day, factor: 7),
            (TypeKind.IntervalDayTime, null) => DayTime(text, interval.Unit, interval.Unit, factor: 1),
            (TypeKind.IntervalDayTime, { } to) when to > interval.Unit => DayTime(text, interval.Unit, to, factor: 1),
            _ => throw SyntaxErrorAt(interval, $"no INTERVAL goes from {Word(interval.Unit)} to {Word(interval.To!.Value)}"), // the last case without a To is above
        };
        return value is null
            ? throw SyntaxErrorAt(interval, $"cannot parse {text} as a valid {type.ToSql()}, expect {Expected(interval)}")
            : new BoundConstant(type, value, interval.Span);
    }

    private static int MonthsOf(DateTimeUnit unit) => unit switch
    {
        DateTimeUnit.Year => 12,
        DateTimeUnit.Quarter => 3,
        _ => 1,
    };

    private static IntervalValue? YearToMonth(string text) =>
        YearMonthPattern().Match(text.Trim()) is { Success: true } match
        && int.TryParse(match.Groups["years"].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture, out var years) && years <= YearMax
        && int.TryParse(match.Groups["months"].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture, out var months) && months < 12
            ? new IntervalValue((match.Groups["sign"].Length > 0 ? -1 : 1) * (years * 12 + months), 0, 0)
            : null;

    private static IntervalValue? OfMonths(string text, int factor) =>
        int.TryParse(text.Trim(), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
        && Math.Abs((long)number * factor) <= YearMax * 12L + 11
            ? new IntervalValue(number * factor, 0, 0)
            : null;

    private static IntervalValue? DayTime(string text, DateTimeUnit from, DateTimeUnit to, int factor)
    {
        var units = dayTimeUnits.Where(unit => unit.Unit >= from && unit.Unit <= to).ToList();
        var trimmed = text.Trim();
        var sign = trimmed.StartsWith('-') ? -1 : 1;
        var parts = trimmed.TrimStart('-', '+').Split([' ', ':'], StringSplitOptions.RemoveEmptyEntries);
        if (parts.Length != units.Count)
            return null;
        Int128 micros = 0;
        long days = 0;
        for (var i = 0; i < parts.Length; i++)
        {
            var (unit, unitMicros, limit) = units[i];
            // Only seconds have a fraction; what is finer than a microsecond cannot be kept.
            if (!decimal.TryParse(parts[i], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number)
                || (number != decimal.Truncate(number) && unit != DateTimeUnit.Second)
                || (i > 0 && number >= limit)
                || number > int.MaxValue
                || number * MicrosOfSecond != decimal.Truncate(number * MicrosOfSecond))
            {
                return null;
            }
            if (unit == DateTimeUnit.Day)
                days = (long)number * factor;
            else
                micros += (Int128)(number * unitMicros);
        }
        return days <= int.MaxValue && micros <= long.MaxValue ? new IntervalValue(0, (int)(sign * days), (long)(sign * micros)) : null;
    }

    private static string Expected(IntervalExpression interval) => interval.To is { } to
        ? interval.Unit == DateTimeUnit.Year
            ? "'years-months' with at most 9999 years and 11 months"
            : $"one number for each unit from {Word(interval.Unit)} to {Word(to)}, as in '1 02:03:04.5'"
        : "one whole number" + (interval.Unit == DateTimeUnit.Year ? " up to 9999" : "");

    private static string Word(DateTimeUnit unit) => unit.ToString().ToUpperInvariant();

    private static RametException SyntaxErrorAt(IntervalExpression interval, string detail) =>
        new(ErrorCode.ParseException, ErrorKind.User, detail, interval.Amount.Span);

    [GeneratedRegex(@"^(?<sign>-)?(?<years>[0-9]+)-(?<months>[0-9]+)$", RegexOptions.CultureInvariant)]
    private static partial Regex YearMonthPattern();
}
