using System.Buffers;
using System.Globalization;
using System.Text;

namespace Ramet.Cli.Terminal;

/// <summary>
/// Texts made safe for one line of a terminal: line breaks, control characters and the marks that turn the direction of writing are
/// shown as escapes, so that data can neither break a grid nor send commands to the terminal.
/// </summary>
internal static class VisibleText
{
    private static readonly SearchValues<char> Unsafe = SearchValues.Create(UnsafeCharacters());

    /// <summary>The text with <c>\n</c>, <c>\r</c>, <c>\t</c> and <c>\u001B</c> in place of them; itself when it has none.</summary>
    public static string Of(string text)
    {
        var first = text.AsSpan().IndexOfAny(Unsafe);
        if (first < 0)
            return text;
        var visible = new StringBuilder(text, 0, first, text.Length + 16);
        foreach (var c in text.AsSpan(first))
        {
            if (Unsafe.Contains(c))
                AppendEscape(visible, c);
            else
                visible.Append(c);
        }
        return visible.ToString();
    }

    private static void AppendEscape(StringBuilder visible, char c) => _ = c switch
    {
        '\n' => visible.Append("\\n"),
        '\r' => visible.Append("\\r"),
        '\t' => visible.Append("\\t"),
        _ => visible.Append("\\u").Append(((int)c).ToString("X4", CultureInfo.InvariantCulture)),
    };

    /// <summary>C0 and C1 controls, DEL, line and paragraph separators, and the bidirectional embeddings, overrides and isolates.</summary>
    private static string UnsafeCharacters()
    {
        var characters = new StringBuilder();
        foreach (var (first, last) in new[] { ('\0', '\x1F'), ('\x7F', '\x9F'), ('\u2028', '\u202E'), ('\u2066', '\u2069') })
        {
            for (var c = first; c <= last; c++)
                characters.Append(c);
        }
        return characters.ToString();
    }
}
