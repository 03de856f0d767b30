namespace Ramet.Sql.Syntax;

/// <summary><c>MSCK REPAIR TABLE t [ADD PARTITIONS]</c>.</summary>
/// <param name="Table">The table.</param>
public sealed record RepairTableStatement(TableName Table) : Statement
{
    /// <inheritdoc/>
    public override SyntaxNode MapChildren(SyntaxMap map) => this with { Table = map.One(Table) };
}
