using System.Globalization;
using Ramet.Sql.Types;

namespace Ramet.Sql.Binding;

/// <summary>Wraps values in conversions, or converts constants at once so that the engine's text stays plain.</summary>
internal static class BoundConversions
{
    private const long ExactDoubleMax = 1L << 53;

    /// <summary>The value as one of the wanted type. Whether that is allowed has been decided by the caller.</summary>
    public static BoundExpression ConvertTo(this BoundExpression value, DataType type)
    {
        if (value.Type == type)
            return value;
        return value is BoundConstant constant && Fold(constant, type) is { } folded ? folded : new BoundConversion(value, type);
    }

    /// <summary>Whether an integer constant fits into a column of a narrower integer type, which then takes it without a CAST.</summary>
    public static bool FitsInto(this BoundExpression value, DataType type) =>
        type.Kind.IsInteger && value is BoundConstant constant && constant.ConvertTo(type) is BoundConstant;

    /// <summary>
    /// The DECIMAL that a literal such as 2 or 1.5 stands for, so that arithmetic with it is exact and keeps few digits; null for other
    /// values.
    /// </summary>
    public static BoundConstant? AsExactDecimal(this BoundExpression value)
    {
        if (value is not BoundConstant { Value: long or double } constant)
            return null;
        var digits = string.Create(CultureInfo.InvariantCulture, $"{constant.Value}");
        return digits.All(IsPlain) && DecimalOf(digits) is { } type ? new BoundConstant(type, digits, value.Span) : null;
    }

    // Large and small DOUBLE have an exponent, and some are no numbers at all.
    private static bool IsPlain(char character) => char.IsAsciiDigit(character) || character is '-' or '.';

    /// <summary>The smallest DECIMAL that holds a number; null when none does.</summary>
    /// <param name="digits">Digits with at most one point, perhaps after a sign.</param>
    public static DecimalType? DecimalOf(string digits)
    {
        var point = digits.IndexOf('.', StringComparison.Ordinal);
        var scale = point < 0 ? 0 : digits.Length - point - 1;
        var precision = Math.Max(digits.Count(char.IsAsciiDigit), Math.Max(scale, 1));
        return precision <= DecimalType.PrecisionMax && scale <= DecimalType.ScaleMax ? new DecimalType(precision, scale) : null;
    }

    private static BoundConstant? Fold(BoundConstant constant, DataType type) => constant.Value switch
    {
        null => new BoundConstant(type, null, constant.Span),
        long value => Fold(value, type) is { } folded ? new BoundConstant(type, folded, constant.Span) : null,
        double value when type.Kind == TypeKind.Double => new BoundConstant(type, value, constant.Span),
        double when type is DecimalType wanted && constant.AsExactDecimal() is { Type: DecimalType exact } number && Fits(exact, wanted) =>
            number with { Type = wanted },
        string when type is DecimalType wanted && constant.Type is DecimalType exact && Fits(exact, wanted) =>
            constant with { Type = wanted },
        string when type.Kind == TypeKind.String && constant.Type.Kind.IsText => constant with { Type = type },
        _ => null,
    };

    private static object? Fold(long value, DataType type) => type.Kind switch
    {
        TypeKind.TinyInt when value is >= sbyte.MinValue and <= sbyte.MaxValue => value,
        TypeKind.SmallInt when value is >= short.MinValue and <= short.MaxValue => value,
        TypeKind.Int when value is >= int.MinValue and <= int.MaxValue => value,
        TypeKind.BigInt => value,
        TypeKind.Float or TypeKind.Double when Math.Abs(value) <= ExactDoubleMax => (double)value,
        TypeKind.Decimal when Fits(DecimalOf(Digits(value))!, (DecimalType)type) => Digits(value),
        TypeKind.String => Digits(value),
        _ => null,
    };

    private static bool Fits(DecimalType exact, DecimalType wanted) =>
        exact.Scale <= wanted.Scale && exact.Precision - exact.Scale <= wanted.Precision - wanted.Scale;

    private static string Digits(long value) => value.ToString(CultureInfo.InvariantCulture);
}
