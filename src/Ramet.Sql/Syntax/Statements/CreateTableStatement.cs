using System.Collections.Immutable;

namespace Ramet.Sql.Syntax;

/// <summary>
/// <c>CREATE [OR REPLACE] [TEMPORARY] [EXTERNAL] TABLE [IF NOT EXISTS] t (columns, PRIMARY KEY (...)) clauses [AS query]</c>.
/// After the column list the clauses may come in any order; each may be written once.
/// </summary>
/// <param name="IsReplace">True with OR REPLACE.</param>
/// <param name="IsTemporary">True with TEMPORARY.</param>
/// <param name="IsExternal">True with EXTERNAL.</param>
/// <param name="IfNotExists">True to accept an existing table as it is.</param>
/// <param name="Table">The new table.</param>
/// <param name="Columns">The data columns; empty when a query gives them.</param>
/// <param name="PrimaryKey">The key columns of a delta table; empty for none.</param>
/// <param name="Clauses">What follows the column list.</param>
/// <param name="Query">The query after AS; null for an empty table.</param>
public sealed record CreateTableStatement(
    bool IsReplace,
    bool IsTemporary,
    bool IsExternal,
    bool IfNotExists,
    TableName Table,
    ImmutableArray<ColumnDefinition> Columns,
    ImmutableArray<Identifier> PrimaryKey,
    TableClauses Clauses,
    Query? Query) : Statement
{
    /// <inheritdoc/>
    public override SyntaxNode MapChildren(SyntaxMap map) => this with
    {
        Table = map.One(Table),
        Columns = map.All(Columns),
        PrimaryKey = map.All(PrimaryKey),
        Clauses = map.One(Clauses),
        Query = map.Optional(Query),
    };
}

/// <summary><c>CREATE TABLE [IF NOT EXISTS] t LIKE s [LIFECYCLE days]</c>.</summary>
/// <param name="IfNotExists">True to accept an existing table as it is.</param>
/// <param name="Table">The new table.</param>
/// <param name="Source">The table whose definition is taken, without its lifecycle.</param>
/// <param name="Lifecycle">Days; null for none.</param>
public sealed record CreateTableLikeStatement(bool IfNotExists, TableName Table, TableName Source, CountValue? Lifecycle) : Statement
{
    /// <inheritdoc/>
    public override SyntaxNode MapChildren(SyntaxMap map) =>
        this with { Table = map.One(Table), Source = map.One(Source), Lifecycle = map.Optional(Lifecycle) };
}

/// <summary><c>name type [NOT NULL] [DEFAULT constant] [COMMENT 's']</c>.</summary>
/// <param name="Name">The column.</param>
/// <param name="Type">Its type.</param>
/// <param name="IsNotNull">True with NOT NULL.</param>
/// <param name="Default">The value when INSERT gives none; null without DEFAULT.</param>
/// <param name="Comment">The comment; null for none.</param>
public sealed record ColumnDefinition(Identifier Name, TypeSyntax Type, bool IsNotNull, Expression? Default, TextValue? Comment)
    : SyntaxNode
{
    /// <inheritdoc/>
    public override SyntaxNode MapChildren(SyntaxMap map) => this with
    {
        Name = map.One(Name),
        Type = map.One(Type),
        Default = map.Optional(Default),
        Comment = map.Optional(Comment),
    };
}
