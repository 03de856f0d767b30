using System.Buffers;
using System.Collections.Immutable;
using Ramet.Sql.Lexing;
using Ramet.Sql.Syntax;

namespace Ramet.Sql.Parsing;

/// <summary>What stands between operators: literals, names, calls, CASE, CAST, subqueries and parentheses.</summary>
internal sealed partial class Parser
{
    private static readonly SearchValues<char> HexDigits = SearchValues.Create("0123456789abcdefABCDEF");

    private Expression ParsePrimary() => Peek().Kind switch
    {
        TokenKind.Number => ParseNumber(),
        TokenKind.String => ParseString(),
        TokenKind.HexString => ParseBinaryLiteral(),
        TokenKind.LeftParenthesis => ParseParenthesized(),
        TokenKind.QuotedName => ParseNameOrCall(),
        TokenKind.Word => ParseWord(),
        TokenKind.Variable => new VariableReference(ParseVariable()) { Span = tokens[position - 1].Span },
        _ => throw Unexpected("an expression"),
    };

    private Expression ParseWord()
    {
        var next = PeekAt(1).Kind;
        if (next == TokenKind.String && NextIsTypedLiteral())
            return ParseTypedLiteral();
        switch (Peek().Keyword)
        {
            case Keyword.Null:
                return new NullLiteral { Span = Advance().Span };
            case Keyword.True or Keyword.False:
                return new BooleanLiteral(NextIs(Keyword.True)) { Span = Advance().Span };
            case Keyword.Case:
                return ParseCase();
            case Keyword.Cast:
                return ParseCast();
            case Keyword.Exists:
                return ParseExists();
            case Keyword.Interval when next is TokenKind.String or TokenKind.Number or TokenKind.LeftParenthesis:
                return ParseInterval();
            case Keyword.Extract when next == TokenKind.LeftParenthesis:
                return ParseExtract();
            case Keyword.Trim when next == TokenKind.LeftParenthesis:
                return ParseTrim();
            case Keyword.CurrentDate or Keyword.CurrentTimestamp when next is not (TokenKind.LeftParenthesis or TokenKind.Dot):
                return Call(null, TakeName(), []);
            case Keyword.Left or Keyword.Right when next == TokenKind.LeftParenthesis:
                return ParseCall(null, TakeName());
            default:
                return ParseNameOrCall();
        }
    }

    private NumberLiteral ParseNumber()
    {
        var token = Advance();
        var number = token.Text(text);
        var suffix = Suffix(number);
        var digits = suffix switch
        {
            NumberSuffix.None => number,
            NumberSuffix.Decimal => number[..^2],
            _ => number[..^1],
        };
        var literal = new NumberLiteral(digits.ToString(), suffix) { Span = token.Span };
        if (suffix is NumberSuffix.TinyInt or NumberSuffix.SmallInt or NumberSuffix.BigInt && !literal.IsInteger)
            throw SyntaxError.At(token.Span, $"found '{number}', expected a whole number before the suffix {number[^1]}");
        return literal;
    }

    private static NumberSuffix Suffix(ReadOnlySpan<char> number) => number[^1] switch
    {
        'y' or 'Y' => NumberSuffix.TinyInt,
        's' or 'S' => NumberSuffix.SmallInt,
        'l' or 'L' => NumberSuffix.BigInt,
        'f' or 'F' => NumberSuffix.Float,
        'd' or 'D' => number[^2] is 'b' or 'B' ? NumberSuffix.Decimal : NumberSuffix.Double,
        _ => NumberSuffix.None,
    };

    private StringLiteral ParseString()
    {
        var first = Advance();
        return new StringLiteral(ParseJoinedText(first)) { Span = Since(first) };
    }

    private BinaryLiteral ParseBinaryLiteral()
    {
        var token = Advance();
        var digits = token.Text(text)[2..^1];
        if (digits.ContainsAnyExcept(HexDigits))
            throw SyntaxError.At(token.Span, $"found '{token.Text(text)}', expected hexadecimal digits between the quotes");
        // X'616' is X'0616'.
        var bytes = Convert.FromHexString(digits.Length % 2 == 0 ? digits : $"0{digits}");
        return new BinaryLiteral(ImmutableArray.Create(bytes)) { Span = token.Span };
    }

    private bool NextIsTypedLiteral() =>
        Peek().Keyword is Keyword.Date or Keyword.DateTime or Keyword.Timestamp or Keyword.TimestampNtz or Keyword.Json;

    private TypedLiteral ParseTypedLiteral()
    {
        var word = Advance();
        var value = ParseJoinedText(Advance());
        return new TypedLiteral(SimpleTypes[Keywords.Text(word.Keyword)], value) { Span = Since(word) };
    }

    private IntervalExpression ParseInterval()
    {
        var first = Advance();
        var amount = ParsePrimary();
        var unit = ParseUnit();
        var to = Skip(Keyword.To) ? ParseUnit() : (DateTimeUnit?)null;
        return new IntervalExpression(amount, unit, to) { Span = Since(first) };
    }

    private DateTimeUnit ParseUnit()
    {
        DateTimeUnit? unit = Peek().Keyword switch
        {
            Keyword.Year => DateTimeUnit.Year,
            Keyword.Quarter => DateTimeUnit.Quarter,
            Keyword.Month => DateTimeUnit.Month,
            Keyword.Week => DateTimeUnit.Week,
            Keyword.Day => DateTimeUnit.Day,
            Keyword.Hour => DateTimeUnit.Hour,
            Keyword.Minute => DateTimeUnit.Minute,
            Keyword.Second => DateTimeUnit.Second,
            _ => null,
        };
        if (unit is null)
            throw Unexpected("a unit such as YEAR, MONTH, DAY, HOUR, MINUTE or SECOND");
        Advance();
        return unit.Value;
    }

