namespace Ramet.Sql.Lexing;

/// <summary>Which characters make up a word.</summary>
internal static class Letters
{
    /// <summary>
    /// Whether a word may begin with the character. Letters beyond ASCII are allowed, as in comments and aliases of existing scripts.
    /// </summary>
    public static bool StartsWord(char c) => char.IsAsciiLetter(c) || c == '_' || (c > 127 && char.IsLetter(c));

    /// <summary>Whether the character may follow in a word.</summary>
    public static bool ContinuesWord(char c) => StartsWord(c) || char.IsAsciiDigit(c);

    /// <summary>Whether the text is a word from its first character to its last.</summary>
    public static bool IsWord(ReadOnlySpan<char> text)
    {
        if (text.IsEmpty || !StartsWord(text[0]))
            return false;
        foreach (var c in text)
        {
            if (!ContinuesWord(c))
                return false;
        }
        return true;
    }

    /// <summary>
    /// Whether the character may follow in a user's name, <c>RAM$main@example.com:sub</c>. Most of these are operators elsewhere, but no
    /// other token has a dollar sign, so there is nothing to confuse such a name with.
    /// </summary>
    public static bool ContinuesPrincipal(char c) => ContinuesWord(c) || c is '$' or '@' or '.' or ':' or '-' or '+';

    /// <summary>Whether the text is a user's name that needs no back-quotes.</summary>
    public static bool IsPrincipal(ReadOnlySpan<char> text)
    {
        var dollar = text.IndexOf('$');
        if (dollar < 1 || !IsWord(text[..dollar]))
            return false;
        foreach (var c in text)
        {
            if (!ContinuesPrincipal(c))
                return false;
        }
        return true;
    }
}
