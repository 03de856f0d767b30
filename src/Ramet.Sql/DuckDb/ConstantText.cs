using System.Collections.Immutable;
using System.Globalization;
using Ramet.Sql.Binding;
using Ramet.Sql.Types;

namespace Ramet.Sql.DuckDb;

/// <summary>The engine's text for constants. Its type in the engine is always the one that <see cref="DuckDbTypes"/> gives.</summary>
internal static class ConstantText
{
    /// <summary>The text of a constant. Negative numbers begin with a minus sign.</summary>
    public static string Write(BoundConstant constant) => constant.Value switch
    {
        null => constant.Type.Kind == TypeKind.Void ? "NULL" : Cast("NULL", constant.Type),
        bool value => value ? "true" : "false",
        long value => Integer(value, constant.Type),
        double value => Floating(value, constant.Type),
        string value => constant.Type.Kind == TypeKind.Decimal ? Cast(value, constant.Type) : DuckDbNames.Literal(value),
        DateOnly value => $"DATE '{value.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)}'",
        DateTime value =>
            $"{DuckDbTypes.NameOf(constant.Type)} '{value.ToString("yyyy-MM-dd HH:mm:ss.FFFFFF", CultureInfo.InvariantCulture)}'",
        IntervalValue value => Interval(value),
        ImmutableArray<byte> value => $"unhex('{Convert.ToHexString(value.AsSpan())}')",
        var value => throw new ArgumentException($"A constant cannot hold a {value.GetType()}.", nameof(constant)),
    };

    // A plain number is INTEGER for the engine when it fits, and BIGINT beyond.
    private static string Integer(long value, DataType type)
    {
        var digits = value.ToString(CultureInfo.InvariantCulture);
        var plainKind = value is >= int.MinValue and <= int.MaxValue ? TypeKind.Int : TypeKind.BigInt;
        return type.Kind == plainKind ? digits : Cast(digits, type);
    }

    // With an exponent the engine reads a number as DOUBLE, without one as DECIMAL.
    private static string Floating(double value, DataType type)
    {
        if (!double.IsFinite(value))
            return Cast(double.IsNaN(value) ? "'nan'" : value > 0 ? "'inf'" : "'-inf'", type);
        var digits = value.ToString("R", CultureInfo.InvariantCulture);
        var text = digits.Contains('E', StringComparison.Ordinal) ? digits : digits + "e0";
        return type.Kind == TypeKind.Double ? text : Cast(text, type);
    }

    // Days follow the calendar, so that they are not written as hours.
    private static string Interval(IntervalValue value) => string.Create(CultureInfo.InvariantCulture, $"{value switch
    {
        { Months: not 0 } => $"to_months({value.Months})",
        { Micros: 0 } => $"to_days({value.Days})",
        { Days: 0 } => $"to_microseconds({value.Micros})",
        _ => $"(to_days({value.Days}) + to_microseconds({value.Micros}))",
    }}");

    private static string Cast(string text, DataType type) => $"CAST({text} AS {DuckDbTypes.NameOf(type)})";
}
