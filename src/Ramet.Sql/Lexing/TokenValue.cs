using System.Text;

namespace Ramet.Sql.Lexing;

/// <summary>What names and texts mean once their quotes and escapes are resolved.</summary>
internal static class TokenValue
{
    /// <summary>The name in a word or in back-quotes.</summary>
    public static string Name(ReadOnlySpan<char> token) =>
        token[0] == '`' ? token[1..^1].ToString().Replace("``", "`", StringComparison.Ordinal) : token.ToString();

    /// <summary>
    /// The text between single or double quotes. Escapes: <c>\b \t \n \r \0 \Z</c>, a back-slash before three octal digits (001 to 177),
    /// and before any other character that character itself; <c>\%</c> and <c>\_</c> stay as they are, for LIKE.
    /// </summary>
    public static string Text(ReadOnlySpan<char> token)
    {
        var content = token[1..^1];
        return content.Contains('\\') ? Unescape(content) : content.ToString();
    }

    private static string Unescape(ReadOnlySpan<char> content)
    {
        var text = new StringBuilder(content.Length);
        for (var at = 0; at < content.Length; at++)
        {
            if (content[at] != '\\')
            {
                text.Append(content[at]);
            }
            else if (IsOctal(content[(at + 1)..]))
            {
                text.Append(Octal(content.Slice(at + 1, 3)));
                at += 3;
            }
            else
            {
                AppendEscape(text, content[++at]);
            }
        }
        return text.ToString();
    }

    private static bool IsOctal(ReadOnlySpan<char> digits) =>
        digits.Length >= 3
        && digits[0] is ('0' or '1')
        && digits[..3].IndexOfAnyExceptInRange('0', '7') < 0
        && Octal(digits[..3]) != 0;

    private static char Octal(ReadOnlySpan<char> digits) =>
        (char)(((digits[0] - '0') * 64) + ((digits[1] - '0') * 8) + digits[2] - '0');

    private static void AppendEscape(StringBuilder text, char c)
    {
        if (c is '%' or '_')
            text.Append('\\');
        text.Append(c switch
        {
            'b' => '\b',
            't' => '\t',
            'n' => '\n',
            'r' => '\r',
            '0' => '\0',
            'Z' => '\u001a',
            _ => c,
        });
    }
}
