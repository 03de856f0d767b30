using System.Text;
using System.Text.RegularExpressions;

namespace Ramet.Warehouse.Tests.Golden;

/// <summary>
/// The expected lines of a text. <c>yyyy-mm-dd hh:mi:ss</c>, perhaps with <c>.fff</c>, and <c>yyyy-mm-ddThh:mi:ss+hhmi</c> stand for any time,
/// <c>&lt;size&gt;</c> for a number and <c>&lt;id&gt;</c> for letters and digits; blanks behind a placeholder belong to it, so that a padded value
/// must have the same width. A line <c>...</c> stands for any lines, <c>(empty)</c> for an empty one.
/// </summary>
internal sealed partial class TextPattern(IEnumerable<string> lines)
{
    private readonly Regex regex = new(@"\A" + string.Concat(lines.Select(WriteLine)) + @"\z", RegexOptions.CultureInvariant);

    /// <summary>Whether a text, whose last line is ended too, is as expected.</summary>
    public bool IsMetBy(string text) => regex.IsMatch(text);

    private static string WriteLine(string line) => line switch
    {
        "..." => @"(?:.*\n)*?",
        "(empty)" => @"\n",
        _ => WriteContent(line) + @"\n",
    };

    private static string WriteContent(string line)
    {
        var pattern = new StringBuilder();
        var end = 0;
        foreach (Match placeholder in Placeholder().Matches(line))
        {
            pattern.Append(Regex.Escape(line[end..placeholder.Index])).Append(WritePlaceholder(placeholder));
            end = placeholder.Index + placeholder.Length;
        }
        return pattern.Append(Regex.Escape(line[end..])).ToString();
    }

    private static string WritePlaceholder(Match placeholder)
    {
        var characters = placeholder.Groups["name"].Value switch
        {
            "<size>" => "[0-9]",
            "<id>" => "[0-9A-Za-z-]",
            _ => null,
        };
        if (characters is null)
        {
            var time = Regex.Escape(placeholder.Groups["name"].Value).Replace("\\+hhmi", "[+-][0-9]{4}", StringComparison.Ordinal);
            return Letters().Replace(time, "[0-9]") + placeholder.Groups["blanks"].Value;
        }
        return placeholder.Groups["blanks"].Length == 0
            ? characters + "+"
            : $"(?=.{{{placeholder.Length - 1}}} (?! )){characters}+ +";
    }

    [GeneratedRegex("(?<name><size>|<id>|yyyy-mm-dd hh:mi:ss(\\.fff)?|yyyy-mm-ddThh:mi:ss\\+hhmi)(?<blanks> *)", RegexOptions.ExplicitCapture)]
    private static partial Regex Placeholder();

    /// <summary>A letter that stands for a digit of a time.</summary>
    [GeneratedRegex("[ymdhisf]")]
    private static partial Regex Letters();
}
