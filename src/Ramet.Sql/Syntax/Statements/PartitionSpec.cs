using System.Collections.Immutable;

namespace Ramet.Sql.Syntax;

/// <summary>
/// <c>PARTITION (ds='20190101', hr=1)</c>: one partition by the values of its columns; in INSERT, a column without a value is dynamic.
/// </summary>
/// <param name="Columns">The columns as written, which need not be all levels; at least one.</param>
public sealed record PartitionSpec(ImmutableArray<PartitionColumn> Columns) : SyntaxNode
{
    /// <inheritdoc/>
    public override SyntaxNode MapChildren(SyntaxMap map) => this with { Columns = map.All(Columns) };
}

/// <summary><c>ds='20190101'</c>, or <c>ds</c> alone.</summary>
/// <param name="Name">The partition column.</param>
/// <param name="Value">A literal, perhaps with a sign before a number; null for a dynamic column.</param>
public sealed record PartitionColumn(Identifier Name, Expression? Value) : SyntaxNode
{
    /// <inheritdoc/>
    public override SyntaxNode MapChildren(SyntaxMap map) => this with { Name = map.One(Name), Value = map.Optional(Value) };
}

/// <summary><c>PARTITION (ds &lt; '201911', region = 'beijing')</c>: all partitions for which every condition holds.</summary>
/// <param name="Conditions">Conditions over partition columns; at least one.</param>
public sealed record PartitionFilter(ImmutableArray<Expression> Conditions) : SyntaxNode
{
    /// <inheritdoc/>
    public override SyntaxNode MapChildren(SyntaxMap map) => this with { Conditions = map.All(Conditions) };
}
