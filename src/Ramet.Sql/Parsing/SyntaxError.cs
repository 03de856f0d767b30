using Ramet.Errors;
using Ramet.Sql.Lexing;

namespace Ramet.Sql.Parsing;

/// <summary>The wording of syntax errors: what was found, what was expected, where.</summary>
internal static class SyntaxError
{
    private const int TokenCharactersShown = 40;

    /// <summary><c>found 'x', expected ...</c></summary>
    /// <param name="statement">The statement's text.</param>
    /// <param name="found">The token that does not fit.</param>
    /// <param name="expected">What would fit: keywords in upper case, symbols in quotes, or a description.</param>
    /// <param name="hint">The next step; null when the message says enough.</param>
    public static RametException Unexpected(string statement, Token found, string expected, string? hint = null) =>
        At(found.Span, $"found {Describe(statement, found)}, expected {expected}", hint);

    /// <summary>A rule of the grammar is broken by something that was read without trouble.</summary>
    public static RametException At(SourceSpan span, string detail, string? hint = null) =>
        new(ErrorCode.ParseException, ErrorKind.User, detail, span, hint);

    /// <summary>The statement is nested deeper than the limits allow.</summary>
    public static RametException TooDeep(SourceSpan span) => new(
        ErrorCode.ParseException,
        ErrorKind.Limit,
        $"too deep expression: at most {SyntaxLimits.NestingMax} levels of nesting"
            + $" and {SyntaxLimits.HeightMax} operators in a chain are allowed",
        span,
        "Split the statement, for example with a common table expression or an IN list.");

    private static string Describe(string statement, Token token)
    {
        if (token.Kind == TokenKind.End)
            return "the end of the statement";
        var text = token.Text(statement);
        return text.Length <= TokenCharactersShown ? $"'{text}'" : $"'{text[..TokenCharactersShown]}...'";
    }
}
