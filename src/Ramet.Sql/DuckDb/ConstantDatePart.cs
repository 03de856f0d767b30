using System.Collections.Immutable;
using Ramet.Sql.Binding;

namespace Ramet.Sql.DuckDb;

/// <summary>
/// Calls of date functions whose part ('mm', 'year') is written as a constant, as it nearly always is. The macros take a part that only the
/// rows know, by a case for each; planning that takes longer than many queries run, and hides a constant date from the reader of files. So
/// these calls are written as what remains of the macro.
/// </summary>
internal static class ConstantDatePart
{
    /// <summary>The template to write a call by; null when its macro is needed.</summary>
    public static string? Template(BoundCall call) => call.Function.Engine switch
    {
        "mc_dateadd_date" when PartOf(call.Arguments, 2) is { } part && Interval(part) is { } interval && !IsWithinDay(part) => $"CAST({{0}} + {interval} AS DATE)",
        "mc_dateadd" when PartOf(call.Arguments, 2) is { } part && Interval(part) is { } interval => $"({{0}} + {interval})",
        "mc_datediff" when PartOf(call.Arguments, 2) is { } part => $"date_diff('{part}', {{1}}, {{0}})",
        "mc_datetrunc" when PartOf(call.Arguments, 1) is { } part => $"date_trunc('{part}', {{0}})",
        "mc_datepart" when PartOf(call.Arguments, 1) is { } part and not "millisecond" => $"date_part('{part}', {{0}})",
        _ => null,
    };

    /// <summary>The engine's word for the part that a call names; null when that is no constant or no part.</summary>
    private static string? PartOf(ImmutableArray<BoundExpression> arguments, int index) =>
        index < arguments.Length && arguments[index] is BoundConstant { Value: string part } ? EngineWord(part) : null;

    private static string? EngineWord(string part) => part.ToLowerInvariant() switch
    {
        "yyyy" or "year" => "year",
        "q" or "quarter" => "quarter",
        "mm" or "month" or "mon" => "month",
        "week" => "week",
        "dd" or "day" => "day",
        "hh" or "hour" => "hour",
        "mi" or "minute" => "minute",
        "ss" or "second" => "second",
        "ff3" => "millisecond",
        _ => null,
    };

    private static bool IsWithinDay(string part) => part is "hour" or "minute" or "second" or "millisecond";

    private static string? Interval(string part) => part switch
    {
        "year" => "to_years(CAST({1} AS INTEGER))",
        "quarter" => "to_months(3 * CAST({1} AS INTEGER))",
        "month" => "to_months(CAST({1} AS INTEGER))",
        "week" => "to_days(7 * CAST({1} AS INTEGER))",
        "day" => "to_days(CAST({1} AS INTEGER))",
        "hour" => "to_hours({1})",
        "minute" => "to_minutes({1})",
        "second" => "to_seconds({1})",
        "millisecond" => "to_milliseconds({1})",
        _ => null,
    };
}
