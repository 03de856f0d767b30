using System.Collections.Immutable;

namespace Ramet.Sql.Syntax;

/// <summary>
/// <c>INSERT INTO [TABLE] t [PARTITION(...)] [(columns)] query</c>, <c>INSERT OVERWRITE TABLE t [PARTITION(...)] query [ZORDER BY ...]</c>.
/// WITH before INSERT belongs to the query.
/// </summary>
/// <param name="Target">Where the rows go.</param>
/// <param name="Source">The rows: a SELECT or VALUES.</param>
/// <param name="ZOrderBy">The columns of ZORDER BY; empty for none.</param>
public sealed record InsertStatement(InsertTarget Target, Query Source, ImmutableArray<Identifier> ZOrderBy) : Statement
{
    /// <inheritdoc/>
    public override SyntaxNode MapChildren(SyntaxMap map) =>
        this with { Target = map.One(Target), Source = map.One(Source), ZOrderBy = map.All(ZOrderBy) };
}

/// <summary><c>INTO [TABLE] t [PARTITION(...)] [(columns)]</c> or <c>OVERWRITE TABLE t [PARTITION(...)]</c>.</summary>
/// <param name="IsOverwrite">True with OVERWRITE.</param>
/// <param name="Table">The table.</param>
/// <param name="Partition">Static and dynamic partition columns; null for none.</param>
/// <param name="Columns">The columns that the rows are for; empty for all. Never with OVERWRITE.</param>
public sealed record InsertTarget(bool IsOverwrite, TableName Table, PartitionSpec? Partition, ImmutableArray<Identifier> Columns)
    : SyntaxNode
{
    /// <inheritdoc/>
    public override SyntaxNode MapChildren(SyntaxMap map) =>
        this with { Table = map.One(Table), Partition = map.Optional(Partition), Columns = map.All(Columns) };
}

/// <summary><c>[WITH ...] FROM source INSERT ... SELECT ... INSERT ... SELECT ...</c>.</summary>
/// <param name="With">The common table expressions; empty without WITH.</param>
/// <param name="From">The tables that all branches read.</param>
/// <param name="Branches">The branches; at least one.</param>
public sealed record MultiInsertStatement(
    ImmutableArray<CommonTable> With,
    ImmutableArray<TableReference> From,
    ImmutableArray<InsertBranch> Branches) : Statement
{
    /// <inheritdoc/>
    public override SyntaxNode MapChildren(SyntaxMap map) =>
        this with { With = map.All(With), From = map.All(From), Branches = map.All(Branches) };
}

/// <summary><c>INSERT ... SELECT ...</c> within a multi-insert.</summary>
/// <param name="Target">Where the rows go.</param>
/// <param name="Source">A query whose body is a <see cref="SelectBody"/> without FROM: it reads the tables of the statement.</param>
public sealed record InsertBranch(InsertTarget Target, Query Source) : SyntaxNode
{
    /// <inheritdoc/>
    public override SyntaxNode MapChildren(SyntaxMap map) => this with { Target = map.One(Target), Source = map.One(Source) };
}

/// <summary><c>LOAD OVERWRITE|INTO TABLE t [PARTITION(...)] FROM LOCATION 'uri' [ROW FORMAT ...] STORED AS format</c>.</summary>
/// <param name="IsOverwrite">True with OVERWRITE.</param>
/// <param name="Table">The table.</param>
/// <param name="Partition">The partition the files are for; null for none.</param>
/// <param name="Location">The file or directory, as a URI.</param>
/// <param name="Storage">How the files are read; its own location is absent.</param>
public sealed record LoadStatement(
    bool IsOverwrite,
    TableName Table,
    PartitionSpec? Partition,
    TextValue Location,
    StorageClause Storage) : Statement
{
    /// <inheritdoc/>
    public override SyntaxNode MapChildren(SyntaxMap map) => this with
    {
        Table = map.One(Table),
        Partition = map.Optional(Partition),
        Location = map.One(Location),
        Storage = map.One(Storage),
    };
}
