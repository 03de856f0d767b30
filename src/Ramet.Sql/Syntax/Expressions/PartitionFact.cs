using System.Collections.Immutable;

namespace Ramet.Sql.Syntax;

/// <summary>
/// A question about a table, answered before the statement runs: <c>MAX_PT('project.t')</c> or
/// <c>PARTITION_EXISTS('t', '2024-01-15', '09')</c>. The table stands in a text, but is one of the tables that the statement names.
/// </summary>
/// <param name="Function">The function's name.</param>
/// <param name="Table">The table that the text names.</param>
/// <param name="Values">The further arguments: for PARTITION_EXISTS a value for each partition column.</param>
public sealed record PartitionFact(PartitionFunction Function, TableName Table, ImmutableArray<StringLiteral> Values) : Expression
{
    /// <inheritdoc/>
    public override SyntaxNode MapChildren(SyntaxMap map) => this with { Table = map.One(Table), Values = map.All(Values) };
}

/// <summary>The functions about tables.</summary>
public enum PartitionFunction
{
    /// <summary>MAX_PT: the greatest value of the first partition column among the partitions with rows; NULL when there are none.</summary>
    MaxPt,

    /// <summary>PARTITION_EXISTS: whether the table has the partition.</summary>
    PartitionExists,

    /// <summary>TABLE_EXISTS: whether there is a table or view of that name that the caller may know of.</summary>
    TableExists,
}
