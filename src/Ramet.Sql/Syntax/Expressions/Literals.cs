using System.Collections.Immutable;

namespace Ramet.Sql.Syntax;

/// <summary><c>NULL</c>.</summary>
public sealed record NullLiteral : Expression;

/// <summary><c>TRUE</c> or <c>FALSE</c>.</summary>
/// <param name="Value">The value.</param>
public sealed record BooleanLiteral(bool Value) : Expression;

/// <summary><c>'text'</c> or <c>"text"</c>; adjacent literals are one.</summary>
/// <param name="Value">The text with its escapes resolved.</param>
public sealed record StringLiteral(string Value) : Expression;

/// <summary>A number without a sign: <c>12</c>, <c>12L</c>, <c>3.5</c>, <c>1E+7</c>, <c>3.5BD</c>.</summary>
/// <param name="Digits">The number as written, without its suffix.</param>
/// <param name="Suffix">The letters after the number, which say its type.</param>
public sealed record NumberLiteral(string Digits, NumberSuffix Suffix) : Expression
{
    /// <summary>True when there is neither a point nor an exponent.</summary>
    public bool IsInteger => Digits.AsSpan().IndexOfAnyExceptInRange('0', '9') < 0;
}

/// <summary>The letters after a number.</summary>
public enum NumberSuffix
{
    /// <summary>
    /// No letters: an integer is INT, then BIGINT, then DOUBLE if too large; a fraction is DOUBLE (DECIMAL in Hive mode).
    /// </summary>
    None,

    /// <summary><c>Y</c>.</summary>
    TinyInt,

    /// <summary><c>S</c>.</summary>
    SmallInt,

    /// <summary><c>L</c>.</summary>
    BigInt,

    /// <summary><c>F</c>.</summary>
    Float,

    /// <summary><c>D</c>.</summary>
    Double,

    /// <summary><c>BD</c>.</summary>
    Decimal,
}

/// <summary><c>X'CAFE'</c>.</summary>
/// <param name="Value">The bytes.</param>
public sealed record BinaryLiteral(ImmutableArray<byte> Value) : Expression;

/// <summary><c>DATE'2017-11-11'</c>, <c>DATETIME'...'</c>, <c>TIMESTAMP'...'</c>, <c>TIMESTAMP_NTZ'...'</c>, <c>JSON'...'</c>.</summary>
/// <param name="Type">The type that the word before the text names.</param>
/// <param name="Text">The text, which is not checked by the parser.</param>
public sealed record TypedLiteral(Types.DataType Type, string Text) : Expression;

/// <summary><c>INTERVAL '1' DAY</c>, <c>INTERVAL (n) MONTH</c>, <c>INTERVAL '1-2' YEAR TO MONTH</c>.</summary>
/// <param name="Amount">How much: a literal, or an expression that gives a number.</param>
/// <param name="Unit">The unit; with <paramref name="To"/>, the largest of several.</param>
/// <param name="To">The smallest unit of a text such as <c>'1-2'</c>; null when there is one unit only.</param>
public sealed record IntervalExpression(Expression Amount, DateTimeUnit Unit, DateTimeUnit? To) : Expression
{
    /// <inheritdoc/>
    public override SyntaxNode MapChildren(SyntaxMap map) => this with { Amount = map.One(Amount) };
}

/// <summary>A unit of INTERVAL and of EXTRACT.</summary>
public enum DateTimeUnit
{
    /// <summary>YEAR.</summary>
    Year,

    /// <summary>QUARTER; EXTRACT only.</summary>
    Quarter,

    /// <summary>MONTH.</summary>
    Month,

    /// <summary>WEEK; EXTRACT only.</summary>
    Week,

    /// <summary>DAY.</summary>
    Day,

    /// <summary>HOUR.</summary>
    Hour,

    /// <summary>MINUTE.</summary>
    Minute,

    /// <summary>SECOND.</summary>
    Second,
}