    private Expression ParseNameOrCall()
    {
        var first = ParseName("an expression");
        if (NextIs(TokenKind.LeftParenthesis))
            return ParseCall(null, first);
        if (NextIs(TokenKind.Colon) && NextIsNameAt(1) && PeekAt(2).Kind == TokenKind.LeftParenthesis)
        {
            Advance();
            return ParseCall(first, TakeName());
        }
        if (NextIs(TokenKind.Arrow))
            return ParseLambda([first]);
        return ParseColumnReference(first);
    }

    private ColumnReference ParseColumnReference(Identifier first)
    {
        var parts = ImmutableArray.CreateBuilder<Identifier>(1);
        parts.Add(first);
        while (Skip(TokenKind.Dot))
            parts.Add(ParseNameAfterDot("a column name"));
        return new ColumnReference(parts.DrainToImmutable()) { Span = Since(first) };
    }

    private CaseExpression ParseCase()
    {
        var first = Expect(Keyword.Case);
        var operand = NextIs(Keyword.When) ? null : ParseExpression();
        var branches = ImmutableArray.CreateBuilder<WhenBranch>();
        do
        {
            branches.Add(ParseWhenBranch());
        }
        while (NextIs(Keyword.When));
        var otherwise = Skip(Keyword.Else) ? ParseExpression() : null;
        if (!Skip(Keyword.End))
            throw otherwise is null ? UnexpectedWord(Keyword.When, Keyword.Else, Keyword.End) : UnexpectedWord(Keyword.End);
        return new CaseExpression(operand, branches.DrainToImmutable(), otherwise) { Span = Since(first) };
    }

    private WhenBranch ParseWhenBranch()
    {
        var first = Expect(Keyword.When);
        var condition = ParseExpression();
        Expect(Keyword.Then);
        return new WhenBranch(condition, ParseExpression()) { Span = Since(first) };
    }

    private CastExpression ParseCast()
    {
        var first = Expect(Keyword.Cast);
        Expect(TokenKind.LeftParenthesis);
        var operand = ParseExpression();
        Expect(Keyword.As);
        var type = ParseType();
        Expect(TokenKind.RightParenthesis);
        return new CastExpression(operand, type) { Span = Since(first) };
    }

    private ExistsExpression ParseExists()
    {
        var first = Expect(Keyword.Exists);
        return new ExistsExpression(ParseQueryInParentheses()) { Span = Since(first) };
    }

    private ExtractExpression ParseExtract()
    {
        var first = Expect(Keyword.Extract);
        Expect(TokenKind.LeftParenthesis);
        var unit = ParseUnit();
        Expect(Keyword.From);
        var operand = ParseExpression();
        Expect(TokenKind.RightParenthesis);
        return new ExtractExpression(unit, operand) { Span = Since(first) };
    }

    /// <summary><c>TRIM(s)</c>, <c>TRIM(s, chars)</c>, <c>TRIM([BOTH|LEADING|TRAILING] [chars] FROM s)</c>.</summary>
    private Expression ParseTrim()
    {
        var name = TakeName();
        Expect(TokenKind.LeftParenthesis);
        var side = ParseTrimSide();
        var characters = side is not null && NextIs(Keyword.From) ? null : ParseExpression();
        if (side is null && !NextIs(Keyword.From))
            return ParseCallRest(null, name, [characters!]);

        Expect(Keyword.From);
        var operand = ParseExpression();
        Expect(TokenKind.RightParenthesis);
        return new TrimExpression(side ?? TrimSide.Both, characters, operand) { Span = Since(name) };
    }

    private TrimSide? ParseTrimSide()
    {
        // The words are names too: TRIM(both) trims a column.
        if (PeekAt(1).Kind is TokenKind.RightParenthesis or TokenKind.Comma or TokenKind.Dot)
            return null;
        if (Skip(Keyword.Both))
            return TrimSide.Both;
        if (Skip(Keyword.Leading))
            return TrimSide.Leading;
        return Skip(Keyword.Trailing) ? TrimSide.Trailing : null;
    }

    /// <summary><c>(expression)</c>, <c>(a, b)</c>, <c>(SELECT ...)</c> or <c>(x, y) -> body</c>.</summary>
    private Expression ParseParenthesized()
    {
        if (NextIsLambda())
            return ParseLambda(ParseInParentheses(static parser => parser.ParseColumnName()));

        var opening = Expect(TokenKind.LeftParenthesis);
        if (NextStartsQuery())
            return CloseSubquery(opening, ParseQuery());
        var items = ParseCommaList(static parser => parser.ParseExpression());
        if (items is [ScalarSubquery nested] && NextContinuesQuery())
            return CloseSubquery(opening, ContinueQuery(nested.Span, nested.Query));
        ExpectClosing();
        return items is [var single] ? single : new RowExpression(items) { Span = Since(opening) };
    }

    private ScalarSubquery CloseSubquery(Token opening, Query query)
    {
        Expect(TokenKind.RightParenthesis);
        return new ScalarSubquery(query) { Span = Since(opening) };
    }

    private bool NextIsLambda()
    {
        var distance = 1;
        while (NextIsNameAt(distance) && PeekAt(distance + 1).Kind == TokenKind.Comma)
            distance += 2;
        return NextIsNameAt(distance)
            && PeekAt(distance + 1).Kind == TokenKind.RightParenthesis
            && PeekAt(distance + 2).Kind == TokenKind.Arrow;
    }

    private LambdaExpression ParseLambda(ImmutableArray<Identifier> parameters)
    {
        Expect(TokenKind.Arrow);
        var body = ParseExpression();
        return new LambdaExpression(parameters, body) { Span = Since(parameters[0]) };
    }
}
