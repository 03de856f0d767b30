using System.Text;
using Ramet.Sql.Lexing;

namespace Ramet.Sql.Writing;

/// <summary>How names and texts are written in the dialect so that they are read back as they are.</summary>
public static class Quoting
{
    /// <summary>A name, in back-quotes only if it is a reserved word or has characters that a word cannot have.</summary>
    public static string Name(string name) =>
        Letters.IsWord(name) && !Keywords.IsReserved(Keywords.Find(name)) ? name : BackQuoted(name);

    /// <summary>A user's name, in back-quotes only if it has characters such as the slash of a RAM role.</summary>
    public static string Principal(string name) => Letters.IsPrincipal(name) ? name : BackQuoted(name);

    /// <summary>A name in back-quotes, whether it needs them or not.</summary>
    public static string BackQuoted(string name) => $"`{name.Replace("`", "``", StringComparison.Ordinal)}`";

    /// <summary>A text in single quotes, with back-slash escapes.</summary>
    public static string Text(string value)
    {
        var text = new StringBuilder(value.Length + 2).Append('\'');
        for (var at = 0; at < value.Length; at++)
        {
            // Digits behind \0 would be read with it as an octal number.
            if (at > 0 && value[at - 1] == '\0' && char.IsAsciiDigit(value[at]))
                AppendOctal(text, value[at]);
            else
                AppendEscaped(text, value[at]);
        }
        return text.Append('\'').ToString();
    }

    private static void AppendEscaped(StringBuilder text, char c)
    {
        switch (c)
        {
            case '\'' or '\\':
                text.Append('\\').Append(c);
                break;
            case '\0':
                text.Append("\\0");
                break;
            case '\b':
                text.Append("\\b");
                break;
            case '\t':
                text.Append("\\t");
                break;
            case '\n':
                text.Append("\\n");
                break;
            case '\r':
                text.Append("\\r");
                break;
            case '\u001a':
                text.Append("\\Z");
                break;
            case < ' ' or '\u007f':
                AppendOctal(text, c);
                break;
            default:
                text.Append(c);
                break;
        }
    }

    private static void AppendOctal(StringBuilder text, char c) => text.Append('\\').Append(Convert.ToString(c, 8).PadLeft(3, '0'));
}
