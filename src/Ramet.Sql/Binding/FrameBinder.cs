using System.Collections.Immutable;
using Ramet.Errors;
using Ramet.Sql.Syntax;

namespace Ramet.Sql.Binding;

/// <summary>Binds the frame of a window: bounds in order, and offsets that its unit and its order can count.</summary>
/// <param name="expressions">Binds offsets.</param>
/// <param name="window">The window, for places in messages.</param>
/// <param name="frame">The frame as written.</param>
/// <param name="order">The order of the window.</param>
internal sealed class FrameBinder(
    ExpressionBinder expressions, WindowSpecification window, WindowFrame frame, ImmutableArray<BoundSortItem> order)
{
    /// <summary>The frame.</summary>
    /// <exception cref="RametException">The bounds are in the wrong order, or an offset does not fit.</exception>
    public BoundFrame Bind()
    {
        if (frame.Unit == FrameUnit.Groups && order.IsEmpty)
            throw Error("a frame of GROUPS needs ORDER BY", window.Span);
        var start = BindBound(frame.Start);
        var end = frame.End is null ? new BoundFrameBound(FrameBoundKind.CurrentRow, null) : BindBound(frame.End);
        if (start.Kind == FrameBoundKind.UnboundedFollowing || end.Kind == FrameBoundKind.UnboundedPreceding || start.Kind > end.Kind)
            throw Error("the frame ends before it begins", frame.Span);
        return new BoundFrame(frame.Unit, start, end, frame.Exclusion);
    }

    private BoundFrameBound BindBound(FrameBound bound)
    {
        if (bound.Offset is null)
            return new BoundFrameBound(bound.Kind, null);
        var offset = expressions.Bind(bound.Offset);
        if (offset is BoundConstant { Value: null or < 0L or < 0d })
            throw Error("the offset of a frame is a number from 0", bound.Span);
        return new BoundFrameBound(bound.Kind, frame.Unit == FrameUnit.Range ? RequireDistance(offset) : RequireCount(offset));
    }

    private static BoundExpression RequireCount(BoundExpression offset) => offset.Type.Kind.IsInteger
        ? offset
        : throw Error($"a frame of ROWS or GROUPS counts in whole numbers, found {offset.Type.ToSql()}", offset.Span);

    /// <summary>An offset that can be added to the one key of the order.</summary>
    private BoundExpression RequireDistance(BoundExpression offset)
    {
        if (order is not [{ Key: var key }])
            throw Error("a frame of RANGE with an offset needs ORDER BY with one key", window.Span);
        var isFitting = (key.Type.Kind.IsNumber && offset.Type.Kind.IsNumber) || (key.Type.Kind.IsMoment && offset.Type.Kind.IsInterval);
        if (!isFitting)
            throw Error($"an offset of {offset.Type.ToSql()} cannot be added to a key of {key.Type.ToSql()}", offset.Span);
        return key.Type.Kind.IsNumber ? offset.ConvertTo(CommonTypes.WiderNumber(key.Type, offset.Type)) : offset;
    }

    private static RametException Error(string detail, SourceSpan span) => new(ErrorCode.WindowFunction, ErrorKind.User, detail, span);
}
