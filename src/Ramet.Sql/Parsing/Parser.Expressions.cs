using System.Collections.Immutable;
using Ramet.Sql.Lexing;
using Ramet.Sql.Syntax;

namespace Ramet.Sql.Parsing;

/// <summary>Operators, by precedence climbing.</summary>
internal sealed partial class Parser
{
    public Expression ParseExpression() => ParseOperators(Precedence.Or);

    /// <summary>Reads operands joined by operators that bind at least as tight as <paramref name="loosest"/>.</summary>
    private Expression ParseOperators(Precedence loosest)
    {
        var left = Nested(static parser => parser.ParsePrefix());
        while (true)
        {
            if (NextChainOperator() is { } chain && Precedences.Of(chain) >= loosest)
                left = ParseChain(left, chain);
            else if (NextBinaryOperator() is { } binary && Precedences.Of(binary) >= loosest)
                left = ParseBinary(left, binary);
            else if (loosest <= Precedence.Comparison && TryParsePredicate(left) is { } predicate)
                left = predicate;
            else
                return left;
        }
    }

    private BinaryExpression ParseBinary(Expression left, BinaryOperator binary)
    {
        Advance();
        var right = ParseOperators(Precedences.Of(binary) + 1);
        return new BinaryExpression(left, binary, right) { Span = Since(left) };
    }

    private ChainExpression ParseChain(Expression first, ChainOperator chain)
    {
        var operands = ImmutableArray.CreateBuilder<Expression>();
        operands.Add(first);
        while (NextChainOperator() == chain)
        {
            Advance();
            operands.Add(ParseOperators(Precedences.Of(chain) + 1));
        }
        return new ChainExpression(chain, operands.DrainToImmutable()) { Span = Since(first) };
    }

    private ChainOperator? NextChainOperator() => Peek() switch
    {
        { Kind: TokenKind.DoubleBar } => ChainOperator.Concatenate,
        { Keyword: Keyword.And } => ChainOperator.And,
        { Keyword: Keyword.Or } => ChainOperator.Or,
        _ => null,
    };

    private BinaryOperator? NextBinaryOperator() => Peek() switch
    {
        { Kind: TokenKind.Caret } => BinaryOperator.BitwiseXor,
        { Kind: TokenKind.Star } => BinaryOperator.Multiply,
        { Kind: TokenKind.Slash } => BinaryOperator.Divide,
        { Kind: TokenKind.Percent } => BinaryOperator.Modulo,
        { Keyword: Keyword.Div } => BinaryOperator.IntegerDivide,
        { Kind: TokenKind.Plus } => BinaryOperator.Add,
        { Kind: TokenKind.Minus } => BinaryOperator.Subtract,
        { Kind: TokenKind.Ampersand } => BinaryOperator.BitwiseAnd,
        { Kind: TokenKind.Bar } => BinaryOperator.BitwiseOr,
        { Kind: TokenKind.Equal } => BinaryOperator.Equal,
        { Kind: TokenKind.NullSafeEqual } => BinaryOperator.NullSafeEqual,
        { Kind: TokenKind.NotEqual } => BinaryOperator.NotEqual,
        { Kind: TokenKind.Less } => BinaryOperator.Less,
        { Kind: TokenKind.LessOrEqual } => BinaryOperator.LessOrEqual,
        { Kind: TokenKind.Greater } => BinaryOperator.Greater,
        { Kind: TokenKind.GreaterOrEqual } => BinaryOperator.GreaterOrEqual,
        _ => null,
    };

    private Expression ParsePrefix()
    {
        var first = Peek();
        if (first.Keyword == Keyword.Not || first.Kind == TokenKind.Exclamation)
            return ParseUnary(UnaryOperator.Not);
        return first.Kind switch
        {
            TokenKind.Plus => ParseUnary(UnaryOperator.Plus),
            TokenKind.Minus => ParseUnary(UnaryOperator.Minus),
            TokenKind.Tilde => ParseUnary(UnaryOperator.BitwiseNot),
            _ => ParsePostfix(),
        };
    }

    private UnaryExpression ParseUnary(UnaryOperator unary)
    {
        var first = Advance();
        var operand = ParseOperators(Precedences.Of(unary));
        return new UnaryExpression(unary, operand) { Span = Since(first) };
    }

