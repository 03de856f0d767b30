namespace Ramet.Sql.Syntax;

/// <summary>A whole statement, without the semicolon that ends it.</summary>
public abstract record Statement : SyntaxNode;

/// <summary>A statement that is a query: <c>SELECT ...</c>, <c>WITH ... SELECT ...</c>, <c>FROM ... SELECT ...</c>.</summary>
/// <param name="Query">The query.</param>
public sealed record SelectStatement(Query Query) : Statement
{
    /// <inheritdoc/>
    public override SyntaxNode MapChildren(SyntaxMap map) => this with { Query = map.One(Query) };
}

/// <summary><c>EXPLAIN statement</c>.</summary>
/// <param name="Explained">The statement whose plan is wanted.</param>
public sealed record ExplainStatement(Statement Explained) : Statement
{
    /// <inheritdoc/>
    public override SyntaxNode MapChildren(SyntaxMap map) => this with { Explained = map.One(Explained) };
}

/// <summary><c>COST SQL statement</c>.</summary>
/// <param name="Estimated">The statement of which is asked how much it would read.</param>
public sealed record CostStatement(Statement Estimated) : Statement
{
    /// <inheritdoc/>
    public override SyntaxNode MapChildren(SyntaxMap map) => this with { Estimated = map.One(Estimated) };
}
