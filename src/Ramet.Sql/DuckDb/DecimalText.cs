using System.Globalization;
using Ramet.Sql.Binding;
using Ramet.Sql.Syntax;
using Ramet.Sql.Types;

namespace Ramet.Sql.DuckDb;

/// <summary>
/// The engine's text for products, quotients and sums of DECIMAL. The engine divides DECIMAL as DOUBLE, and rounds no product, so these are
/// computed in whole numbers of 128 bits where that matters.
/// <para>
/// Its product of two numbers of at most 18 digits has at most 18 digits as well, in 64 bits: several times as fast as 128 bits, but an error
/// for results that our types hold. Where the smallest and greatest values of the columns exclude such results it is taken as it is. Elsewhere it is
/// tried, since nearly all results are small, and computed in 128 bits for the rows where that fails.
/// </para>
/// </summary>
internal static class DecimalText
{
    /// <summary>The greatest number of digits that the engine keeps in 64 bits.</summary>
    private const int NarrowDigits = DecimalRange.NarrowDigits;

    /// <summary>The text of a calculation; null for one that is not about DECIMAL, or that the engine's own operator does well.</summary>
    /// <param name="binary">The calculation.</param>
    /// <param name="write">Gives the text of an operand.</param>
    /// <param name="rangeOf">The range of a column; null when it is not known.</param>
    public static string? Write(BoundBinary binary, Func<BoundExpression, string> write, Func<SourceColumn, DecimalRange?> rangeOf)
    {
        if (binary.Type is not DecimalType type || binary.Left.Type is not DecimalType left || binary.Right.Type is not DecimalType right)
            return null;
        if (NarrowCalculation(binary, write, rangeOf) is { } safe)
            return $"CAST({safe} AS {DuckDbTypes.NameOf(type)})";
        var isSum = binary.Operator is BinaryOperator.Add or BinaryOperator.Subtract;
        if (isSum && !HoldsWideProduct(binary))
            return null;
        var exact = isSum ? $"CAST({write(binary.Left)} {SymbolOf(binary.Operator)} {write(binary.Right)} AS {DuckDbTypes.NameOf(type)})"
            : binary.Operator == BinaryOperator.Divide ? Quotient(binary, left, right, type, write)
            : Product(binary, left, right, type, write);
        return HoldsWideProduct(binary) && Narrow(binary, write) is { } narrow
            ? Tried(binary, $"coalesce(TRY(CAST({narrow} AS {DuckDbTypes.NameOf(type)})), {exact})", write)
            : exact;
    }

    /// <summary>
    /// The text of a calculation whose type has more digits than the engine keeps in 64 bits, but whose values have not, in a type of the engine
    /// for as many; null for any other.
    /// </summary>
    /// <param name="expression">The calculation.</param>
    /// <param name="write">Gives the text of an operand.</param>
    /// <param name="rangeOf">The range of a column; null when it is not known.</param>
    public static string? NarrowCalculation(BoundExpression expression, Func<BoundExpression, string> write, Func<SourceColumn, DecimalRange?> rangeOf) =>
        HoldsWideProduct(expression) && Narrow(expression, write) is { } narrow && DecimalRange.Of(expression, rangeOf) is not null ? narrow : null;

    /// <summary>
    /// A calculation with TRY in it, in a CASE: the engine computes what several expressions share before them, also what is tried, and would fail
    /// there. It leaves alone what is within a CASE. A NULL among the operands makes the result NULL.
    /// </summary>
    private static string Tried(BoundBinary binary, string text, Func<BoundExpression, string> write) =>
        binary.DescendantsAndSelf().FirstOrDefault(static node => node is BoundColumn) is BoundColumn column
            ? $"CASE WHEN {write(column)} IS NOT NULL THEN {text} END"
            : text;

    /// <summary>The greatest value of a type.</summary>
    public static string Greatest(DecimalType type)
    {
        var digits = new string('9', type.Precision).Insert(type.Precision - type.Scale, ".");
        return $"CAST('{digits}' AS {DuckDbTypes.NameOf(type)})";
    }

