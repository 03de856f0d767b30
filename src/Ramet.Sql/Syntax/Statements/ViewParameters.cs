using System.Collections.Immutable;

namespace Ramet.Sql.Syntax;

/// <summary>A parameter of a view.</summary>
/// <param name="Name">The name, without the <c>@</c>.</param>
public abstract record ViewParameter(Identifier Name) : SyntaxNode;

/// <summary><c>@a BIGINT</c>: a value.</summary>
/// <param name="Name">The name, without the <c>@</c>.</param>
/// <param name="Type">The type; null with ANY, which takes a value of any type as it is.</param>
public sealed record ViewValueParameter(Identifier Name, TypeSyntax? Type) : ViewParameter(Name)
{
    /// <inheritdoc/>
    public override SyntaxNode MapChildren(SyntaxMap map) => this with { Name = map.One(Name), Type = map.Optional(Type) };
}

/// <summary><c>@t TABLE(k STRING, v ANY [, *])</c>: rows.</summary>
/// <param name="Name">The name, without the <c>@</c>.</param>
/// <param name="Columns">The columns, by position.</param>
/// <param name="TakesMore">True with the star: the rows may have more columns, which keep their names and types.</param>
public sealed record ViewRowsParameter(Identifier Name, ImmutableArray<ViewParameterColumn> Columns, bool TakesMore) : ViewParameter(Name)
{
    /// <inheritdoc/>
    public override SyntaxNode MapChildren(SyntaxMap map) => this with { Name = map.One(Name), Columns = map.All(Columns) };
}

/// <summary>A column of a <see cref="ViewRowsParameter"/>.</summary>
/// <param name="Name">The name by which the view knows it.</param>
/// <param name="Type">The type; null with ANY.</param>
public sealed record ViewParameterColumn(Identifier Name, TypeSyntax? Type) : SyntaxNode
{
    /// <inheritdoc/>
    public override SyntaxNode MapChildren(SyntaxMap map) => this with { Name = map.One(Name), Type = map.Optional(Type) };
}

/// <summary><c>RETURNS @r TABLE(c STRING [COMMENT 's'], ...)</c>: the columns that a view promises.</summary>
/// <param name="Variable">The variable that gets the rows between BEGIN and END, without the <c>@</c>.</param>
/// <param name="Columns">The columns.</param>
public sealed record ViewResult(Identifier Variable, ImmutableArray<ViewResultColumn> Columns) : SyntaxNode
{
    /// <inheritdoc/>
    public override SyntaxNode MapChildren(SyntaxMap map) => this with { Variable = map.One(Variable), Columns = map.All(Columns) };
}

/// <summary>A column of a <see cref="ViewResult"/>.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Type">Its type.</param>
/// <param name="Comment">The comment; null for none.</param>
public sealed record ViewResultColumn(Identifier Name, TypeSyntax Type, TextValue? Comment) : SyntaxNode
{
    /// <inheritdoc/>
    public override SyntaxNode MapChildren(SyntaxMap map) =>
        this with { Name = map.One(Name), Type = map.One(Type), Comment = map.Optional(Comment) };
}
