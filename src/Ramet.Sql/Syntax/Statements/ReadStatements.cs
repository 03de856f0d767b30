using System.Collections.Immutable;

namespace Ramet.Sql.Syntax;

/// <summary><c>READ table [(columns)] [PARTITION(...)] [n]</c>: the first rows of a table, in no order.</summary>
/// <param name="Table">The table or view.</param>
/// <param name="Columns">The columns that are wanted; empty for all.</param>
/// <param name="Partition">The values of partition columns, of some or all levels; null for the whole table.</param>
/// <param name="Count">How many rows at most; null for <see cref="DefaultCount"/>.</param>
public sealed record ReadTableStatement(
    TableName Table, ImmutableArray<Identifier> Columns, PartitionSpec? Partition, CountValue? Count) : Statement
{
    /// <summary>How many rows are given when the statement does not say it.</summary>
    public const long DefaultCount = 10_000;

    /// <inheritdoc/>
    public override SyntaxNode MapChildren(SyntaxMap map) => this with
    {
        Table = map.One(Table),
        Columns = map.All(Columns),
        Partition = map.Optional(Partition),
        Count = map.Optional(Count),
    };
}

/// <summary><c>COUNT table [PARTITION(...)]</c>: how many rows a table has.</summary>
/// <param name="Table">The table or view.</param>
/// <param name="Partition">The values of partition columns, of some or all levels; null for the whole table.</param>
public sealed record CountRowsStatement(TableName Table, PartitionSpec? Partition) : Statement
{
    /// <inheritdoc/>
    public override SyntaxNode MapChildren(SyntaxMap map) => this with { Table = map.One(Table), Partition = map.Optional(Partition) };
}
