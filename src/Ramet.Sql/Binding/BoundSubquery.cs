using System.Collections.Immutable;
using Ramet.Errors;
using Ramet.Sql.Types;

namespace Ramet.Sql.Binding;

/// <summary>An expression that runs a query.</summary>
/// <param name="Query">The query.</param>
/// <param name="Type">The type of the value.</param>
/// <param name="Span">Where it was written.</param>
internal abstract record BoundSubquery(BoundQueryBlock Query, DataType Type, SourceSpan Span) : BoundExpression(Type, Span);

/// <summary>The one value of a query with one column and at most one row; NULL without a row.</summary>
internal sealed record BoundScalarQuery(BoundQueryBlock Query, DataType Type, SourceSpan Span) : BoundSubquery(Query, Type, Span);

/// <summary>EXISTS.</summary>
internal sealed record BoundExists(BoundQueryBlock Query, SourceSpan Span) : BoundSubquery(Query, DataType.Boolean, Span);

/// <summary>[NOT] IN over the rows of a query.</summary>
/// <param name="Operands">The values, one for each column of the query.</param>
/// <param name="Query">The query.</param>
/// <param name="IsNegated">True with NOT.</param>
/// <param name="Span">Where it was written.</param>
internal sealed record BoundInQuery(ImmutableArray<BoundExpression> Operands, BoundQueryBlock Query, bool IsNegated, SourceSpan Span)
    : BoundSubquery(Query, DataType.Boolean, Span)
{
    internal override BoundExpression MapChildren(Func<BoundExpression, BoundExpression> map) => this with { Operands = map.All(Operands) };
}
