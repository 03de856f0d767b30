using System.Collections.Immutable;

namespace Ramet.Sql.Syntax;

/// <summary>
/// <c>SELECT [DISTINCT] items [FROM ...] [WHERE ...] [GROUP BY ...] [HAVING ...] [WINDOW ...] [QUALIFY ...]</c>.
/// The order <c>FROM ... SELECT ...</c> gives the same node. Hints are skipped.
/// </summary>
/// <param name="IsDistinct">True with DISTINCT.</param>
/// <param name="Items">The SELECT list; at least one item.</param>
/// <param name="From">The tables between commas; empty without FROM.</param>
/// <param name="Where">The condition on rows; null for none.</param>
/// <param name="GroupBy">The GROUP BY clause; null for none.</param>
/// <param name="Having">The condition on groups; null for none.</param>
/// <param name="Windows">The WINDOW clause; empty for none.</param>
/// <param name="Qualify">The condition on the results of window functions; null for none.</param>
public sealed record SelectBody(
    bool IsDistinct,
    ImmutableArray<SelectItem> Items,
    ImmutableArray<TableReference> From,
    Expression? Where,
    GroupByClause? GroupBy,
    Expression? Having,
    ImmutableArray<WindowDefinition> Windows,
    Expression? Qualify) : QueryBody
{
    /// <inheritdoc/>
    public override SyntaxNode MapChildren(SyntaxMap map) => this with
    {
        Items = map.All(Items),
        From = map.All(From),
        Where = map.Optional(Where),
        GroupBy = map.Optional(GroupBy),
        Having = map.Optional(Having),
        Windows = map.All(Windows),
        Qualify = map.Optional(Qualify),
    };
}

/// <summary>One item of a SELECT list.</summary>
public abstract record SelectItem : SyntaxNode;

/// <summary><c>expression [[AS] alias]</c>, or <c>udtf(...) AS (a, b)</c>.</summary>
/// <param name="Value">The expression.</param>
/// <param name="Aliases">None, one, or several names (several only for a function that gives several columns).</param>
public sealed record ExpressionItem(Expression Value, ImmutableArray<Identifier> Aliases) : SelectItem
{
    /// <inheritdoc/>
    public override SyntaxNode MapChildren(SyntaxMap map) => this with { Value = map.One(Value), Aliases = map.All(Aliases) };
}

/// <summary><c>*</c> or <c>t.*</c>, with <c>EXCEPT (a, b)</c> and <c>REPLACE (expression AS a)</c>.</summary>
/// <param name="Qualifier">The table before the dot; null for all tables.</param>
/// <param name="Except">Columns left out.</param>
/// <param name="Replace">Columns with another value: each item has one alias, the name of the column.</param>
public sealed record StarItem(TableName? Qualifier, ImmutableArray<Identifier> Except, ImmutableArray<ExpressionItem> Replace) : SelectItem
{
    /// <inheritdoc/>
    public override SyntaxNode MapChildren(SyntaxMap map) =>
        this with { Qualifier = map.Optional(Qualifier), Except = map.All(Except), Replace = map.All(Replace) };
}

/// <summary><c>name AS (specification)</c> in the WINDOW clause.</summary>
/// <param name="Name">The window's name.</param>
/// <param name="Specification">What it stands for.</param>
public sealed record WindowDefinition(Identifier Name, WindowSpecification Specification) : SyntaxNode
{
    /// <inheritdoc/>
    public override SyntaxNode MapChildren(SyntaxMap map) =>
        this with { Name = map.One(Name), Specification = map.One(Specification) };
}
