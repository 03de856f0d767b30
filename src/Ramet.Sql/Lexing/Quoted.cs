namespace Ramet.Sql.Lexing;

/// <summary>Finds where quoted parts and comments end. One place for the lexer and the splitter, which must agree on it.</summary>
internal static class Quoted
{
    /// <summary>
    /// The offset behind the quote that ends the text or name whose opening quote is at <paramref name="start"/>; -1 if none does.
    /// </summary>
    public static int End(string text, int start) => text[start] == '`' ? EndOfName(text, start) : EndOfString(text, start);

    /// <summary>The offset of the line break that ends a <c>--</c> comment, or of the end of the text.</summary>
    public static int EndOfLine(string text, int start)
    {
        var end = text.IndexOf('\n', start);
        return end < 0 ? text.Length : end;
    }

    /// <summary>The offset behind the <c>*/</c> of the comment that begins at <paramref name="start"/>; -1 if it is missing.</summary>
    public static int EndOfComment(string text, int start)
    {
        var end = text.IndexOf("*/", start + 2, StringComparison.Ordinal);
        return end < 0 ? -1 : end + 2;
    }

    /// <summary>Whether a <c>--</c> comment begins here.</summary>
    public static bool StartsLineComment(string text, int at) => text[at] == '-' && at + 1 < text.Length && text[at + 1] == '-';

    /// <summary>Whether a <c>/*</c> comment or hint begins here.</summary>
    public static bool StartsComment(string text, int at) => text[at] == '/' && at + 1 < text.Length && text[at + 1] == '*';

    private static int EndOfString(string text, int start)
    {
        var quote = text[start];
        for (var at = start + 1; at < text.Length; at++)
        {
            if (text[at] == quote)
                return at + 1;
            if (text[at] == '\\')
                at++;
        }
        return -1;
    }

    // A back-quote within a name is written twice.
    private static int EndOfName(string text, int start)
    {
        for (var at = start + 1; at < text.Length; at++)
        {
            if (text[at] != '`')
                continue;
            if (at + 1 == text.Length || text[at + 1] != '`')
                return at + 1;
            at++;
        }
        return -1;
    }
}
