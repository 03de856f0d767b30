using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using Ramet.Sql.Lexing;
using Ramet.Sql.Syntax;

namespace Ramet.Sql.Parsing;

/// <summary>Names, users, and the texts and numbers of clauses.</summary>
internal sealed partial class Parser
{
    private const int TableNamePartsMax = 3;

    private bool NextIsName() => NextIsNameAt(0);

    private bool NextIsNameAt(int distance)
    {
        var token = PeekAt(distance);
        return token.Kind == TokenKind.QuotedName || (token.Kind == TokenKind.Word && !Keywords.IsReserved(token.Keyword));
    }

    /// <summary>Reads a name; <paramref name="what"/> says in an error which one was expected, with its article.</summary>
    private Identifier ParseName(string what)
    {
        if (NextIsName())
            return TakeName();
        var hint = NextIs(TokenKind.Word) ? $"A reserved word is a name only in back-quotes: `{Peek().Text(text)}`." : null;
        throw Unexpected(what, hint);
    }

    /// <summary>Reads a name behind a dot, where reserved words are names too.</summary>
    private Identifier ParseNameAfterDot(string what) =>
        NextIs(TokenKind.Word) || NextIs(TokenKind.QuotedName) ? TakeName() : throw Unexpected(what);

    private Identifier ParseColumnName() => ParseName("a column name");

    private Identifier TakeName()
    {
        var token = Advance();
        return new Identifier(TokenValue.Name(token.Text(text)), token.Kind == TokenKind.QuotedName) { Span = token.Span };
    }

    public TableName ParseTableName()
    {
        var first = Peek();
        var parts = ImmutableArray.CreateBuilder<Identifier>(1);
        parts.Add(ParseName("a table name"));
        while (NextIs(TokenKind.Dot))
        {
            if (parts.Count == TableNamePartsMax)
                throw SyntaxError.At(Peek().Span, "a table name has at most three parts: project.schema.table");
            Advance();
            parts.Add(ParseNameAfterDot("a table name"));
        }
        return new TableName(parts.DrainToImmutable()) { Span = Since(first) };
    }

    private Principal ParsePrincipal()
    {
        if (!NextIs(TokenKind.Principal) && !NextIs(TokenKind.QuotedName))
            throw Unexpected("a user such as ALIYUN$name@domain or RAM$name@domain:sub");
        var token = Advance();
        return new Principal(TokenValue.Name(token.Text(text))) { Span = token.Span };
    }

    private TextValue ParseTextValue()
    {
        var first = Expect(TokenKind.String);
        return new TextValue(ParseJoinedText(first)) { Span = Since(first) };
    }

    /// <summary>The text of a literal that was passed over, joined with those that follow it directly.</summary>
    private string ParseJoinedText(Token first)
    {
        var value = TokenValue.Text(first.Text(text));
        if (!NextIs(TokenKind.String))
            return value;
        var joined = new StringBuilder(value);
        while (NextIs(TokenKind.String))
            joined.Append(TokenValue.Text(Advance().Text(text)));
        return joined.ToString();
    }

    private CountValue ParseCount()
    {
        var token = Peek();
        var digits = token.Text(text);
        if (token.Kind != TokenKind.Number || !long.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var value))
            throw Unexpected("a whole number");
        Advance();
        return new CountValue(value) { Span = token.Span };
    }

    private PropertyPair ParseProperty()
    {
        var first = Peek();
        var key = ParseTextValue();
        Expect(TokenKind.Equal);
        return new PropertyPair(key, ParseTextValue()) { Span = Since(first) };
    }

    private TextValue? ParseComment() => Skip(Keyword.Comment) ? ParseTextValue() : null;

    private bool SkipIfExists()
    {
        if (!Skip(Keyword.If))
            return false;
        Expect(Keyword.Exists);
        return true;
    }

    private bool SkipIfNotExists()
    {
        if (!Skip(Keyword.If))
            return false;
        Expect(Keyword.Not, Keyword.Exists);
        return true;
    }
}
