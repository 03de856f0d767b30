using System.Collections.Immutable;

namespace Ramet.Sql.Syntax;

/// <summary><c>CASE WHEN c THEN r ... [ELSE e] END</c> or <c>CASE operand WHEN v THEN r ... END</c>.</summary>
/// <param name="Operand">The value that each WHEN is compared with; null when each WHEN is a condition.</param>
/// <param name="Branches">The WHEN branches; at least one.</param>
/// <param name="Else">The result when no branch applies; null means NULL.</param>
public sealed record CaseExpression(Expression? Operand, ImmutableArray<WhenBranch> Branches, Expression? Else) : Expression
{
    /// <inheritdoc/>
    public override SyntaxNode MapChildren(SyntaxMap map) =>
        this with { Operand = map.Optional(Operand), Branches = map.All(Branches), Else = map.Optional(Else) };
}

/// <summary><c>WHEN condition THEN result</c>.</summary>
/// <param name="Condition">The condition, or the value to compare with.</param>
/// <param name="Result">The value of the CASE if it applies.</param>
public sealed record WhenBranch(Expression Condition, Expression Result) : SyntaxNode
{
    /// <inheritdoc/>
    public override SyntaxNode MapChildren(SyntaxMap map) => this with { Condition = map.One(Condition), Result = map.One(Result) };
}

/// <summary><c>CAST(operand AS type)</c>.</summary>
/// <param name="Operand">The value to convert.</param>
/// <param name="Type">The wanted type.</param>
public sealed record CastExpression(Expression Operand, TypeSyntax Type) : Expression
{
    /// <inheritdoc/>
    public override SyntaxNode MapChildren(SyntaxMap map) => this with { Operand = map.One(Operand), Type = map.One(Type) };
}

/// <summary><c>EXTRACT(unit FROM operand)</c>.</summary>
/// <param name="Unit">The wanted part.</param>
/// <param name="Operand">The date or time.</param>
public sealed record ExtractExpression(DateTimeUnit Unit, Expression Operand) : Expression
{
    /// <inheritdoc/>
    public override SyntaxNode MapChildren(SyntaxMap map) => this with { Operand = map.One(Operand) };
}

/// <summary><c>TRIM(LEADING chars FROM operand)</c>. The plain call <c>TRIM(s)</c> is a <see cref="FunctionCall"/>.</summary>
/// <param name="Side">Where characters are taken away.</param>
/// <param name="Characters">The characters; null for blanks.</param>
/// <param name="Operand">The text.</param>
public sealed record TrimExpression(TrimSide Side, Expression? Characters, Expression Operand) : Expression
{
    /// <inheritdoc/>
    public override SyntaxNode MapChildren(SyntaxMap map) =>
        this with { Characters = map.Optional(Characters), Operand = map.One(Operand) };
}

/// <summary>The ends at which TRIM works.</summary>
public enum TrimSide
{
    /// <summary>BOTH, the default.</summary>
    Both,

    /// <summary>LEADING.</summary>
    Leading,

    /// <summary>TRAILING.</summary>
    Trailing,
}

/// <summary><c>(a, b)</c>: several values, for IN with several columns.</summary>
/// <param name="Items">The values; at least two.</param>
public sealed record RowExpression(ImmutableArray<Expression> Items) : Expression
{
    /// <inheritdoc/>
    public override SyntaxNode MapChildren(SyntaxMap map) => this with { Items = map.All(Items) };
}

/// <summary><c>x -&gt; body</c> or <c>(x, y) -&gt; body</c>, an argument of functions such as TRANSFORM.</summary>
/// <param name="Parameters">The names; at least one.</param>
/// <param name="Body">The expression over them.</param>
public sealed record LambdaExpression(ImmutableArray<Identifier> Parameters, Expression Body) : Expression
{
    /// <inheritdoc/>
    public override SyntaxNode MapChildren(SyntaxMap map) => this with { Parameters = map.All(Parameters), Body = map.One(Body) };
}

/// <summary><c>(SELECT ...)</c> as a value.</summary>
/// <param name="Query">The query, which must give one column and at most one row.</param>
public sealed record ScalarSubquery(Query Query) : Expression
{
    /// <inheritdoc/>
    public override SyntaxNode MapChildren(SyntaxMap map) => this with { Query = map.One(Query) };
}
