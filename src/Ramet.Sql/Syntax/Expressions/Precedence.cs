namespace Ramet.Sql.Syntax;

/// <summary>
/// How tight operators bind, from loose to tight. The parser climbs this ladder, and the writer sets parentheses by it, so they cannot
/// disagree. Source: the public grammar of the dialect.
/// </summary>
internal enum Precedence
{
    Lambda,
    Or,
    And,
    Not,

    /// <summary><c>= &lt;&gt; &lt; &lt;= &gt; &gt;= &lt;=&gt;</c>, IS, LIKE, IN, BETWEEN.</summary>
    Comparison,

    BitwiseOr,
    BitwiseAnd,
    Concatenate,
    Add,
    Multiply,
    BitwiseXor,

    /// <summary>Signs and <c>~</c>.</summary>
    Unary,

    /// <summary><c>a[i]</c> and <c>a.f</c>.</summary>
    Postfix,

    /// <summary>What never needs parentheses.</summary>
    Primary,
}

/// <summary>Assigns each operator its place on the ladder.</summary>
internal static class Precedences
{
    public static Precedence Of(BinaryOperator binary) => binary switch
    {
        BinaryOperator.BitwiseXor => Precedence.BitwiseXor,
        BinaryOperator.Multiply => Precedence.Multiply,
        BinaryOperator.Divide => Precedence.Multiply,
        BinaryOperator.Modulo => Precedence.Multiply,
        BinaryOperator.IntegerDivide => Precedence.Multiply,
        BinaryOperator.Add => Precedence.Add,
        BinaryOperator.Subtract => Precedence.Add,
        BinaryOperator.BitwiseAnd => Precedence.BitwiseAnd,
        BinaryOperator.BitwiseOr => Precedence.BitwiseOr,
        BinaryOperator.Equal => Precedence.Comparison,
        BinaryOperator.NullSafeEqual => Precedence.Comparison,
        BinaryOperator.NotEqual => Precedence.Comparison,
        BinaryOperator.Less => Precedence.Comparison,
        BinaryOperator.LessOrEqual => Precedence.Comparison,
        BinaryOperator.Greater => Precedence.Comparison,
        BinaryOperator.GreaterOrEqual => Precedence.Comparison,
    };

    public static Precedence Of(ChainOperator chain) => chain switch
    {
        ChainOperator.Concatenate => Precedence.Concatenate,
        ChainOperator.And => Precedence.And,
        ChainOperator.Or => Precedence.Or,
    };

    public static Precedence Of(UnaryOperator unary) => unary switch
    {
        UnaryOperator.Plus => Precedence.Unary,
        UnaryOperator.Minus => Precedence.Unary,
        UnaryOperator.BitwiseNot => Precedence.Unary,
        UnaryOperator.Not => Precedence.Not,
    };

    public static Precedence Of(Expression expression) => expression switch
    {
        LambdaExpression => Precedence.Lambda,
        ChainExpression chain => Of(chain.Operator),
        UnaryExpression unary => Of(unary.Operator),
        BinaryExpression binary => Of(binary.Operator),
        IsExpression or DistinctFromExpression or LikeExpression or BetweenExpression => Precedence.Comparison,
        InListExpression or InQueryExpression => Precedence.Comparison,
        FieldAccess or IndexAccess => Precedence.Postfix,
        _ => Precedence.Primary,
    };
}
