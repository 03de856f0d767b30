using System.Collections.Immutable;

namespace Ramet.Sql.Syntax;

/// <summary>
/// <c>GROUP BY a, b</c>, <c>GROUP BY a, CUBE(b, c)</c>, <c>GROUP BY GROUPING SETS ((a), (b))</c>.
/// Hive's <c>a, b GROUPING SETS (...)</c>, <c>a, b WITH CUBE</c> and <c>a, b WITH ROLLUP</c> give the one element that they mean.
/// </summary>
/// <param name="Elements">The elements between commas; at least one.</param>
public sealed record GroupByClause(ImmutableArray<GroupingElement> Elements) : SyntaxNode
{
    /// <inheritdoc/>
    public override SyntaxNode MapChildren(SyntaxMap map) => this with { Elements = map.All(Elements) };
}

/// <summary>One element of GROUP BY.</summary>
public abstract record GroupingElement : SyntaxNode;

/// <summary>A plain key.</summary>
/// <param name="Key">An expression over the input columns, or a position number.</param>
public sealed record GroupingKey(Expression Key) : GroupingElement
{
    /// <inheritdoc/>
    public override SyntaxNode MapChildren(SyntaxMap map) => this with { Key = map.One(Key) };
}

/// <summary><c>GROUPING SETS (...)</c>, <c>CUBE (...)</c> or <c>ROLLUP (...)</c>.</summary>
/// <param name="Kind">Which of them.</param>
/// <param name="Sets">Each operand with its keys: <c>a</c> and <c>(a)</c> are one key, <c>()</c> none.</param>
public sealed record GroupingSets(GroupingSetsKind Kind, ImmutableArray<GroupingSet> Sets) : GroupingElement
{
    /// <inheritdoc/>
    public override SyntaxNode MapChildren(SyntaxMap map) => this with { Sets = map.All(Sets) };
}

/// <summary>The ways to name several sets of keys at once.</summary>
public enum GroupingSetsKind
{
    /// <summary>GROUPING SETS: the sets as written.</summary>
    GroupingSets,

    /// <summary>CUBE: all subsets.</summary>
    Cube,

    /// <summary>ROLLUP: all prefixes.</summary>
    Rollup,
}

/// <summary><c>(a, b)</c> within GROUPING SETS, CUBE or ROLLUP.</summary>
/// <param name="Keys">The keys; may be empty.</param>
public sealed record GroupingSet(ImmutableArray<Expression> Keys) : SyntaxNode
{
    /// <inheritdoc/>
    public override SyntaxNode MapChildren(SyntaxMap map) => this with { Keys = map.All(Keys) };
}
