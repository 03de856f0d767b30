using System.Collections.Immutable;

namespace Ramet.Sql.Syntax;

/// <summary>
/// <c>[project:]name([DISTINCT] arguments) [WITHIN GROUP (ORDER BY ...)] [FILTER (WHERE ...)] [IGNORE|RESPECT NULLS] [OVER ...]</c>.
/// CURRENT_DATE and CURRENT_TIMESTAMP without parentheses are calls too.
/// </summary>
/// <param name="Project">The project before the colon; null for a built-in function or one of the current project.</param>
/// <param name="Name">The function's name.</param>
/// <param name="IsDistinct">True with DISTINCT before the arguments.</param>
/// <param name="Arguments">The arguments; COUNT(*) has one <see cref="StarArgument"/>.</param>
/// <param name="WithinGroup">The order of the aggregated rows; empty when the clause is absent.</param>
/// <param name="Filter">Which rows are aggregated; null for all.</param>
/// <param name="Over">The window; null when the call has none.</param>
public sealed record FunctionCall(
    Identifier? Project,
    Identifier Name,
    bool IsDistinct,
    ImmutableArray<Expression> Arguments,
    ImmutableArray<SortItem> WithinGroup,
    Expression? Filter,
    OverClause? Over) : Expression
{
    /// <summary>What happens to rows whose value is NULL; null when nothing is written, which respects them.</summary>
    public NullTreatment? Nulls { get; init; }

    /// <inheritdoc/>
    public override SyntaxNode MapChildren(SyntaxMap map) => this with
    {
        Project = map.Optional(Project),
        Name = map.One(Name),
        Arguments = map.All(Arguments),
        WithinGroup = map.All(WithinGroup),
        Filter = map.Optional(Filter),
        Over = map.Optional(Over),
    };
}

/// <summary>Whether a window function takes NULL for a value.</summary>
public enum NullTreatment
{
    /// <summary>RESPECT NULLS: NULL is a value like others.</summary>
    Respect,

    /// <summary>IGNORE NULLS: rows whose value is NULL are passed over.</summary>
    Ignore,
}

/// <summary>What follows OVER.</summary>
public abstract record OverClause : SyntaxNode;

/// <summary><c>OVER w</c>: a window of the WINDOW clause.</summary>
/// <param name="Name">The window's name.</param>
public sealed record NamedWindow(Identifier Name) : OverClause
{
    /// <inheritdoc/>
    public override SyntaxNode MapChildren(SyntaxMap map) => this with { Name = map.One(Name) };
}

/// <summary><c>([base] [PARTITION BY ...] [ORDER BY ...] [frame])</c>, behind OVER or in the WINDOW clause.</summary>
/// <param name="BaseName">A window of the WINDOW clause that this one extends; null for none.</param>
/// <param name="PartitionBy">The partition keys; empty for one partition of all rows.</param>
/// <param name="OrderBy">The order in a partition; empty for none.</param>
/// <param name="Frame">The rows around the current one; null for the default of the type edition.</param>
public sealed record WindowSpecification(
    Identifier? BaseName,
    ImmutableArray<Expression> PartitionBy,
    ImmutableArray<SortItem> OrderBy,
    WindowFrame? Frame) : OverClause
{
    /// <inheritdoc/>
    public override SyntaxNode MapChildren(SyntaxMap map) => this with
    {
        BaseName = map.Optional(BaseName),
        PartitionBy = map.All(PartitionBy),
        OrderBy = map.All(OrderBy),
        Frame = map.Optional(Frame),
    };
}

/// <summary><c>ROWS|RANGE|GROUPS start</c> or <c>... BETWEEN start AND end</c>, and <c>EXCLUDE</c>.</summary>
/// <param name="Unit">What the bounds count.</param>
/// <param name="Start">The first row.</param>
/// <param name="End">The last row; null when only the start was written, which means the current row.</param>
/// <param name="Exclusion">Rows that are left out.</param>
public sealed record WindowFrame(FrameUnit Unit, FrameBound Start, FrameBound? End, FrameExclusion Exclusion) : SyntaxNode
{
    /// <inheritdoc/>
    public override SyntaxNode MapChildren(SyntaxMap map) => this with { Start = map.One(Start), End = map.Optional(End) };
}

/// <summary>What the bounds of a frame count.</summary>
public enum FrameUnit
{
    /// <summary>ROWS.</summary>
    Rows,

    /// <summary>RANGE: distance of the sort value.</summary>
    Range,

    /// <summary>GROUPS: groups of equal sort values.</summary>
    Groups,
}

/// <summary>One bound of a frame.</summary>
/// <param name="Kind">Which bound.</param>
/// <param name="Offset">The distance for <see cref="FrameBoundKind.Preceding"/> and <see cref="FrameBoundKind.Following"/>; null
/// otherwise.</param>
public sealed record FrameBound(FrameBoundKind Kind, Expression? Offset) : SyntaxNode
{
    /// <inheritdoc/>
    public override SyntaxNode MapChildren(SyntaxMap map) => this with { Offset = map.Optional(Offset) };
}

/// <summary>The bounds that a frame may have, from first to last.</summary>
public enum FrameBoundKind
{
    /// <summary>UNBOUNDED PRECEDING.</summary>
    UnboundedPreceding,

    /// <summary><c>n PRECEDING</c>.</summary>
    Preceding,

    /// <summary>CURRENT ROW.</summary>
    CurrentRow,

    /// <summary><c>n FOLLOWING</c>.</summary>
    Following,

    /// <summary>UNBOUNDED FOLLOWING.</summary>
    UnboundedFollowing,
}

/// <summary>Rows of a frame that are left out.</summary>
public enum FrameExclusion
{
    /// <summary>EXCLUDE NO OTHERS, the default.</summary>
    NoOthers,

    /// <summary>EXCLUDE CURRENT ROW.</summary>
    CurrentRow,

    /// <summary>EXCLUDE GROUP.</summary>
    Group,

    /// <summary>EXCLUDE TIES.</summary>
    Ties,
}
