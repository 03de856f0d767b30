using System.Collections.Immutable;

namespace Ramet.Sql.Syntax;

/// <summary><c>input PIVOT (aggregates FOR columns IN (values)) [[AS] alias]</c>: values of rows become columns.</summary>
/// <param name="Input">The rows before PIVOT.</param>
/// <param name="Aggregates">What is computed for each value, each a call of an aggregate function with at most one alias.</param>
/// <param name="For">The columns whose values are looked at; at least one.</param>
/// <param name="In">The values that become columns; at least one.</param>
/// <param name="Alias">The name of the result; null for none.</param>
public sealed record PivotedTable(
    TableReference Input,
    ImmutableArray<ExpressionItem> Aggregates,
    ImmutableArray<ColumnReference> For,
    ImmutableArray<PivotValue> In,
    Identifier? Alias) : TableReference
{
    /// <inheritdoc/>
    public override SyntaxNode MapChildren(SyntaxMap map) => this with
    {
        Input = map.One(Input),
        Aggregates = map.All(Aggregates),
        For = map.All(For),
        In = map.All(In),
        Alias = map.Optional(Alias),
    };
}

/// <summary><c>value [AS alias]</c> or <c>(value, value) [AS alias]</c>: one value for each column behind FOR.</summary>
/// <param name="Values">The values.</param>
/// <param name="Alias">The name of the new column, or the beginning of it; null for the text of the value.</param>
public sealed record PivotValue(ImmutableArray<Expression> Values, Identifier? Alias) : SyntaxNode
{
    /// <inheritdoc/>
    public override SyntaxNode MapChildren(SyntaxMap map) => this with { Values = map.All(Values), Alias = map.Optional(Alias) };
}

/// <summary><c>input UNPIVOT (values FOR names IN (columns)) [[AS] alias]</c>: columns become values of rows.</summary>
/// <param name="Input">The rows before UNPIVOT.</param>
/// <param name="Values">The new columns that hold the values.</param>
/// <param name="Names">The new columns that say where a value comes from.</param>
/// <param name="In">The columns that become rows; at least one group.</param>
/// <param name="Alias">The name of the result; null for none.</param>
public sealed record UnpivotedTable(
    TableReference Input,
    ImmutableArray<Identifier> Values,
    ImmutableArray<Identifier> Names,
    ImmutableArray<UnpivotColumns> In,
    Identifier? Alias) : TableReference
{
    /// <inheritdoc/>
    public override SyntaxNode MapChildren(SyntaxMap map) => this with
    {
        Input = map.One(Input),
        Values = map.All(Values),
        Names = map.All(Names),
        In = map.All(In),
        Alias = map.Optional(Alias),
    };
}

/// <summary><c>column [AS label]</c> or <c>(column, column) [AS (label, label)]</c>: one column for each new column of values.</summary>
/// <param name="Columns">The columns.</param>
/// <param name="Labels">The values of the new columns of names; empty for the names of the columns.</param>
public sealed record UnpivotColumns(ImmutableArray<ColumnReference> Columns, ImmutableArray<Expression> Labels) : SyntaxNode
{
    /// <inheritdoc/>
    public override SyntaxNode MapChildren(SyntaxMap map) => this with { Columns = map.All(Columns), Labels = map.All(Labels) };
}
