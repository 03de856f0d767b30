using System.Collections.Immutable;

namespace Ramet.Sql.Syntax;

/// <summary><c>ADD COLUMNS [IF NOT EXISTS] (c type [COMMENT 's'], ...) [FIRST | AFTER c]</c>.</summary>
/// <param name="IfNotExists">True to leave out columns that exist.</param>
/// <param name="Columns">The new columns; at least one.</param>
/// <param name="Position">Where they go; null for the end.</param>
public sealed record AddColumnsAction(bool IfNotExists, ImmutableArray<ColumnDefinition> Columns, ColumnPosition? Position)
    : AlterTableAction
{
    /// <inheritdoc/>
    public override SyntaxNode MapChildren(SyntaxMap map) => this with { Columns = map.All(Columns), Position = map.Optional(Position) };
}

/// <summary><c>FIRST</c> or <c>AFTER c</c>.</summary>
/// <param name="After">The column before the new one; null for FIRST.</param>
public sealed record ColumnPosition(Identifier? After) : SyntaxNode
{
    /// <inheritdoc/>
    public override SyntaxNode MapChildren(SyntaxMap map) => this with { After = map.Optional(After) };
}

/// <summary><c>DROP COLUMNS c, ...</c>, also written <c>DROP COLUMN c</c>.</summary>
/// <param name="Columns">The columns; at least one.</param>
public sealed record DropColumnsAction(ImmutableArray<Identifier> Columns) : AlterTableAction
{
    /// <inheritdoc/>
    public override SyntaxNode MapChildren(SyntaxMap map) => this with { Columns = map.All(Columns) };
}

/// <summary><c>CHANGE COLUMN a RENAME TO b</c>.</summary>
/// <param name="Column">The column.</param>
/// <param name="NewName">Its new name.</param>
public sealed record RenameColumnAction(Identifier Column, Identifier NewName) : AlterTableAction
{
    /// <inheritdoc/>
    public override SyntaxNode MapChildren(SyntaxMap map) => this with { Column = map.One(Column), NewName = map.One(NewName) };
}

/// <summary><c>CHANGE [COLUMN] a b type [COMMENT 's'] [FIRST | AFTER c]</c>: name, type, comment and place at once.</summary>
/// <param name="Column">The column.</param>
/// <param name="NewName">Its new name, which may be the old one.</param>
/// <param name="Type">Its new type, which may be the old one.</param>
/// <param name="Comment">Its new comment; null to keep the old one.</param>
/// <param name="Position">Its new place; null to keep the old one.</param>
public sealed record ChangeColumnAction(
    Identifier Column,
    Identifier NewName,
    TypeSyntax Type,
    TextValue? Comment,
    ColumnPosition? Position) : AlterTableAction
{
    /// <inheritdoc/>
    public override SyntaxNode MapChildren(SyntaxMap map) => this with
    {
        Column = map.One(Column),
        NewName = map.One(NewName),
        Type = map.One(Type),
        Comment = map.Optional(Comment),
        Position = map.Optional(Position),
    };
}

/// <summary><c>CHANGE [COLUMN] a COMMENT 's'</c>.</summary>
/// <param name="Column">The column.</param>
/// <param name="Comment">Its new comment.</param>
public sealed record SetColumnCommentAction(Identifier Column, TextValue Comment) : AlterTableAction
{
    /// <inheritdoc/>
    public override SyntaxNode MapChildren(SyntaxMap map) => this with { Column = map.One(Column), Comment = map.One(Comment) };
}

/// <summary><c>CHANGE [COLUMN] a NULL</c>: NOT NULL is taken away.</summary>
/// <param name="Column">The column.</param>
public sealed record AllowNullAction(Identifier Column) : AlterTableAction
{
    /// <inheritdoc/>
    public override SyntaxNode MapChildren(SyntaxMap map) => this with { Column = map.One(Column) };
}
