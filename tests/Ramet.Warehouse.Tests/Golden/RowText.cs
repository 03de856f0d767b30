using System.Globalization;
using System.Text;
using Ramet.Warehouse.Results;

namespace Ramet.Warehouse.Tests.Golden;

/// <summary>
/// Writes a result in the form of golden files: <c>id bigint | name string</c>, then <c>1 | a</c> per row. Every cell reads
/// unambiguously: NULL is <c>NULL</c>, the empty string <c>(empty)</c>, control characters and back-slashes are escaped, and what
/// would be mistaken for something else is in double quotes.
/// </summary>
internal static class RowText
{
    private const string Separator = " | ";

    /// <summary>The header line of a result.</summary>
    public static string Header(RowsResult result) => string.Join(Separator, result.Columns.Select(column => $"{column.Name} {column.Type}"));

    /// <summary>All remaining rows of a result, one line each.</summary>
    public static List<string> ReadAll(RowsResult result)
    {
        var rows = new List<string>();
        var cells = new string?[result.Columns.Count];
        while (result.TryReadRow(cells))
            rows.Add(string.Join(Separator, cells.Select(Cell)));
        return rows;
    }

    /// <summary>Whether a header is the expected one; an expected type <c>?</c> stands for any.</summary>
    public static bool HeaderMatches(string expected, string found)
    {
        var (left, right) = (expected.Split(Separator), found.Split(Separator));
        return left.Length == right.Length && left.Zip(right).All(pair => ColumnMatches(pair.First, pair.Second));
    }

    /// <summary>One cell.</summary>
    public static string Cell(string? value)
    {
        if (value is null)
            return "NULL";
        if (value.Length == 0)
            return "(empty)";
        var text = Escape(value);
        return NeedsQuotes(text) ? $"\"{text}\"" : text;
    }

    private static bool ColumnMatches(string expected, string found) =>
        expected.EndsWith(" ?", StringComparison.Ordinal)
            ? found.StartsWith(expected[..^1], StringComparison.Ordinal)
            : expected == found;

    private static bool NeedsQuotes(string text) =>
        text is "NULL" or "(empty)" || text[0] is ' ' or '"' || text[^1] == ' ' || text.Contains(Separator, StringComparison.Ordinal);

    private static string Escape(string value)
    {
        var text = new StringBuilder(value.Length);
        foreach (var c in value)
        {
            _ = c switch
            {
                '\\' => text.Append(@"\\"),
                '\n' => text.Append(@"\n"),
                '\r' => text.Append(@"\r"),
                '\t' => text.Append(@"\t"),
                _ when char.IsControl(c) => text.Append(CultureInfo.InvariantCulture, $@"\u{(int)c:x4}"),
                _ => text.Append(c),
            };
        }
        return text.ToString();
    }
}
