using System.Collections.Immutable;

namespace Ramet.Sql.Syntax;

/// <summary><c>CREATE [OR REPLACE] VIEW [IF NOT EXISTS] v [(c [COMMENT 's'], ...)] [COMMENT 's'] AS query</c>.</summary>
/// <param name="IsReplace">True with OR REPLACE.</param>
/// <param name="IfNotExists">True to accept an existing table or view as it is.</param>
/// <param name="View">The new view.</param>
/// <param name="Columns">The names of its columns; empty to take those of the query.</param>
/// <param name="Comment">The comment; null for none.</param>
/// <param name="Query">The query that the view stands for.</param>
public sealed record CreateViewStatement(
    bool IsReplace,
    bool IfNotExists,
    TableName View,
    ImmutableArray<ViewColumn> Columns,
    TextValue? Comment,
    Query Query) : Statement
{
    /// <summary>What a reader gives the view; empty for an ordinary view.</summary>
    public ImmutableArray<ViewParameter> Parameters { get; init; } = [];

    /// <summary>The columns that a view with parameters promises; null to take those of the query.</summary>
    public ViewResult? Returns { get; init; }

    /// <summary>
    /// What is assigned between BEGIN and END, <see cref="AssignRowsStatement"/>s and <see cref="AssignValueStatement"/>s; empty for a query
    /// alone. Behind steps the query reads the rows of the result.
    /// </summary>
    public ImmutableArray<Statement> Steps { get; init; } = [];

    /// <inheritdoc/>
    public override SyntaxNode MapChildren(SyntaxMap map) => this with
    {
        View = map.One(View),
        Columns = map.All(Columns),
        Parameters = map.All(Parameters),
        Returns = map.Optional(Returns),
        Steps = map.All(Steps),
        Comment = map.Optional(Comment),
        Query = map.One(Query),
    };
}

/// <summary>A column of a view: <c>name [COMMENT 's']</c>.</summary>
/// <param name="Name">The name.</param>
/// <param name="Comment">The comment; null for none.</param>
public sealed record ViewColumn(Identifier Name, TextValue? Comment) : SyntaxNode
{
    /// <inheritdoc/>
    public override SyntaxNode MapChildren(SyntaxMap map) => this with { Name = map.One(Name), Comment = map.Optional(Comment) };
}

/// <summary><c>ALTER VIEW v action</c>, with one of the actions RENAME TO, CHANGEOWNER TO and SET COMMENT.</summary>
/// <param name="View">The view.</param>
/// <param name="Action">The change.</param>
public sealed record AlterViewStatement(TableName View, AlterTableAction Action) : Statement
{
    /// <inheritdoc/>
    public override SyntaxNode MapChildren(SyntaxMap map) => this with { View = map.One(View), Action = map.One(Action) };
}

/// <summary><c>DROP VIEW [IF EXISTS] v</c>.</summary>
/// <param name="IfExists">True to accept that there is none.</param>
/// <param name="View">The view.</param>
public sealed record DropViewStatement(bool IfExists, TableName View) : Statement
{
    /// <inheritdoc/>
    public override SyntaxNode MapChildren(SyntaxMap map) => this with { View = map.One(View) };
}
