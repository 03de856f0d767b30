using System.Globalization;
using Ramet.Errors;
using Ramet.Sql.Syntax;
using Ramet.Sql.Types;

namespace Ramet.Sql.Binding;

/// <summary>The constants that literals stand for.</summary>
internal static class Literals
{
    private const int FractionDigitsMax = 6;

    private static readonly string[] dateTimeFormats = ["yyyy-MM-dd HH:mm:ss", "yyyy-MM-dd HH:mm:ss.FFFFFF", "yyyy-MM-dd"];

    /// <summary>
    /// A number: INT, then BIGINT, then DOUBLE for digits alone (BIGINT first in edition 1.0); DOUBLE for fractions (DECIMAL in Hive's
    /// mode).
    /// </summary>
    /// <param name="literal">The literal, which has no sign of its own.</param>
    /// <param name="isNegative">Whether a minus sign stands before it.</param>
    /// <param name="settings">The session's settings.</param>
    public static BoundConstant Number(NumberLiteral literal, bool isNegative, BinderSettings settings)
    {
        var digits = isNegative ? "-" + literal.Digits : literal.Digits;
        return literal.Suffix switch
        {
            NumberSuffix.TinyInt => Integer(digits, DataType.TinyInt, sbyte.MinValue, sbyte.MaxValue, literal.Span),
            NumberSuffix.SmallInt => Integer(digits, DataType.SmallInt, short.MinValue, short.MaxValue, literal.Span),
            NumberSuffix.BigInt => Integer(digits, DataType.BigInt, -long.MaxValue, long.MaxValue, literal.Span),
            NumberSuffix.Float => Float(digits, literal.Span),
            NumberSuffix.Double => Double(digits, literal.Span),
            NumberSuffix.Decimal => Decimal(digits, literal.Span),
            NumberSuffix.None when literal.IsInteger => PlainInteger(digits, literal.Span, settings),
            NumberSuffix.None when settings.HiveCompatible && BoundConversions.DecimalOf(digits) is not null && !HasExponent(digits) =>
                Decimal(digits, literal.Span),
            NumberSuffix.None => Double(digits, literal.Span),
        };
    }

    /// <summary>A text with a type before it.</summary>
    public static BoundConstant Typed(TypedLiteral literal)
    {
        if (literal.Type.Kind == TypeKind.Json)
            return new BoundConstant(literal.Type, literal.Text, literal.Span);
        if (!DateTime.TryParseExact(WithoutNanoseconds(literal), dateTimeFormats, CultureInfo.InvariantCulture, DateTimeStyles.None, out var moment))
        {
            throw BindingErrors.Semantic($"'{literal.Text}' is not a {literal.Type.ToSql()}, expect "
                + (literal.Type.Kind == TypeKind.Date ? "yyyy-mm-dd" : "yyyy-mm-dd hh:mi:ss"), literal.Span);
        }
        return literal.Type.Kind == TypeKind.Date
            ? new BoundConstant(literal.Type, DateOnly.FromDateTime(moment), literal.Span)
            : new BoundConstant(literal.Type, moment, literal.Span);
    }

    /// <summary>The text with at most six digits behind the point: that is what tables keep, and nothing is dropped in silence.</summary>
    private static string WithoutNanoseconds(TypedLiteral literal)
    {
        var text = literal.Text.Trim();
        var point = text.IndexOf('.', StringComparison.Ordinal);
        if (point < 0 || text.Length - point - 1 <= FractionDigitsMax)
            return text;
        var rest = text.AsSpan(point + 1 + FractionDigitsMax);
        return rest.IndexOfAnyExcept('0') < 0
            ? text[..^rest.Length]
            : throw BindingErrors.Semantic(
                $"'{literal.Text}' is finer than a microsecond, expect at most {FractionDigitsMax} digits behind the point", literal.Span);
    }

    private static BoundConstant PlainInteger(string digits, SourceSpan span, BinderSettings settings)
    {
        if (!long.TryParse(digits, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value) || value == long.MinValue)
            return Double(digits, span);
        var isInt = settings.TypeSystem2 && value is >= int.MinValue and <= int.MaxValue;
        return new BoundConstant(isInt ? DataType.Int : DataType.BigInt, value, span);
    }

    private static BoundConstant Integer(string digits, DataType type, long min, long max, SourceSpan span) =>
        long.TryParse(digits, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value) && value >= min && value <= max
            ? new BoundConstant(type, value, span)
            : throw BindingErrors.Semantic($"{digits} is no {type.ToSql()}, expect a whole number from {min} to {max}", span);

    private static BoundConstant Decimal(string digits, SourceSpan span) =>
        !HasExponent(digits) && BoundConversions.DecimalOf(digits) is { } type
        ? new BoundConstant(type, digits, span)
        : throw BindingErrors.Semantic($"{digits} is no DECIMAL, expect at most 38 digits, 18 of them after the point", span);

    private static BoundConstant Float(string digits, SourceSpan span) =>
        float.Parse(digits, NumberStyles.Float, CultureInfo.InvariantCulture) is var value && float.IsFinite(value)
            ? new BoundConstant(DataType.Float, (double)value, span)
            : throw BindingErrors.Semantic($"{digits} is no FLOAT, whose numbers lie below 3.4028235E38", span);

    private static BoundConstant Double(string digits, SourceSpan span) =>
        new(DataType.Double, double.Parse(digits, NumberStyles.Float, CultureInfo.InvariantCulture), span);

    private static bool HasExponent(string digits) => digits.AsSpan().IndexOfAny('e', 'E') >= 0;
}
