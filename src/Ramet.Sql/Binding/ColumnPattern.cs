using System.Text.RegularExpressions;
using Ramet.Errors;
using Ramet.Sql.Syntax;

namespace Ramet.Sql.Binding;

/// <summary>
/// A regular expression over column names, as a back-quoted name in a SELECT list: <c>`(ds|pt)?+.+`</c> is every column but ds and pt.
/// The whole name must match. The dialect is Java's; its possessive quantifiers are put as atomic groups.
/// </summary>
internal sealed class ColumnPattern
{
    private static readonly TimeSpan timeout = TimeSpan.FromSeconds(1);
    private readonly Regex regex;

    /// <summary>Reads the pattern.</summary>
    /// <exception cref="RametException">The pattern is malformed.</exception>
    public ColumnPattern(Identifier pattern)
    {
        try
        {
            var whole = $@"\A(?:{WithoutPossessiveQuantifiers(pattern.Name)})\z";
            regex = new Regex(whole, RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, timeout);
        }
        catch (ArgumentException error)
        {
            throw new RametException(
                ErrorCode.InvalidPattern, ErrorKind.User, $"`{pattern.Name}` is not a regular expression: {error.Message}", pattern.Span);
        }
    }

    /// <summary>Whether the pattern takes a column.</summary>
    public bool Matches(string columnName) => regex.IsMatch(columnName);

    /// <summary>Turns <c>X?+</c> into <c>(?>X?)</c>, and likewise for <c>*+</c> and <c>++</c>.</summary>
    internal static string WithoutPossessiveQuantifiers(string pattern)
    {
        for (var i = 1; i + 1 < pattern.Length; i++)
        {
            if (pattern[i + 1] != '+' || pattern[i] is not ('?' or '*' or '+') || pattern[i - 1] == '\\')
                continue;
            var start = StartOfAtom(pattern, i - 1);
            pattern = $"{pattern[..start]}(?>{pattern[start..(i + 1)]}){pattern[(i + 2)..]}";
            i += "(?>".Length;
        }
        return pattern;
    }

    private static int StartOfAtom(string pattern, int end)
    {
        var start = pattern[end] switch
        {
            ')' => Opening(pattern, end, '(', ')'),
            ']' => Opening(pattern, end, '[', ']'),
            _ => end,
        };
        return start > 0 && pattern[start - 1] == '\\' ? start - 1 : start;
    }

    private static int Opening(string pattern, int end, char open, char close)
    {
        var depth = 0;
        for (var i = end; i >= 0; i--)
        {
            depth += pattern[i] == close ? 1 : pattern[i] == open ? -1 : 0;
            if (depth == 0)
                return i;
        }
        return end;
    }
}
