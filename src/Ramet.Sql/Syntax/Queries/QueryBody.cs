using System.Collections.Immutable;

namespace Ramet.Sql.Syntax;

/// <summary>The part of a query that gives rows, before they are ordered and limited.</summary>
public abstract record QueryBody : SyntaxNode;

/// <summary><c>left UNION|INTERSECT|EXCEPT [ALL|DISTINCT] right</c>. All set operators bind equally tight, from left to right.</summary>
/// <param name="Left">The rows before the operator.</param>
/// <param name="Operator">The operator.</param>
/// <param name="IsAll">True with ALL: duplicates are kept. DISTINCT is the default.</param>
/// <param name="Right">The rows behind it.</param>
public sealed record SetOperation(QueryBody Left, SetOperator Operator, bool IsAll, QueryBody Right) : QueryBody
{
    /// <inheritdoc/>
    public override SyntaxNode MapChildren(SyntaxMap map) => this with { Left = map.One(Left), Right = map.One(Right) };
}

/// <summary>The operators over sets of rows.</summary>
public enum SetOperator
{
    /// <summary>UNION.</summary>
    Union,

    /// <summary>INTERSECT.</summary>
    Intersect,

    /// <summary>EXCEPT, also written MINUS.</summary>
    Except,
}

/// <summary><c>(query)</c> as an operand of a set operation or as a whole query.</summary>
/// <param name="Query">The query in parentheses.</param>
public sealed record NestedQuery(Query Query) : QueryBody
{
    /// <inheritdoc/>
    public override SyntaxNode MapChildren(SyntaxMap map) => this with { Query = map.One(Query) };
}

/// <summary><c>VALUES (1,'a'), (2,'b')</c> as the source of INSERT.</summary>
/// <param name="Rows">The rows; at least one.</param>
public sealed record ValuesBody(ImmutableArray<ValuesRow> Rows) : QueryBody
{
    /// <inheritdoc/>
    public override SyntaxNode MapChildren(SyntaxMap map) => this with { Rows = map.All(Rows) };
}

/// <summary><c>(1,'a')</c> in VALUES.</summary>
/// <param name="Items">The values; at least one.</param>
public sealed record ValuesRow(ImmutableArray<Expression> Items) : SyntaxNode
{
    /// <inheritdoc/>
    public override SyntaxNode MapChildren(SyntaxMap map) => this with { Items = map.All(Items) };
}
