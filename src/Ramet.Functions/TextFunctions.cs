using System.Globalization;
using Ramet.DuckDb;
using static Ramet.Functions.ManagedFunctions;

namespace Ramet.Functions;

/// <summary>Texts and lists of numbers that are written as texts.</summary>
internal static class TextFunctions
{
    public static readonly ScalarFunction[] All =
    [
        Define("mc_numeric_histogram", [DuckDbKind.BigInt, DuckDbKind.Varchar], DuckDbKind.Varchar,
            static (in row) => row.Return(NumericHistogram(row.Integer(0), row.Text(1)))),
        Define("mc_regexp_groups", [DuckDbKind.Varchar], DuckDbKind.BigInt, static (in row) => row.Return(GroupCount(row.Text(0)))),
    ];

    /// <summary>How many groups of a regular expression keep what they match: <c>(a)</c>, <c>(?P&lt;name&gt;a)</c>, but not <c>(?:a)</c>.</summary>
    private static long GroupCount(string pattern)
    {
        var count = 0L;
        var isInClass = false;
        for (var i = 0; i < pattern.Length; i++)
        {
            switch (pattern[i])
            {
                case '\\':
                    i++;
                    break;
                case '[':
                    isInClass = true;
                    break;
                case ']':
                    isInClass = false;
                    break;
                case '(' when !isInClass && KeepsMatch(pattern.AsSpan(i + 1)):
                    count++;
                    break;
            }
        }
        return count;
    }

    private static bool KeepsMatch(ReadOnlySpan<char> behindParenthesis) =>
        !behindParenthesis.StartsWith('?') || behindParenthesis.StartsWith("?P<", StringComparison.Ordinal);

    /// <summary>
    /// The bins of a histogram: each new value is a bin of its own, and while there are too many, the two nearest become one, at their
    /// weighted mean (Ben-Haim and Tom-Tov, "A Streaming Parallel Decision Tree Algorithm").
    /// </summary>
    /// <param name="binsMax">How many bins there may be.</param>
    /// <param name="values">The values between commas.</param>
    /// <returns>The centres of the bins between commas, <c>|</c>, and their heights.</returns>
    private static string NumericHistogram(long binsMax, string values)
    {
        if (binsMax < 2)
            throw FunctionException.OutOfRange($"there must be at least 2 buckets, not {binsMax}");
        // Sorted values come in order, so that a new one always belongs to the last bin or behind it.
        var sorted = values.Split(',').Select(value => double.Parse(value, CultureInfo.InvariantCulture)).Order();
        List<(double Centre, double Height)> bins = [];
        foreach (var value in sorted)
        {
            if (bins is [.., var last] && last.Centre.Equals(value))
            {
                bins[^1] = (value, last.Height + 1);
                continue;
            }
            bins.Add((value, 1));
            if (bins.Count > binsMax)
                MergeNearest(bins);
        }
        return $"{Join(bins.Select(bin => bin.Centre))}|{Join(bins.Select(bin => bin.Height))}";
    }

    private static void MergeNearest(List<(double Centre, double Height)> bins)
    {
        var nearest = 0;
        for (var i = 1; i < bins.Count - 1; i++)
        {
            if (bins[i + 1].Centre - bins[i].Centre < bins[nearest + 1].Centre - bins[nearest].Centre)
                nearest = i;
        }
        var (left, right) = (bins[nearest], bins[nearest + 1]);
        var height = left.Height + right.Height;
        bins[nearest] = ((left.Centre * left.Height + right.Centre * right.Height) / height, height);
        bins.RemoveAt(nearest + 1);
    }

    private static string Join(IEnumerable<double> values) =>
        string.Join(',', values.Select(value => value.ToString("R", CultureInfo.InvariantCulture)));
}
