using System.Collections.Immutable;

namespace Ramet.Sql.Syntax;

/// <summary>
/// <c>[WITH ...] body [ORDER BY ...] [DISTRIBUTE BY ... SORT BY ...] [CLUSTER BY ...] [LIMIT ...]</c>.
/// The trailing clauses apply to the whole body, as in edition 2.0, also when it is a UNION.
/// </summary>
/// <param name="With">The common table expressions; empty without WITH.</param>
/// <param name="Body">The SELECT, VALUES or set operation.</param>
/// <param name="OrderBy">The order of the result; empty for none.</param>
/// <param name="DistributeBy">The keys by which rows are spread over reducers; empty for none.</param>
/// <param name="SortBy">The order within a reducer; empty for none.</param>
/// <param name="ClusterBy">Distribution and order by the same keys; empty for none.</param>
/// <param name="Limit">The LIMIT clause; null for none.</param>
public sealed record Query(
    ImmutableArray<CommonTable> With,
    QueryBody Body,
    ImmutableArray<SortItem> OrderBy,
    ImmutableArray<Expression> DistributeBy,
    ImmutableArray<SortItem> SortBy,
    ImmutableArray<Expression> ClusterBy,
    LimitClause? Limit) : SyntaxNode
{
    /// <inheritdoc/>
    public override SyntaxNode MapChildren(SyntaxMap map) => this with
    {
        With = map.All(With),
        Body = map.One(Body),
        OrderBy = map.All(OrderBy),
        DistributeBy = map.All(DistributeBy),
        SortBy = map.All(SortBy),
        ClusterBy = map.All(ClusterBy),
        Limit = map.Optional(Limit),
    };
}

/// <summary><c>name [(columns)] AS (query)</c> in WITH.</summary>
/// <param name="Name">The name that the query gets.</param>
/// <param name="Columns">New names for its columns; empty to keep theirs.</param>
/// <param name="Query">The query in parentheses.</param>
public sealed record CommonTable(Identifier Name, ImmutableArray<Identifier> Columns, Query Query) : SyntaxNode
{
    /// <summary>True behind WITH RECURSIVE, which stands for all tables of the clause: the query may read its own rows.</summary>
    public bool MayBeRecursive { get; init; }

    /// <inheritdoc/>
    public override SyntaxNode MapChildren(SyntaxMap map) =>
        this with { Name = map.One(Name), Columns = map.All(Columns), Query = map.One(Query) };
}

/// <summary><c>expression [ASC|DESC] [NULLS FIRST|LAST]</c>.</summary>
/// <param name="Key">The value to sort by.</param>
/// <param name="IsDescending">True with DESC.</param>
/// <param name="Nulls">Where NULL is placed; null when not written, which means: NULL sorts smallest.</param>
public sealed record SortItem(Expression Key, bool IsDescending, NullOrder? Nulls) : SyntaxNode
{
    /// <inheritdoc/>
    public override SyntaxNode MapChildren(SyntaxMap map) => this with { Key = map.One(Key) };
}

/// <summary>The place of NULL in an order.</summary>
public enum NullOrder
{
    /// <summary>NULLS FIRST.</summary>
    First,

    /// <summary>NULLS LAST.</summary>
    Last,
}

/// <summary><c>LIMIT count [OFFSET offset]</c>, also written <c>LIMIT offset, count</c>.</summary>
/// <param name="Count">The greatest number of rows.</param>
/// <param name="Offset">The number of rows skipped before; null for none.</param>
public sealed record LimitClause(Expression Count, Expression? Offset) : SyntaxNode
{
    /// <inheritdoc/>
    public override SyntaxNode MapChildren(SyntaxMap map) => this with { Count = map.One(Count), Offset = map.Optional(Offset) };
}
