using System.Collections.Immutable;
using Ramet.Errors;
using Ramet.Sql.Functions;
using Ramet.Sql.Syntax;
using Ramet.Sql.Types;

namespace Ramet.Sql.Binding;

/// <summary>A call of a function over the rows of a group, or of a window when it stands in a <see cref="BoundWindow"/>.</summary>
/// <param name="Function">The function.</param>
/// <param name="Arguments">The arguments; empty for COUNT(*) and functions such as ROW_NUMBER.</param>
/// <param name="IsDistinct">True with DISTINCT.</param>
/// <param name="WithinGroup">The order of the rows; empty for none.</param>
/// <param name="Filter">Which rows count; null for all.</param>
/// <param name="Type">The type of the result.</param>
/// <param name="Span">Where the call was written.</param>
internal sealed record BoundAggregate(
    FunctionOverload Function,
    ImmutableArray<BoundExpression> Arguments,
    bool IsDistinct,
    ImmutableArray<BoundSortItem> WithinGroup,
    BoundExpression? Filter,
    DataType Type,
    SourceSpan Span) : BoundExpression(Type, Span)
{
    /// <summary>Whether a window function passes over rows whose value is NULL.</summary>
    public bool IgnoresNulls { get; init; }

    internal override BoundExpression MapChildren(Func<BoundExpression, BoundExpression> map) => this with
    {
        Arguments = map.All(Arguments),
        WithinGroup = [.. WithinGroup.Select(item => item with { Key = map(item.Key) })],
        Filter = Filter is null ? null : map(Filter),
    };
}

/// <summary>A call with OVER.</summary>
/// <param name="Function">The function and its arguments.</param>
/// <param name="PartitionBy">The partition keys; empty for none.</param>
/// <param name="OrderBy">The order in a partition; empty for none.</param>
/// <param name="Frame">
/// The rows around the current one; null for the engine's default: all rows, or up to the peers of the current row with an order.
/// </param>
/// <param name="Span">Where the call was written.</param>
internal sealed record BoundWindow(
    BoundAggregate Function,
    ImmutableArray<BoundExpression> PartitionBy,
    ImmutableArray<BoundSortItem> OrderBy,
    BoundFrame? Frame,
    SourceSpan Span) : BoundExpression(Function.Type, Span)
{
    internal override BoundExpression MapChildren(Func<BoundExpression, BoundExpression> map) => this with
    {
        // The function itself is no child: it is not an aggregate of the query's groups. Its arguments are.
        Function = (BoundAggregate)Function.MapChildren(map),
        PartitionBy = map.All(PartitionBy),
        OrderBy = [.. OrderBy.Select(item => item with { Key = map(item.Key) })],
    };
}

/// <summary>A key of an order. The place of NULL is always settled.</summary>
internal sealed record BoundSortItem(BoundExpression Key, bool IsDescending, NullOrder Nulls);

/// <summary>A frame with both bounds.</summary>
internal sealed record BoundFrame(FrameUnit Unit, BoundFrameBound Start, BoundFrameBound End, FrameExclusion Exclusion);

/// <summary>A bound of a frame; the offset is there exactly for <c>n PRECEDING</c> and <c>n FOLLOWING</c>.</summary>
internal sealed record BoundFrameBound(FrameBoundKind Kind, BoundExpression? Offset);
