using System.Globalization;
using Ramet.Sql.Lexing;
using Ramet.Sql.Syntax;

namespace Ramet.Sql.Parsing;

/// <summary>Statements about jobs.</summary>
internal sealed partial class Parser
{
    private InstanceStatusStatement ParseStatus()
    {
        var first = Expect(Keyword.Status);
        return new InstanceStatusStatement(ParseInstanceId()) { Span = Since(first) };
    }

    private KillInstanceStatement ParseKill()
    {
        var first = Expect(Keyword.Kill);
        var isSync = Skip(TokenKind.Minus);
        if (isSync)
            Expect(Keyword.Sync);
        return new KillInstanceStatement(ParseInstanceId(), isSync) { Span = Since(first) };
    }

    private WaitInstanceStatement ParseWait()
    {
        var first = Expect(Keyword.Wait);
        return new WaitInstanceStatement(ParseInstanceId()) { Span = Since(first) };
    }

    private TopInstanceStatement ParseTopInstance()
    {
        var first = Expect(Keyword.Top);
        Expect(Keyword.Instance);
        return new TopInstanceStatement { Span = Since(first) };
    }

    /// <summary>What stands behind SHOW P.</summary>
    private ShowInstancesStatement ParseShowInstances(Token first)
    {
        var days = NextIs(Keyword.From) ? ParseDayRange() : null;
        return new ShowInstancesStatement(days, NextIs(TokenKind.Number) ? ParseCount() : null) { Span = Since(first) };
    }

    private DayRange ParseDayRange()
    {
        var first = Expect(Keyword.From);
        var from = ParseDay();
        Expect(Keyword.To);
        return new DayRange(from, ParseDay()) { Span = Since(first) };
    }

    /// <summary>A day without quotes, which to the lexer is two subtractions.</summary>
    private DateOnly ParseDay()
    {
        var first = Peek();
        TokenKind[] parts = [TokenKind.Number, TokenKind.Minus, TokenKind.Number, TokenKind.Minus, TokenKind.Number];
        foreach (var part in parts)
        {
            if (!NextIs(part))
                throw Unexpected("a day such as 2024-01-31");
            Advance();
        }
        var span = Since(first);
        return DateOnly.TryParseExact(text.AsSpan(span.Start, span.Length), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
            ? day
            : throw SyntaxError.At(span, $"'{text.Substring(span.Start, span.Length)}' is not a day such as 2024-01-31");
    }

    private Identifier ParseInstanceId() => ParseName("the id of an instance");
}
