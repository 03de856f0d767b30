using System.Collections.Immutable;

namespace Ramet.Sql.Syntax;

/// <summary>
/// <c>CREATE [OR REPLACE] SQL FUNCTION [IF NOT EXISTS] f(@a BIGINT, ...) [RETURNS @r BIGINT] AS expression</c>; several steps stand between
/// BEGIN and END, and the last of them give the result its value. Within a script <c>FUNCTION f(...) AS ...</c> makes one for the script.
/// </summary>
/// <param name="IsReplace">True with OR REPLACE.</param>
/// <param name="IfNotExists">True to accept an existing function as it is.</param>
/// <param name="Function">The new function, named as a table is: with its project or without.</param>
/// <param name="Parameters">The parameters.</param>
/// <param name="Returns">The name and type of the result; null to take the type of the expression.</param>
/// <param name="Steps">What is assigned between BEGIN and END, <see cref="AssignValueStatement"/>s; empty for an expression alone.</param>
/// <param name="Body">The expression that a call stands for; behind steps the result.</param>
public sealed record CreateFunctionStatement(
    bool IsReplace,
    bool IfNotExists,
    TableName Function,
    ImmutableArray<SqlFunctionParameter> Parameters,
    SqlFunctionParameter? Returns,
    ImmutableArray<Statement> Steps,
    Expression Body) : Statement
{
    /// <summary>Whether the function is there for the rest of the script alone.</summary>
    public bool IsTemporary { get; init; }

    /// <inheritdoc/>
    public override SyntaxNode MapChildren(SyntaxMap map) => this with
    {
        Function = map.One(Function),
        Parameters = map.All(Parameters),
        Returns = map.Optional(Returns),
        Steps = map.All(Steps),
        Body = map.One(Body),
    };
}

/// <summary>A parameter of an SQL function, or its result: <c>@a BIGINT</c>.</summary>
/// <param name="Name">The name, without the <c>@</c>.</param>
/// <param name="Type">The type.</param>
public sealed record SqlFunctionParameter(Identifier Name, TypeSyntax Type) : SyntaxNode
{
    /// <inheritdoc/>
    public override SyntaxNode MapChildren(SyntaxMap map) => this with { Name = map.One(Name), Type = map.One(Type) };
}

/// <summary><c>DROP FUNCTION [IF EXISTS] f</c>.</summary>
/// <param name="IfExists">True to accept that there is none.</param>
/// <param name="Function">The function.</param>
public sealed record DropFunctionStatement(bool IfExists, TableName Function) : Statement
{
    /// <inheritdoc/>
    public override SyntaxNode MapChildren(SyntaxMap map) => this with { Function = map.One(Function) };
}

/// <summary><c>DESC FUNCTION f</c>.</summary>
/// <param name="Function">The function.</param>
public sealed record DescribeFunctionStatement(TableName Function) : Statement
{
    /// <inheritdoc/>
    public override SyntaxNode MapChildren(SyntaxMap map) => this with { Function = map.One(Function) };
}

/// <summary><c>SHOW FUNCTIONS [IN project]</c>; <c>LIST FUNCTIONS</c> is the same.</summary>
/// <param name="Project">The project; null for the current one.</param>
public sealed record ShowFunctionsStatement(Identifier? Project) : Statement
{
    /// <inheritdoc/>
    public override SyntaxNode MapChildren(SyntaxMap map) => this with { Project = map.Optional(Project) };
}
