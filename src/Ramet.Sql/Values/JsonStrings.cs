using System.Globalization;
using System.Text;

namespace Ramet.Sql.Values;

/// <summary>
/// Writes JSON strings for people: only what JSON cannot hold bare is escaped. The encoders of the class library also escape every
/// character beyond the basic plane, which would show an emoji as two escapes.
/// </summary>
public static class JsonStrings
{
    /// <summary>Appends a string with its quotes.</summary>
    public static void Append(StringBuilder json, string text)
    {
        json.Append('"');
        foreach (var character in text)
            AppendCharacter(json, character);
        json.Append('"');
    }

    private static void AppendCharacter(StringBuilder json, char character)
    {
        switch (character)
        {
            case '"' or '\\':
                json.Append('\\').Append(character);
                break;
            case '\n':
                json.Append("\\n");
                break;
            case '\r':
                json.Append("\\r");
                break;
            case '\t':
                json.Append("\\t");
                break;
            case < ' ':
                json.Append(CultureInfo.InvariantCulture, $"\\u{(int)character:x4}");
                break;
            default:
                json.Append(character);
                break;
        }
    }
}