    private static string Product(BoundBinary binary, DecimalType left, DecimalType right, DecimalType type, Func<BoundExpression, string> write)
    {
        var (a, b) = (write(binary.Left), write(binary.Right));
        if (left.Scale + right.Scale != type.Scale)
            return FromWhole($"mc_decimal_multiply({a}, {b}, {Number(type.Scale)})", type);
        // With one operand of 128 bits the engine computes in these.
        var first = IsWideProduct(left, right) ? $"CAST({a} AS {DuckDbTypes.NameOf(new DecimalType(DecimalType.PrecisionMax, left.Scale))})" : $"({a})";
        return $"CAST({first} * ({b}) AS {DuckDbTypes.NameOf(type)})";
    }

    private static string Quotient(BoundBinary binary, DecimalType left, DecimalType right, DecimalType type, Func<BoundExpression, string> write)
    {
        var shift = type.Scale + right.Scale - left.Scale;
        return FromWhole($"mc_divide_rounded({Whole(write(binary.Left), shift)}, {Whole(write(binary.Right), -shift)})", type);
    }

    /// <summary>A value without its point, with some zeros behind it.</summary>
    private static string Whole(string value, int zeros) =>
        zeros <= 0 ? $"mc_whole({value})" : $"mc_whole({value}) * CAST('1{new string('0', zeros)}' AS HUGEINT)";

    /// <summary>The number that has the digits of a whole one, and a point among them.</summary>
    private static string FromWhole(string whole, DecimalType type)
    {
        var number = $"CAST({whole} AS DECIMAL(38,0))";
        if (type.Scale > 0)
            number += $" * CAST('0.{new string('0', type.Scale - 1)}1' AS DECIMAL(38,{Number(type.Scale)}))";
        return $"CAST({number} AS {DuckDbTypes.NameOf(type)})";
    }

    /// <summary>A calculation in the engine's own operators, without the conversions between its steps; null when it is not of that kind.</summary>
    private static string? Narrow(BoundExpression expression, Func<BoundExpression, string> write) => expression switch
    {
        _ when expression.Type is not DecimalType => null,
        BoundColumn or BoundConstant { Value: not null } => ((DecimalType)expression.Type).Precision <= NarrowDigits ? write(expression) : null,
        BoundBinary { Operator: BinaryOperator.Multiply or BinaryOperator.Add or BinaryOperator.Subtract } binary
            when KeepsScale(binary) && Narrow(binary.Left, write) is { } left && Narrow(binary.Right, write) is { } right =>
            $"({left} {SymbolOf(binary.Operator)} {right})",
        _ => null,
    };

    /// <summary>Whether no digit behind the point is dropped.</summary>
    private static bool KeepsScale(BoundBinary binary)
    {
        if (binary is not { Type: DecimalType type, Left.Type: DecimalType left, Right.Type: DecimalType right })
            return false;
        return type.Scale == (binary.Operator == BinaryOperator.Multiply ? left.Scale + right.Scale : Math.Max(left.Scale, right.Scale));
    }

    private static bool HoldsWideProduct(BoundExpression expression) => expression is BoundBinary binary
        && ((binary is { Operator: BinaryOperator.Multiply, Left.Type: DecimalType left, Right.Type: DecimalType right } && left.Precision + right.Precision > NarrowDigits)
            || HoldsWideProduct(binary.Left) || HoldsWideProduct(binary.Right));

    private static bool IsWideProduct(DecimalType left, DecimalType right) =>
        left.Precision + right.Precision > NarrowDigits && Math.Max(left.Precision, right.Precision) <= NarrowDigits;

    private static string SymbolOf(BinaryOperator symbol) => symbol switch
    {
        BinaryOperator.Add => "+",
        BinaryOperator.Subtract => "-",
        BinaryOperator.Multiply => "*",
        _ => throw new ArgumentException($"{symbol} is not written as a symbol.", nameof(symbol)),
    };

    private static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);
}
