using System.Collections.Immutable;

namespace Ramet.Sql.Syntax;

/// <summary><c>DROP TABLE [IF EXISTS] t [PURGE]</c>.</summary>
/// <param name="IfExists">True to accept that there is none.</param>
/// <param name="Table">The table.</param>
/// <param name="IsPurge">True with PURGE: not kept in the recycle bin.</param>
public sealed record DropTableStatement(bool IfExists, TableName Table, bool IsPurge) : Statement
{
    /// <inheritdoc/>
    public override SyntaxNode MapChildren(SyntaxMap map) => this with { Table = map.One(Table) };
}

/// <summary><c>TRUNCATE TABLE t [PARTITION(...) [, PARTITION(...)]]</c>.</summary>
/// <param name="Table">The table.</param>
/// <param name="Partitions">The partitions to empty; none for all rows of a table without partitions.</param>
public sealed record TruncateTableStatement(TableName Table, ImmutableArray<PartitionSpec> Partitions) : Statement
{
    /// <inheritdoc/>
    public override SyntaxNode MapChildren(SyntaxMap map) => this with { Table = map.One(Table), Partitions = map.All(Partitions) };
}

/// <summary>
/// <c>CLONE TABLE source [PARTITION(...), ...] TO destination [IF EXISTS OVERWRITE|IGNORE]</c>.
/// </summary>
/// <param name="Source">The table to copy.</param>
/// <param name="Partitions">The partitions to copy, every column with a value; none for the whole table.</param>
/// <param name="Destination">The copy.</param>
/// <param name="WhenExists">What happens if the destination exists.</param>
public sealed record CloneTableStatement(
    TableName Source,
    ImmutableArray<PartitionSpec> Partitions,
    TableName Destination,
    CloneWhenExists WhenExists) : Statement
{
    /// <inheritdoc/>
    public override SyntaxNode MapChildren(SyntaxMap map) =>
        this with { Source = map.One(Source), Partitions = map.All(Partitions), Destination = map.One(Destination) };
}

/// <summary>What CLONE TABLE does if its destination exists.</summary>
public enum CloneWhenExists
{
    /// <summary>No clause: it is an error.</summary>
    Fail,

    /// <summary>IF EXISTS OVERWRITE: the data, or the partitions in scope, are replaced.</summary>
    Overwrite,

    /// <summary>IF EXISTS IGNORE: what exists stays; only missing partitions are added.</summary>
    Ignore,
}
