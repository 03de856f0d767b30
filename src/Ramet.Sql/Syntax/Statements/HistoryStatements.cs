using System.Collections.Immutable;

namespace Ramet.Sql.Syntax;

/// <summary><c>SHOW HISTORY FOR TABLE t [('id'='...')] [PARTITION(...)]</c>: the states that can be brought back.</summary>
/// <param name="Table">The table.</param>
/// <param name="Id">The id of the dropped table of this name that is meant; null for the table that exists.</param>
/// <param name="Partition">The partition whose changes are shown, every column with a value; null for those of the table.</param>
public sealed record ShowHistoryStatement(TableName Table, TextValue? Id, PartitionSpec? Partition) : Statement
{
    /// <inheritdoc/>
    public override SyntaxNode MapChildren(SyntaxMap map) =>
        this with { Table = map.One(Table), Id = map.Optional(Id), Partition = map.Optional(Partition) };
}

/// <summary><c>SHOW HISTORY FOR TABLES [LIKE 'pattern']</c>: the tables of the current project, those that were dropped too.</summary>
/// <param name="Pattern">The wanted names, with <c>*</c> for any text; null for all.</param>
public sealed record ShowTableHistoriesStatement(TextValue? Pattern) : Statement
{
    /// <inheritdoc/>
    public override SyntaxNode MapChildren(SyntaxMap map) => this with { Pattern = map.Optional(Pattern) };
}

/// <summary><c>SHOW RECYCLEBIN</c>: the dropped tables of the current project.</summary>
public sealed record ShowRecycleBinStatement : Statement;

/// <summary><c>RESTORE TABLE t [('id'='...')] [PARTITION(...) ...] [TO LSN '...'] [AS name]</c>.</summary>
/// <param name="Table">The table.</param>
/// <param name="Id">The id of the dropped table of this name that is brought back; null for the table that exists.</param>
/// <param name="Partitions">The partitions to bring back, every column with a value; none for the whole table.</param>
/// <param name="Lsn">The number of the state to go back to; null for the last one that has what is missing.</param>
/// <param name="NewName">The name of the table that gets the state; null for the table itself.</param>
public sealed record RestoreTableStatement(
    TableName Table,
    TextValue? Id,
    ImmutableArray<PartitionSpec> Partitions,
    TextValue? Lsn,
    Identifier? NewName) : Statement
{
    /// <inheritdoc/>
    public override SyntaxNode MapChildren(SyntaxMap map) => this with
    {
        Table = map.One(Table),
        Id = map.Optional(Id),
        Partitions = map.All(Partitions),
        Lsn = map.Optional(Lsn),
        NewName = map.Optional(NewName),
    };
}

/// <summary><c>PURGE TABLE t [('id'='...')]</c>: gives up what could be brought back.</summary>
/// <param name="Table">The table.</param>
/// <param name="Id">The id of the one dropped table that is meant; null for the history of the table and all dropped ones of the name.</param>
public sealed record PurgeTableStatement(TableName Table, TextValue? Id) : Statement
{
    /// <inheritdoc/>
    public override SyntaxNode MapChildren(SyntaxMap map) => this with { Table = map.One(Table), Id = map.Optional(Id) };
}
