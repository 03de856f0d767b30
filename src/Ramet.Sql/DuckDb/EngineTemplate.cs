using System.Globalization;
using System.Text;
using Ramet.Sql.Types;

namespace Ramet.Sql.DuckDb;

/// <summary>
/// Puts arguments into the engine texts of function definitions; see <see cref="Functions.FunctionOverload"/> for their form.
/// </summary>
internal static class EngineTemplate
{
    /// <summary>Whether the text is the bare name of a function that takes the same arguments.</summary>
    public static bool IsName(string template) => template.AsSpan().IndexOfAny("{(") < 0;

    /// <summary>Whether the filled text is a function call or otherwise closed in itself, so that it never needs parentheses.</summary>
    public static bool IsCall(string template) =>
        IsName(template) || template[^1] is ')' or ']' || template.EndsWith(" END", StringComparison.Ordinal);

    /// <summary>The text of a call.</summary>
    /// <param name="template">The definition's text.</param>
    /// <param name="argumentCount">How many arguments the call has.</param>
    /// <param name="write">
    /// The text of an argument by its position; the flag says that it stands alone between commas or parentheses.
    /// </param>
    /// <param name="resultType">The type of the call.</param>
    public static string Fill(string template, int argumentCount, Func<int, bool, string> write, DataType resultType)
    {
        if (IsName(template))
            return $"{template}({Join(0, ", ")})";
        var text = new StringBuilder();
        var position = 0;
        while (template.IndexOf('{', position) is var open and >= 0)
        {
            var close = template.IndexOf('}', open);
            text.Append(template, position, open - position);
            text.Append(Placeholder(template[(open + 1)..close], IsEnclosed(template, open, close)));
            position = close + 1;
        }
        return text.Append(template, position, template.Length - position).ToString();

        string Placeholder(string placeholder, bool isEnclosed)
        {
            if (placeholder == "T")
                return DuckDbTypes.NameOf(resultType);
            var star = placeholder.IndexOf('*', StringComparison.Ordinal);
            if (star < 0)
                return write(int.Parse(placeholder, CultureInfo.InvariantCulture), isEnclosed);
            var first = star == 0 ? 0 : int.Parse(placeholder[..star], CultureInfo.InvariantCulture);
            return Join(first, star == placeholder.Length - 1 ? ", " : placeholder[(star + 1)..]);
        }

        string Join(int first, string separator)
        {
            var isEnclosed = separator == ", ";
            return string.Join(separator, Enumerable.Range(first, argumentCount - first).Select(index => write(index, isEnclosed)));
        }
    }

    private static bool IsEnclosed(string template, int open, int close) =>
        open > 0
        && (template[open - 1] is '(' or '[' || template.AsSpan(0, open).EndsWith(", "))
        && close + 1 < template.Length
        && template[close + 1] is (')' or ',' or ']');
}
