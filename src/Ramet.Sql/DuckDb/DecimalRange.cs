using System.Globalization;
using Ramet.Sql.Binding;
using Ramet.Sql.Syntax;
using Ramet.Sql.Types;

namespace Ramet.Sql.DuckDb;

/// <summary>Between which numbers the values of a DECIMAL lie, both included and without their points: 1.50 of two places is 150.</summary>
/// <param name="Lower">The smallest.</param>
/// <param name="Upper">The greatest.</param>
public readonly record struct DecimalRange(Int128 Lower, Int128 Upper)
{
    /// <summary>The engine computes with so many digits in 64 bits.</summary>
    internal const int NarrowDigits = 18;

    private static readonly Int128 NarrowMax = PowerOf10(NarrowDigits) - 1;

    /// <summary>The range of a calculation; null when it is not known, or when it or one of its steps may need more than 18 digits.</summary>
    /// <param name="expression">Columns and constants that are added, subtracted and multiplied, without a digit behind the point dropped.</param>
    /// <param name="rangeOf">The range of a column; null when it is not known.</param>
    internal static DecimalRange? Of(BoundExpression expression, Func<SourceColumn, DecimalRange?> rangeOf) => expression switch
    {
        BoundColumn { Type: DecimalType } column => Narrow(rangeOf(column.Column)),
        BoundConstant { Type: DecimalType type, Value: string digits } => Narrow(OfConstant(digits, type.Scale)),
        BoundBinary { Type: DecimalType type } binary when Of(binary.Left, rangeOf) is { } left && Of(binary.Right, rangeOf) is { } right =>
            Narrow(OfCalculation(binary, type.Scale, left, right)),
        _ => null,
    };

    private static DecimalRange? OfCalculation(BoundBinary binary, int scale, DecimalRange left, DecimalRange right)
    {
        if (binary.Operator == BinaryOperator.Multiply)
            return Product(left, right);
        return Narrow(left.Scaled(scale - ScaleOf(binary.Left))) is { } a && Narrow(right.Scaled(scale - ScaleOf(binary.Right))) is { } b
            ? binary.Operator switch
            {
                BinaryOperator.Add => new DecimalRange(a.Lower + b.Lower, a.Upper + b.Upper),
                BinaryOperator.Subtract => new DecimalRange(a.Lower - b.Upper, a.Upper - b.Lower),
                _ => null,
            }
            : null;
    }

    private static DecimalRange? OfConstant(string digits, int scale)
    {
        var point = digits.IndexOf('.', StringComparison.Ordinal);
        var (whole, fraction) = point < 0 ? (digits, "") : (digits[..point], digits[(point + 1)..]);
        return fraction.Length <= scale
            && Int128.TryParse(whole + fraction.PadRight(scale, '0'), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value)
            ? new DecimalRange(value, value)
            : null;
    }

    private static DecimalRange? Narrow(DecimalRange? range) => range is { } known && known.Lower >= -NarrowMax && known.Upper <= NarrowMax ? known : null;

    private static int ScaleOf(BoundExpression expression) => ((DecimalType)expression.Type).Scale;

    private static Int128 PowerOf10(int exponent) => Int128.Parse("1" + new string('0', exponent), CultureInfo.InvariantCulture);

    private static DecimalRange Product(DecimalRange left, DecimalRange right)
    {
        ReadOnlySpan<Int128> corners = [left.Lower * right.Lower, left.Lower * right.Upper, left.Upper * right.Lower, left.Upper * right.Upper];
        var (lower, upper) = (corners[0], corners[0]);
        foreach (var corner in corners)
            (lower, upper) = (Int128.Min(lower, corner), Int128.Max(upper, corner));
        return new DecimalRange(lower, upper);
    }

    private DecimalRange Scaled(int places) => new(Lower * PowerOf10(places), Upper * PowerOf10(places));
}
