using System.Text;
using Ramet.Sql.Lexing;

namespace Ramet.Sql.Writing;

/// <summary>How names and texts are written in the dialect so that they are read back as they are.</summary>
public static class Quoting
{
    /// <summary>A name, in back-quotes only if it is a reserved word or has characters that a word cannot have.</summary>
    public static string Name(string name) =>
        Letters.IsWord(name) && !Keywords.IsReserved(Keywords.Find(name)) ? name : $"`{name.Replace("`", "``", StringComparison.Ordinal)}`";

    /// <summary>A text in single quotes, with back-slash escapes.</summary>
    public static string Text(string value)
    {
        var text = new StringBuilder(value.Length + 2).Append('\'');
        foreach (var c in value)
            AppendEscaped(text, c);
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
            default:
                text.Append(c);
                break;
        }
    }
}
