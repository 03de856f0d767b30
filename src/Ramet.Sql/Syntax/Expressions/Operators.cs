using System.Collections.Immutable;

namespace Ramet.Sql.Syntax;

/// <summary><c>-a</c>, <c>~a</c>, <c>NOT a</c>.</summary>
/// <param name="Operator">The operator.</param>
/// <param name="Operand">What stands behind it.</param>
public sealed record UnaryExpression(UnaryOperator Operator, Expression Operand) : Expression
{
    /// <inheritdoc/>
    public override SyntaxNode MapChildren(SyntaxMap map) => this with { Operand = map.One(Operand) };
}

/// <summary>The operators with one operand.</summary>
public enum UnaryOperator
{
    /// <summary><c>+</c>.</summary>
    Plus,

    /// <summary><c>-</c>.</summary>
    Minus,

    /// <summary><c>~</c>.</summary>
    BitwiseNot,

    /// <summary><c>NOT</c>, also written <c>!</c>.</summary>
    Not,
}

/// <summary><c>a + b</c>, <c>a &lt;= b</c> and the like.</summary>
/// <param name="Left">The operand before the operator.</param>
/// <param name="Operator">The operator.</param>
/// <param name="Right">The operand behind it.</param>
public sealed record BinaryExpression(Expression Left, BinaryOperator Operator, Expression Right) : Expression
{
    /// <inheritdoc/>
    public override SyntaxNode MapChildren(SyntaxMap map) => this with { Left = map.One(Left), Right = map.One(Right) };
}

/// <summary>The operators with two operands, from the tightest to the loosest.</summary>
public enum BinaryOperator
{
    /// <summary><c>^</c>.</summary>
    BitwiseXor,

    /// <summary><c>*</c>.</summary>
    Multiply,

    /// <summary><c>/</c>.</summary>
    Divide,

    /// <summary><c>%</c>.</summary>
    Modulo,

    /// <summary><c>DIV</c>.</summary>
    IntegerDivide,

    /// <summary><c>+</c>.</summary>
    Add,

    /// <summary><c>-</c>.</summary>
    Subtract,

    /// <summary><c>&amp;</c>.</summary>
    BitwiseAnd,

    /// <summary><c>|</c>.</summary>
    BitwiseOr,

    /// <summary><c>=</c>, also written <c>==</c>.</summary>
    Equal,

    /// <summary><c>&lt;=&gt;</c>: equal, or both NULL.</summary>
    NullSafeEqual,

    /// <summary><c>&lt;&gt;</c>, also written <c>!=</c>.</summary>
    NotEqual,

    /// <summary><c>&lt;</c>.</summary>
    Less,

    /// <summary><c>&lt;=</c>.</summary>
    LessOrEqual,

    /// <summary><c>&gt;</c>.</summary>
    Greater,

    /// <summary><c>&gt;=</c>.</summary>
    GreaterOrEqual,
}

/// <summary>
/// <c>a AND b AND c</c>, <c>a OR b OR c</c>, <c>a || b || c</c>: operators for which grouping does not matter are one flat list,
/// so that generated conditions with very many operands do not make a tall tree.
/// </summary>
/// <param name="Operator">The operator between all of them.</param>
/// <param name="Operands">The operands in order; at least two.</param>
public sealed record ChainExpression(ChainOperator Operator, ImmutableArray<Expression> Operands) : Expression
{
    /// <inheritdoc/>
    public override SyntaxNode MapChildren(SyntaxMap map) => this with { Operands = map.All(Operands) };
}

/// <summary>The operators that are kept as flat lists, from the tightest to the loosest.</summary>
public enum ChainOperator
{
    /// <summary><c>||</c>.</summary>
    Concatenate,

    /// <summary><c>AND</c>.</summary>
    And,

    /// <summary><c>OR</c>.</summary>
    Or,
}
