using System.Collections.Immutable;

namespace Ramet.Sql.Syntax;

/// <summary>A statement that changes single rows of a transactional table.</summary>
/// <param name="Target">The table whose rows are changed.</param>
public abstract record RowChangeStatement(RowChangeTarget Target) : Statement;

/// <summary><c>t [[AS] alias] [PARTITION(...)]</c>.</summary>
/// <param name="Table">The table.</param>
/// <param name="Alias">The name under which its columns are qualified; null for the table's own.</param>
/// <param name="Partition">The partition that is changed, perhaps not by all levels; null for the whole table. Never in MERGE.</param>
public sealed record RowChangeTarget(TableName Table, Identifier? Alias, PartitionSpec? Partition) : SyntaxNode
{
    /// <inheritdoc/>
    public override SyntaxNode MapChildren(SyntaxMap map) =>
        this with { Table = map.One(Table), Alias = map.Optional(Alias), Partition = map.Optional(Partition) };
}

/// <summary><c>DELETE FROM t [alias] [PARTITION(...)] [WHERE condition]</c>.</summary>
/// <param name="Target">The table.</param>
/// <param name="Where">Which rows go; null for all.</param>
public sealed record DeleteStatement(RowChangeTarget Target, Expression? Where) : RowChangeStatement(Target)
{
    /// <inheritdoc/>
    public override SyntaxNode MapChildren(SyntaxMap map) =>
        this with { Target = map.One(Target), Where = map.Optional(Where) };
}

/// <summary><c>UPDATE t [alias] [PARTITION(...)] SET a = e, (b, c) = (f, g) [FROM tables] [WHERE condition]</c>.</summary>
/// <param name="Target">The table.</param>
/// <param name="Assignments">The new values; at least one.</param>
/// <param name="From">Other tables whose rows give values; empty without FROM.</param>
/// <param name="Where">Which rows change; null for all.</param>
public sealed record UpdateStatement(
    RowChangeTarget Target,
    ImmutableArray<Assignment> Assignments,
    ImmutableArray<TableReference> From,
    Expression? Where) : RowChangeStatement(Target)
{
    /// <inheritdoc/>
    public override SyntaxNode MapChildren(SyntaxMap map) => this with
    {
        Target = map.One(Target),
        Assignments = map.All(Assignments),
        From = map.All(From),
        Where = map.Optional(Where),
    };
}

/// <summary><c>a = e</c> or <c>(a, b) = (e, f)</c> behind SET.</summary>
/// <param name="Columns">The columns, perhaps qualified by the target's name or alias; at least one.</param>
/// <param name="Value">
/// For one column its value. For several a <see cref="RowExpression"/> with one value for each, or a <see cref="ScalarSubquery"/> that
/// gives them.
/// </param>
public sealed record Assignment(ImmutableArray<ColumnReference> Columns, Expression Value) : SyntaxNode
{
    /// <inheritdoc/>
    public override SyntaxNode MapChildren(SyntaxMap map) => this with { Columns = map.All(Columns), Value = map.One(Value) };
}

/// <summary><c>MERGE INTO t [[AS] a] USING s [[AS] b] ON condition WHEN ... THEN ... [WHEN ... THEN ...]</c>.</summary>
/// <param name="Target">The table that is changed.</param>
/// <param name="Source">The rows by which it is changed: a table or a query in parentheses.</param>
/// <param name="Condition">Which rows of target and source belong together.</param>
/// <param name="Clauses">What happens; at least one.</param>
public sealed record MergeStatement(
    RowChangeTarget Target,
    TableReference Source,
    Expression Condition,
    ImmutableArray<MergeClause> Clauses) : RowChangeStatement(Target)
{
    /// <inheritdoc/>
    public override SyntaxNode MapChildren(SyntaxMap map) => this with
    {
        Target = map.One(Target),
        Source = map.One(Source),
        Condition = map.One(Condition),
        Clauses = map.All(Clauses),
    };
}

/// <summary>One WHEN of MERGE.</summary>
/// <param name="Condition">What must hold besides; null for nothing.</param>
public abstract record MergeClause(Expression? Condition) : SyntaxNode;

/// <summary><c>WHEN MATCHED [AND condition] THEN UPDATE SET ...</c>.</summary>
/// <param name="Condition">What must hold of the two rows; null for nothing.</param>
/// <param name="Assignments">The new values; at least one.</param>
public sealed record MergeUpdate(Expression? Condition, ImmutableArray<Assignment> Assignments) : MergeClause(Condition)
{
    /// <inheritdoc/>
    public override SyntaxNode MapChildren(SyntaxMap map) =>
        this with { Condition = map.Optional(Condition), Assignments = map.All(Assignments) };
}

/// <summary><c>WHEN MATCHED [AND condition] THEN DELETE</c>.</summary>
/// <param name="Condition">What must hold of the two rows; null for nothing.</param>
public sealed record MergeDelete(Expression? Condition) : MergeClause(Condition)
{
    /// <inheritdoc/>
    public override SyntaxNode MapChildren(SyntaxMap map) => this with { Condition = map.Optional(Condition) };
}

/// <summary><c>WHEN NOT MATCHED [AND condition] THEN INSERT [(columns)] VALUES (...)</c>.</summary>
/// <param name="Condition">What must hold of the source's row; null for nothing.</param>
/// <param name="Columns">The columns that get values; empty for all.</param>
/// <param name="Values">The values, over the source's row.</param>
public sealed record MergeInsert(Expression? Condition, ImmutableArray<Identifier> Columns, ValuesRow Values) : MergeClause(Condition)
{
    /// <inheritdoc/>
    public override SyntaxNode MapChildren(SyntaxMap map) =>
        this with { Condition = map.Optional(Condition), Columns = map.All(Columns), Values = map.One(Values) };
}
