using System.Collections.Immutable;

namespace Ramet.Sql.Syntax;

/// <summary>Several statements that are one: all of them happen, or none.</summary>
/// <param name="Statements">The statements in order; at least one.</param>
public sealed record ScriptStatement(ImmutableArray<Statement> Statements) : Statement
{
    /// <inheritdoc/>
    public override SyntaxNode MapChildren(SyntaxMap map) => this with { Statements = map.All(Statements) };
}

/// <summary><c>@v := SELECT ...</c> within a script: rows under a name.</summary>
/// <param name="Variable">The variable, without the <c>@</c>.</param>
/// <param name="Query">The rows.</param>
public sealed record AssignRowsStatement(Identifier Variable, Query Query) : Statement
{
    /// <inheritdoc/>
    public override SyntaxNode MapChildren(SyntaxMap map) => this with { Variable = map.One(Variable), Query = map.One(Query) };
}

/// <summary><c>@v [type] := expression</c> within a script: a value under a name.</summary>
/// <param name="Variable">The variable, without the <c>@</c>.</param>
/// <param name="Type">Its type; null for that of the expression.</param>
/// <param name="Value">The value.</param>
public sealed record AssignValueStatement(Identifier Variable, TypeSyntax? Type, Expression Value) : Statement
{
    /// <inheritdoc/>
    public override SyntaxNode MapChildren(SyntaxMap map) =>
        this with { Variable = map.One(Variable), Type = map.Optional(Type), Value = map.One(Value) };
}

/// <summary><c>@t TABLE(a BIGINT, ...)</c> within a script: no rows, whose columns later assignments keep.</summary>
/// <param name="Variable">The variable, without the <c>@</c>.</param>
/// <param name="Columns">The columns.</param>
public sealed record DeclareRowsStatement(Identifier Variable, ImmutableArray<VariableColumn> Columns) : Statement
{
    /// <inheritdoc/>
    public override SyntaxNode MapChildren(SyntaxMap map) => this with { Variable = map.One(Variable), Columns = map.All(Columns) };
}

/// <summary>A column of a <see cref="DeclareRowsStatement"/>: <c>a BIGINT</c>.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Type">Its type.</param>
public sealed record VariableColumn(Identifier Name, TypeSyntax Type) : SyntaxNode
{
    /// <inheritdoc/>
    public override SyntaxNode MapChildren(SyntaxMap map) => this with { Name = map.One(Name), Type = map.One(Type) };
}

/// <summary><c>IF (condition) statement [ELSE statement]</c> within a script; several statements stand between BEGIN and END.</summary>
/// <param name="Condition">The condition.</param>
/// <param name="Then">What happens when it is true.</param>
/// <param name="Else">What happens when it is false or NULL; empty for nothing.</param>
public sealed record IfStatement(Expression Condition, ImmutableArray<Statement> Then, ImmutableArray<Statement> Else) : Statement
{
    /// <inheritdoc/>
    public override SyntaxNode MapChildren(SyntaxMap map) =>
        this with { Condition = map.One(Condition), Then = map.All(Then), Else = map.All(Else) };
}
