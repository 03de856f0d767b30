using Ramet.Errors;

namespace Ramet.Sql.Lexing;

/// <summary>
/// Cuts a statement into tokens. Comments and hints (<c>--</c>, <c>/* */</c>, <c>/*+ */</c>) are passed over. Nothing is allocated per
/// token: words, numbers and texts are read out of the statement when the parser wants them.
/// </summary>
internal sealed class Lexer
{
    /// <summary>How many digits the id of a job begins with: a time to the millisecond.</summary>
    private const int InstanceTimeLength = 17;

    private readonly string text;
    private int at;
    private int line = 1;
    private int lineStart;

    private Lexer(string text) => this.text = text;

    /// <summary>All tokens of a statement, and one of kind <see cref="TokenKind.End"/> behind them.</summary>
    /// <exception cref="RametException">A quote or comment is not closed, a number is malformed, or a character belongs to no
    /// token.</exception>
    public static Token[] Tokenize(string text)
    {
        var lexer = new Lexer(text);
        var tokens = new List<Token>(text.Length / 6 + 4);
        do
        {
            tokens.Add(tokens is [{ Keyword: Keyword.Put }, { Keyword: Keyword.Policy }] ? lexer.NextPath() : lexer.Next());
        }
        while (tokens[^1].Kind != TokenKind.End);
        return [.. tokens];
    }

    /// <summary>Only the first token, for statements whose rest is not made of tokens.</summary>
    public static Token First(string text) => new Lexer(text).Next();

    private Token Next()
    {
        SkipBlanksAndComments();
        if (at == text.Length)
            return Take(TokenKind.End, 0);

        var c = text[at];
        if (Letters.StartsWord(c))
            return NextWord();
        if (char.IsAsciiDigit(c) || (c == '.' && char.IsAsciiDigit(CharAt(at + 1))))
            return NextNumber();
        return c switch
        {
            '\'' or '"' => NextQuoted(TokenKind.String, at, "text"),
            '`' => NextQuoted(TokenKind.QuotedName, at, "name"),
            '@' when Letters.StartsWord(CharAt(at + 1)) => Take(TokenKind.Variable, WordLength(at + 1) + 1),
            _ => NextSymbol(c),
        };
    }

    private void SkipBlanksAndComments()
    {
        while (at < text.Length)
        {
            if (char.IsWhiteSpace(text[at]))
                MoveTo(at + 1);
            else if (Quoted.StartsLineComment(text, at))
                MoveTo(Quoted.EndOfLine(text, at));
            else if (Quoted.StartsComment(text, at))
                SkipComment();
            else
                return;
        }
    }

    private void SkipComment()
    {
        var end = Quoted.EndOfComment(text, at);
        if (end < 0)
            throw Fail("a comment that begins with '/*' has no '*/'", 2);
        MoveTo(end);
    }

    private Token NextWord()
    {
        var length = WordLength(at);
        var next = CharAt(at + length);
        if (length == 1 && text[at] is ('x' or 'X') && next is ('\'' or '"'))
            return NextQuoted(TokenKind.HexString, at + 1, "binary literal");
        if (next == '$')
            return Take(TokenKind.Principal, PrincipalLength());
        return Take(TokenKind.Word, length, Keywords.Find(text.AsSpan(at, length)));
    }

    private int WordLength(int start)
    {
        var end = start;
        while (end < text.Length && Letters.ContinuesWord(text[end]))
            end++;
        return end - start;
    }

    private int PrincipalLength()
    {
        var end = at;
        while (end < text.Length && Letters.ContinuesPrincipal(text[end]))
            end++;
        return end - at;
    }

    private Token NextNumber()
    {
        var end = SkipDigits(at);
        if (CharAt(end) == '.')
            end = SkipDigits(end + 1);
        end = SkipExponent(end);
        end = SkipSuffix(end);
        if (Letters.ContinuesWord(CharAt(end)) && IsInstanceId(WordLength(at)))
            return Take(TokenKind.Word, WordLength(at));
        if (Letters.ContinuesWord(CharAt(end)))
            throw Fail("a number is followed by letters, expected a blank, an operator or one of the suffixes Y, S, L, F, D, BD", end - at + 1);
        return Take(TokenKind.Number, end - at);
    }

    /// <summary>
    /// Whether the next characters are the id of a job, such as 20191023030534986g4540cdv2: the time in 17 digits, then a letter. Clients
    /// write it without quotes.
    /// </summary>
    private bool IsInstanceId(int length) => length > InstanceTimeLength && SkipDigits(at) == at + InstanceTimeLength;

