using System.Collections.Immutable;

namespace Ramet.Sql.Syntax;

/// <summary><c>view(arguments) [[AS] alias]</c>: the rows of a view with parameters.</summary>
/// <param name="View">The view.</param>
/// <param name="Arguments">What stands for its parameters, in their order.</param>
/// <param name="Alias">The name under which columns are qualified; null for the view's own.</param>
public sealed record ViewCall(TableName View, ImmutableArray<ViewArgument> Arguments, Identifier? Alias) : TableReference
{
    /// <inheritdoc/>
    public override SyntaxNode MapChildren(SyntaxMap map) =>
        this with { View = map.One(View), Arguments = map.All(Arguments), Alias = map.Optional(Alias) };
}

/// <summary>An argument of a <see cref="ViewCall"/>.</summary>
public abstract record ViewArgument : SyntaxNode;

/// <summary>A value; also a variable or a query in parentheses, which are rows where the view takes rows.</summary>
/// <param name="Value">The expression.</param>
public sealed record ViewValueArgument(Expression Value) : ViewArgument
{
    /// <inheritdoc/>
    public override SyntaxNode MapChildren(SyntaxMap map) => this with { Value = map.One(Value) };
}

/// <summary>A table by its name.</summary>
/// <param name="Table">The table, view or common table.</param>
public sealed record ViewTableArgument(TableName Table) : ViewArgument
{
    /// <inheritdoc/>
    public override SyntaxNode MapChildren(SyntaxMap map) => this with { Table = map.One(Table) };
}