    private Expression ParsePostfix()
    {
        var operand = ParsePrimary();
        while (true)
        {
            if (Skip(TokenKind.LeftBracket))
            {
                var index = ParseExpression();
                Expect(TokenKind.RightBracket);
                operand = new IndexAccess(operand, index) { Span = Since(operand) };
            }
            else if (Skip(TokenKind.Dot))
            {
                operand = new FieldAccess(operand, ParseNameAfterDot("a field name")) { Span = Since(operand) };
            }
            else
            {
                return operand;
            }
        }
    }

    /// <summary>
    /// Reads <c>IS ...</c>, <c>[NOT] LIKE ...</c>, <c>[NOT] IN ...</c> or <c>[NOT] BETWEEN ...</c> behind its operand; null if none
    /// follows.
    /// </summary>
    private Expression? TryParsePredicate(Expression operand)
    {
        if (Skip(Keyword.Is))
            return ParseIs(operand);
        var isNegated = NextIs(Keyword.Not);
        switch (PeekAt(isNegated ? 1 : 0).Keyword)
        {
            case Keyword.Like or Keyword.RLike or Keyword.Regexp:
                Skip(Keyword.Not);
                return ParseLike(operand, isNegated);
            case Keyword.In:
                Skip(Keyword.Not);
                return ParseIn(operand, isNegated);
            case Keyword.Between:
                Skip(Keyword.Not);
                return ParseBetween(operand, isNegated);
            default:
                return null;
        }
    }

    private Expression ParseIs(Expression operand)
    {
        var isNegated = Skip(Keyword.Not);
        if (Skip(Keyword.Distinct))
        {
            Expect(Keyword.From);
            var right = ParseOperators(Precedence.BitwiseOr);
            return new DistinctFromExpression(operand, right, isNegated) { Span = Since(operand) };
        }
        IsCondition condition = Peek().Keyword switch
        {
            Keyword.Null => IsCondition.Null,
            Keyword.True => IsCondition.True,
            Keyword.False => IsCondition.False,
            _ => throw UnexpectedWord(Keyword.Null, Keyword.True, Keyword.False, Keyword.Distinct),
        };
        Advance();
        return new IsExpression(operand, condition, isNegated) { Span = Since(operand) };
    }

    private LikeExpression ParseLike(Expression operand, bool isNegated)
    {
        var kind = Advance().Keyword == Keyword.Like ? LikeKind.Like : LikeKind.RLike;
        var pattern = ParseOperators(Precedence.BitwiseOr);
        var escape = kind == LikeKind.Like && Skip(Keyword.Escape) ? ParseOperators(Precedence.BitwiseOr) : null;
        return new LikeExpression(operand, kind, pattern, escape, isNegated) { Span = Since(operand) };
    }

    private BetweenExpression ParseBetween(Expression operand, bool isNegated)
    {
        Expect(Keyword.Between);
        var low = ParseOperators(Precedence.BitwiseOr);
        Expect(Keyword.And);
        var high = ParseOperators(Precedence.BitwiseOr);
        return new BetweenExpression(operand, low, high, isNegated) { Span = Since(operand) };
    }

    private Expression ParseIn(Expression operand, bool isNegated)
    {
        Expect(Keyword.In);
        Expect(TokenKind.LeftParenthesis);
        if (NextStartsQuery())
            return CloseInQuery(operand, ParseQuery(), isNegated);
        var first = ParseExpression();
        if (first is ScalarSubquery nested && (NextContinuesQuery() || NextIs(TokenKind.RightParenthesis)))
            return CloseInQuery(operand, ContinueQuery(nested.Span, nested.Query), isNegated);

        ImmutableArray<Expression> items = [first];
        if (Skip(TokenKind.Comma))
            items = [first, .. ParseCommaList(static parser => parser.ParseExpression())];
        ExpectClosing();
        return new InListExpression(operand, items, isNegated) { Span = Since(operand) };
    }

    private InQueryExpression CloseInQuery(Expression operand, Query query, bool isNegated)
    {
        Expect(TokenKind.RightParenthesis);
        return new InQueryExpression(operand, query, isNegated) { Span = Since(operand) };
    }
}