    private int SkipDigits(int from)
    {
        while (char.IsAsciiDigit(CharAt(from)))
            from++;
        return from;
    }

    private int SkipExponent(int from)
    {
        if (CharAt(from) is not ('e' or 'E'))
            return from;
        var digits = CharAt(from + 1) is '+' or '-' ? from + 2 : from + 1;
        return char.IsAsciiDigit(CharAt(digits)) ? SkipDigits(digits) : from;
    }

    private int SkipSuffix(int from) => CharAt(from) switch
    {
        'y' or 'Y' or 's' or 'S' or 'l' or 'L' or 'f' or 'F' or 'd' or 'D' => from + 1,
        'b' or 'B' when CharAt(from + 1) is 'd' or 'D' => from + 2,
        _ => from,
    };

    /// <summary>
    /// The path behind PUT POLICY, which is documented without quotes and need not be made of tokens: everything up to the next blank.
    /// </summary>
    private Token NextPath()
    {
        SkipBlanksAndComments();
        if (at == text.Length || text[at] is '\'' or '"' or ';')
            return Next();
        var end = at;
        while (end < text.Length && !char.IsWhiteSpace(text[end]) && text[end] != ';')
            end++;
        return Take(TokenKind.Path, end - at);
    }

    private Token NextQuoted(TokenKind kind, int quoteAt, string what)
    {
        var end = Quoted.End(text, quoteAt);
        if (end < 0)
            throw Fail($"a {what} that begins with {text[quoteAt]} is not closed", quoteAt + 1 - at);
        return Take(kind, end - at);
    }

    private Token NextSymbol(char c)
    {
        var next = CharAt(at + 1);
        return c switch
        {
            '(' => Take(TokenKind.LeftParenthesis, 1),
            ')' => Take(TokenKind.RightParenthesis, 1),
            '[' => Take(TokenKind.LeftBracket, 1),
            ']' => Take(TokenKind.RightBracket, 1),
            ',' => Take(TokenKind.Comma, 1),
            '.' => Take(TokenKind.Dot, 1),
            ';' => Take(TokenKind.Semicolon, 1),
            ':' => Take(TokenKind.Colon, 1),
            '+' => Take(TokenKind.Plus, 1),
            '-' when next == '>' => Take(TokenKind.Arrow, 2),
            '-' => Take(TokenKind.Minus, 1),
            '*' => Take(TokenKind.Star, 1),
            '/' => Take(TokenKind.Slash, 1),
            '%' => Take(TokenKind.Percent, 1),
            '&' => Take(TokenKind.Ampersand, 1),
            '|' when next == '|' => Take(TokenKind.DoubleBar, 2),
            '|' => Take(TokenKind.Bar, 1),
            '^' => Take(TokenKind.Caret, 1),
            '~' => Take(TokenKind.Tilde, 1),
            '!' when next == '=' => Take(TokenKind.NotEqual, 2),
            '!' => Take(TokenKind.Exclamation, 1),
            '=' => Take(TokenKind.Equal, next == '=' ? 2 : 1),
            '<' when next == '=' && CharAt(at + 2) == '>' => Take(TokenKind.NullSafeEqual, 3),
            '<' when next == '=' => Take(TokenKind.LessOrEqual, 2),
            '<' when next == '>' => Take(TokenKind.NotEqual, 2),
            '<' => Take(TokenKind.Less, 1),
            '>' when next == '=' => Take(TokenKind.GreaterOrEqual, 2),
            '>' => Take(TokenKind.Greater, 1),
            _ => throw Fail($"the character {Printable(c)} is not part of the language here", char.IsHighSurrogate(c) ? 2 : 1),
        };
    }

    private static string Printable(char c) =>
        char.IsControl(c) || char.IsSurrogate(c) ? $"U+{(int)c:X4}" : $"'{c}'";

    private Token Take(TokenKind kind, int length, Keyword keyword = Keyword.None)
    {
        var token = new Token(kind, keyword, Place(length));
        MoveTo(at + length);
        return token;
    }

    private SourceSpan Place(int length) => new(line, at - lineStart + 1, at, length);

    private void MoveTo(int end)
    {
        for (; at < end; at++)
        {
            if (text[at] == '\n')
            {
                line++;
                lineStart = at + 1;
            }
        }
    }

    private char CharAt(int index) => index < text.Length ? text[index] : '\0';

    private RametException Fail(string detail, int length) =>
        new(ErrorCode.ParseException, ErrorKind.User, detail, Place(Math.Min(length, text.Length - at)));
}
