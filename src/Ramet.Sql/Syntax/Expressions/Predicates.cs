using System.Collections.Immutable;

namespace Ramet.Sql.Syntax;

/// <summary><c>a IS [NOT] NULL</c>, <c>a IS [NOT] TRUE</c>, <c>a IS [NOT] FALSE</c>.</summary>
/// <param name="Operand">The value in question.</param>
/// <param name="Condition">What it is compared with.</param>
/// <param name="IsNegated">True with NOT.</param>
public sealed record IsExpression(Expression Operand, IsCondition Condition, bool IsNegated) : Expression
{
    /// <inheritdoc/>
    public override SyntaxNode MapChildren(SyntaxMap map) => this with { Operand = map.One(Operand) };
}

/// <summary>The words that may follow IS.</summary>
public enum IsCondition
{
    /// <summary>NULL.</summary>
    Null,

    /// <summary>TRUE.</summary>
    True,

    /// <summary>FALSE.</summary>
    False,
}

/// <summary><c>a IS [NOT] DISTINCT FROM b</c>.</summary>
/// <param name="Left">The first value.</param>
/// <param name="Right">The second value.</param>
/// <param name="IsNegated">True with NOT: equal, or both NULL.</param>
public sealed record DistinctFromExpression(Expression Left, Expression Right, bool IsNegated) : Expression
{
    /// <inheritdoc/>
    public override SyntaxNode MapChildren(SyntaxMap map) => this with { Left = map.One(Left), Right = map.One(Right) };
}

/// <summary><c>a [NOT] LIKE b [ESCAPE c]</c>, <c>a [NOT] RLIKE b</c>.</summary>
/// <param name="Operand">The text to be tested.</param>
/// <param name="Kind">The language of the pattern.</param>
/// <param name="Pattern">The pattern.</param>
/// <param name="Escape">The character that takes the next one literally; null for the default, a back-slash. Only with LIKE.</param>
/// <param name="IsNegated">True with NOT.</param>
public sealed record LikeExpression(Expression Operand, LikeKind Kind, Expression Pattern, Expression? Escape, bool IsNegated) : Expression
{
    /// <inheritdoc/>
    public override SyntaxNode MapChildren(SyntaxMap map) =>
        this with { Operand = map.One(Operand), Pattern = map.One(Pattern), Escape = map.Optional(Escape) };
}

/// <summary>The language of a pattern.</summary>
public enum LikeKind
{
    /// <summary>LIKE: <c>%</c> and <c>_</c>.</summary>
    Like,

    /// <summary>RLIKE, also written REGEXP: a regular expression.</summary>
    RLike,
}

/// <summary><c>a [NOT] BETWEEN low AND high</c>.</summary>
/// <param name="Operand">The value in question.</param>
/// <param name="Low">The smallest value, included.</param>
/// <param name="High">The greatest value, included.</param>
/// <param name="IsNegated">True with NOT.</param>
public sealed record BetweenExpression(Expression Operand, Expression Low, Expression High, bool IsNegated) : Expression
{
    /// <inheritdoc/>
    public override SyntaxNode MapChildren(SyntaxMap map) =>
        this with { Operand = map.One(Operand), Low = map.One(Low), High = map.One(High) };
}

/// <summary><c>a [NOT] IN (b, c)</c>.</summary>
/// <param name="Operand">The value in question.</param>
/// <param name="Items">The values in parentheses; at least one.</param>
/// <param name="IsNegated">True with NOT.</param>
public sealed record InListExpression(Expression Operand, ImmutableArray<Expression> Items, bool IsNegated) : Expression
{
    /// <inheritdoc/>
    public override SyntaxNode MapChildren(SyntaxMap map) => this with { Operand = map.One(Operand), Items = map.All(Items) };
}

/// <summary><c>a [NOT] IN (SELECT ...)</c>.</summary>
/// <param name="Operand">The value in question; a <see cref="RowExpression"/> for several columns.</param>
/// <param name="Query">The query in parentheses.</param>
/// <param name="IsNegated">True with NOT.</param>
public sealed record InQueryExpression(Expression Operand, Query Query, bool IsNegated) : Expression
{
    /// <inheritdoc/>
    public override SyntaxNode MapChildren(SyntaxMap map) => this with { Operand = map.One(Operand), Query = map.One(Query) };
}

/// <summary><c>EXISTS (SELECT ...)</c>; NOT EXISTS is a <see cref="UnaryExpression"/> around it.</summary>
/// <param name="Query">The query in parentheses.</param>
public sealed record ExistsExpression(Query Query) : Expression
{
    /// <inheritdoc/>
    public override SyntaxNode MapChildren(SyntaxMap map) => this with { Query = map.One(Query) };
}
