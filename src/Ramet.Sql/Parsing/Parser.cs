using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using Ramet.Errors;
using Ramet.Sql.Lexing;
using Ramet.Sql.Syntax;

namespace Ramet.Sql.Parsing;

/// <summary>
/// A recursive descent parser over the tokens of one statement. A handful of verbs explains it: <c>Peek</c> looks, <c>NextIs</c> asks,
/// <c>Skip</c> passes over something optional and says whether it was there, <c>Expect</c> passes over something that must be there,
/// and each <c>Parse...</c> reads one clause. The files of this class follow the families of statements.
/// </summary>
internal sealed partial class Parser(string text, Token[] tokens)
{
    private int position;
    private int nesting;

    /// <summary>Ends the statement: nothing but semicolons may follow.</summary>
    public void ExpectEnd()
    {
        while (Skip(TokenKind.Semicolon))
        {
        }
        if (!NextIs(TokenKind.End))
            throw Unexpected("the end of the statement");
    }

    private Token Peek() => tokens[position];

    private Token PeekAt(int distance) => tokens[Math.Min(position + distance, tokens.Length - 1)];

    private Token Advance() => tokens[position < tokens.Length - 1 ? position++ : position];

    private bool NextIs(TokenKind kind) => Peek().Kind == kind;

    private bool NextIs(Keyword keyword) => Peek().Keyword == keyword;

    private bool NextIs(params ReadOnlySpan<Keyword> keywords)
    {
        for (var i = 0; i < keywords.Length; i++)
        {
            if (PeekAt(i).Keyword != keywords[i])
                return false;
        }
        return true;
    }

    private bool Skip(TokenKind kind)
    {
        if (!NextIs(kind))
            return false;
        Advance();
        return true;
    }

    private bool Skip(Keyword keyword)
    {
        if (!NextIs(keyword))
            return false;
        Advance();
        return true;
    }

    /// <summary>Passes over all of the keywords, or over none.</summary>
    private bool Skip(params ReadOnlySpan<Keyword> keywords)
    {
        if (!NextIs(keywords))
            return false;
        position += keywords.Length;
        return true;
    }

    private Token Expect(TokenKind kind) => NextIs(kind) ? Advance() : throw Unexpected(Describe(kind));

    private Token Expect(Keyword keyword) => NextIs(keyword) ? Advance() : throw UnexpectedWord([keyword]);

    private void Expect(params ReadOnlySpan<Keyword> keywords)
    {
        foreach (var keyword in keywords)
            Expect(keyword);
    }

    private RametException Unexpected(string expected, string? hint = null) => SyntaxError.Unexpected(text, Peek(), expected, hint);

    private RametException UnexpectedWord(params ReadOnlySpan<Keyword> expected)
    {
        var words = new string[expected.Length];
        for (var i = 0; i < words.Length; i++)
            words[i] = Keywords.Text(expected[i]);
        return Unexpected(OneOf(words), DidYouMean(words));
    }

    private string? DidYouMean(IEnumerable<string> words) =>
        NextIs(TokenKind.Word) && Spelling.Nearest(Peek().Text(text).ToString(), words) is { } nearest ? $"Did you mean {nearest}?" : null;

    private static string OneOf(string[] words) =>
        words.Length == 1 ? words[0] : $"{string.Join(", ", words.SkipLast(1))} or {words[^1]}";

    /// <summary>The place from a token to the last one that was passed over.</summary>
    private SourceSpan Since(SourceSpan first) => first.To(tokens[Math.Max(position - 1, 0)].Span);

    private SourceSpan Since(Token first) => Since(first.Span);

    private SourceSpan Since(SyntaxNode first) => Since(first.Span);

    /// <summary>
    /// Reads something that may contain itself. Every cycle of the grammar goes through here, so that the depth of recursion is bounded.
    /// </summary>
    private T Nested<T>(Func<Parser, T> parse)
    {
        if (nesting == SyntaxLimits.NestingMax || !RuntimeHelpers.TryEnsureSufficientExecutionStack())
            throw SyntaxError.TooDeep(Peek().Span);
        nesting++;
        var result = parse(this);
        nesting--;
        return result;
    }

    private ImmutableArray<T> ParseCommaList<T>(Func<Parser, T> parse)
    {
        var items = ImmutableArray.CreateBuilder<T>();
        do
        {
            items.Add(parse(this));
        }
        while (Skip(TokenKind.Comma));
        return items.DrainToImmutable();
    }

    private ImmutableArray<T> ParseInParentheses<T>(Func<Parser, T> parse)
    {
        Expect(TokenKind.LeftParenthesis);
        var items = ParseCommaList(parse);
        ExpectClosing();
        return items;
    }

    private void ExpectClosing()
    {
        if (!Skip(TokenKind.RightParenthesis))
            throw Unexpected("',' or ')'");
    }

    private static string Describe(TokenKind kind) => kind switch
    {
        TokenKind.LeftParenthesis => "'('",
        TokenKind.RightParenthesis => "')'",
        TokenKind.RightBracket => "']'",
        TokenKind.Less => "'<'",
        TokenKind.Greater => "'>'",
        TokenKind.Equal => "'='",
        TokenKind.Colon => "':'",
        TokenKind.Arrow => "'->'",
        TokenKind.String => "a text in quotes",
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "The grammar has no place that needs this token."),
    };
}
