namespace Ramet.Sql.Syntax;

/// <summary><c>DESC|DESCRIBE [EXTENDED] t [PARTITION(...)]</c>.</summary>
/// <param name="IsExtended">True with EXTENDED.</param>
/// <param name="Table">The table or view.</param>
/// <param name="Partition">The partition to describe; null for the table.</param>
public sealed record DescribeTableStatement(bool IsExtended, TableName Table, PartitionSpec? Partition) : Statement
{
    /// <inheritdoc/>
    public override SyntaxNode MapChildren(SyntaxMap map) => this with { Table = map.One(Table), Partition = map.Optional(Partition) };
}

/// <summary><c>SHOW TABLES [IN project] [LIKE 'pattern']</c>.</summary>
/// <param name="Project">The project; null for the current one.</param>
/// <param name="Pattern">The wanted names, with <c>*</c> for any text; null for all.</param>
public sealed record ShowTablesStatement(Identifier? Project, TextValue? Pattern) : Statement
{
    /// <inheritdoc/>
    public override SyntaxNode MapChildren(SyntaxMap map) => this with { Project = map.Optional(Project), Pattern = map.Optional(Pattern) };
}

/// <summary><c>SHOW PARTITIONS t [PARTITION(prefix)]</c>.</summary>
/// <param name="Table">The table.</param>
/// <param name="Partition">The first levels of the wanted partitions; null for all.</param>
public sealed record ShowPartitionsStatement(TableName Table, PartitionSpec? Partition) : Statement
{
    /// <inheritdoc/>
    public override SyntaxNode MapChildren(SyntaxMap map) => this with { Table = map.One(Table), Partition = map.Optional(Partition) };
}

/// <summary><c>SHOW CREATE TABLE t</c>.</summary>
/// <param name="Table">The table.</param>
public sealed record ShowCreateTableStatement(TableName Table) : Statement
{
    /// <inheritdoc/>
    public override SyntaxNode MapChildren(SyntaxMap map) => this with { Table = map.One(Table) };
}

/// <summary><c>SHOW COLUMNS FROM t</c>.</summary>
/// <param name="Table">The table or view.</param>
public sealed record ShowColumnsStatement(TableName Table) : Statement
{
    /// <inheritdoc/>
    public override SyntaxNode MapChildren(SyntaxMap map) => this with { Table = map.One(Table) };
}

/// <summary><c>LIST PROJECTS</c>, also written <c>SHOW PROJECTS</c>.</summary>
public sealed record ListProjectsStatement : Statement;
