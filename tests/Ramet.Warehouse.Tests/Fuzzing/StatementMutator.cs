namespace Ramet.Warehouse.Tests.Fuzzing;

/// <summary>Makes wrong, odd and sometimes right statements out of the statements of a corpus.</summary>
/// <param name="corpus">The statements; at least one.</param>
/// <param name="random">Where the choices come from.</param>
internal sealed class StatementMutator(IReadOnlyList<string> corpus, Random random)
{
    private const int MutationsMax = 4;
    private const int NestingMax = 3_000;
    private const int RepetitionsMax = 2_000;

    private static readonly string[] fragments =
    [
        "(", ")", ",", ";", "'", "\"", "`", "--", "/*", "*/", "NULL", "CASE", "END", "SELECT", "FROM", "WHERE", "NOT", "-", "~", "1e400", "9223372036854775808",
        "99999999999999999999999999999999999999999BD", "''", "\\", "\0", "é", "\ud83d", "${x}", "DATE ''", "INTERVAL", "OVER ()", "ARRAY()", "MAP()", "x -> x",
        "LATERAL VIEW EXPLODE(ARRAY(1)) t AS c", "UNION ALL SELECT 1", "GROUP BY 1", "CAST(NULL AS DECIMAL(38,18))", "PARTITION (", "<", ">", "ARRAY<ARRAY<", "*", ".",
    ];

    /// <summary>The next text.</summary>
    public string Next()
    {
        var text = Pick();
        for (var left = random.Next(1, MutationsMax + 1); left > 0; left--)
            text = Mutate(text);
        return text;
    }

    private string Pick() => corpus[random.Next(corpus.Count)];

    private string Mutate(string text) => random.Next(9) switch
    {
        0 => Replace(text, ""),
        1 => Replace(text, fragments[random.Next(fragments.Length)]),
        2 => Replace(text, RangeOf(Pick())),
        3 => Insert(text, fragments[random.Next(fragments.Length)]),
        4 => Insert(text, RangeOf(text)),
        5 => text[..random.Next(text.Length + 1)],
        6 => Nest(text),
        7 => Repeat(text),
        _ => Insert(text, ((char)random.Next(char.MaxValue + 1)).ToString()),
    };

    private string Replace(string text, string by)
    {
        var (start, end) = Words(text);
        return string.Concat(text.AsSpan(0, start), by, text.AsSpan(end));
    }

    private string Insert(string text, string what)
    {
        var (start, _) = Words(text);
        return $"{text[..start]} {what} {text[start..]}";
    }

    private string Nest(string text)
    {
        var (start, end) = Words(text);
        var depth = random.Next(1, NestingMax);
        var (open, close) = random.Next(4) switch
        {
            0 => ("(", ")"),
            1 => ("CASE WHEN true THEN ", " END"),
            2 => ("NOT ", ""),
            _ => ("ABS(", ")"),
        };
        return string.Concat(text[..start], Times(open, depth), text[start..end], Times(close, depth), text[end..]);
    }

    private string Repeat(string text)
    {
        var (start, end) = Words(text);
        return string.Concat(text[..start], Times(text[start..end] + " ", random.Next(2, RepetitionsMax)), text[end..]);
    }

    private static string Times(string text, int count) => string.Concat(Enumerable.Repeat(text, count));

    private string RangeOf(string text)
    {
        var (start, end) = Words(text);
        return text[start..end];
    }

    /// <summary>A range that mostly begins and ends at words.</summary>
    private (int Start, int End) Words(string text)
    {
        if (text.Length == 0)
            return (0, 0);
        var start = WordStart(text, random.Next(text.Length));
        var end = start;
        for (var words = random.Next(1, 4); words > 0 && end < text.Length; words--)
            end = WordEnd(text, end + 1);
        return (start, end);
    }

    private static int WordStart(string text, int position)
    {
        while (position > 0 && char.IsLetterOrDigit(text[position]) && char.IsLetterOrDigit(text[position - 1]))
            position--;
        return position;
    }

    private static int WordEnd(string text, int position)
    {
        while (position < text.Length && char.IsLetterOrDigit(text[position]) && char.IsLetterOrDigit(text[position - 1]))
            position++;
        return position;
    }
}
