using System.Collections.Immutable;

namespace Ramet.Sql.Syntax;

/// <summary>
/// Names joined by dots: <c>c</c>, <c>t.c</c>, <c>t.c.field</c>. Which part is a table, which a column and which a field of a STRUCT
/// is decided when names are resolved.
/// </summary>
/// <param name="Parts">The names; at least one.</param>
public sealed record ColumnReference(ImmutableArray<Identifier> Parts) : Expression
{
    /// <inheritdoc/>
    public override SyntaxNode MapChildren(SyntaxMap map) => this with { Parts = map.All(Parts) };
}

/// <summary><c>@v</c>: the value of a variable of a script.</summary>
/// <param name="Variable">The variable, without the <c>@</c>.</param>
public sealed record VariableReference(Identifier Variable) : Expression
{
    /// <inheritdoc/>
    public override SyntaxNode MapChildren(SyntaxMap map) => this with { Variable = map.One(Variable) };
}

/// <summary><c>operand.field</c> where the operand is not itself a chain of names: <c>f(x).field</c>, <c>a[0].field</c>.</summary>
/// <param name="Operand">A STRUCT.</param>
/// <param name="Field">The name of its field.</param>
public sealed record FieldAccess(Expression Operand, Identifier Field) : Expression
{
    /// <inheritdoc/>
    public override SyntaxNode MapChildren(SyntaxMap map) => this with { Operand = map.One(Operand), Field = map.One(Field) };
}

/// <summary><c>operand[index]</c>.</summary>
/// <param name="Operand">An ARRAY or a MAP.</param>
/// <param name="Index">A position from 0, or a key.</param>
public sealed record IndexAccess(Expression Operand, Expression Index) : Expression
{
    /// <inheritdoc/>
    public override SyntaxNode MapChildren(SyntaxMap map) => this with { Operand = map.One(Operand), Index = map.One(Index) };
}

/// <summary>The star in <c>COUNT(*)</c>.</summary>
public sealed record StarArgument : Expression;
