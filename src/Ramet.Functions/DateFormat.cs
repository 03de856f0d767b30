using System.Collections.Concurrent;
using System.Text;

namespace Ramet.Functions;

/// <summary>
/// A format of dates: fields and the text around them. Formats that were seen are kept, since a query uses one for all its rows.
/// </summary>
internal sealed class DateFormat
{
    /// <summary>How many formats are kept: a format may be a column of a table.</summary>
    private const int KnownMax = 1_000;

    // Longest first: of two words that begin alike the longer one is meant. In MaxCompute's words mm is the month, mi the minute.
    private static readonly (string Word, Field Field)[] maxComputeWords =
        [("yyyy", Field.Year), ("mm", Field.Month), ("dd", Field.Day), ("hh", Field.Hour), ("mi", Field.Minute), ("ss", Field.Second), ("ff3", Field.Milli)];

    private static readonly (string Word, Field Field)[] javaWords =
    [
        ("yyyy", Field.Year), ("MM", Field.Month), ("dd", Field.Day), ("HH", Field.Hour), ("hh", Field.Hour12), ("mm", Field.Minute), ("ss", Field.Second),
        ("SSS", Field.Milli), ("a", Field.HalfDay),
    ];

    private static readonly ConcurrentDictionary<string, DateFormat> maxComputeFormats = new(StringComparer.Ordinal);
    private static readonly ConcurrentDictionary<string, DateFormat> javaFormats = new(StringComparer.Ordinal);

    private readonly string pattern;
    private readonly List<(Field Field, string Text)> parts = [];

    private DateFormat(string pattern, (string Word, Field Field)[] words, StringComparison comparison)
    {
        this.pattern = pattern;
        var literal = new StringBuilder();
        for (var position = 0; position < pattern.Length;)
        {
            var (word, field) = words.FirstOrDefault(candidate => pattern.AsSpan(position).StartsWith(candidate.Word, comparison));
            if (word is null)
            {
                literal.Append(pattern[position++]);
                continue;
            }
            AddLiteral(literal);
            parts.Add((field, word));
            position += word.Length;
        }
        AddLiteral(literal);
    }

    private enum Field
    {
        Literal,
        Year,
        Month,
        Day,
        Hour,
        Hour12,
        HalfDay,
        Minute,
        Second,
        Milli,
    }

    /// <summary>A format in MaxCompute's letters, whose case does not matter: <c>yyyy-mm-dd hh:mi:ss.ff3</c>.</summary>
    public static DateFormat OfMaxCompute(string pattern) =>
        Find(maxComputeFormats, pattern, static pattern => new DateFormat(pattern, maxComputeWords, StringComparison.OrdinalIgnoreCase));

    /// <summary>A format in Java's letters, which the functions inherited from Hive use: <c>yyyy-MM-dd HH:mm:ss.SSS</c>.</summary>
    public static DateFormat OfJava(string pattern) =>
        Find(javaFormats, pattern, static pattern => new DateFormat(pattern, javaWords, StringComparison.Ordinal));

    /// <summary>Reads a text; what the format does not name is the first month, day, hour and so on.</summary>
    /// <returns>False when the text does not follow the format, there is no such date, or the format has no year.</returns>
    public bool TryRead(string text, out DateTime moment)
    {
        moment = default;
        var (year, month, day, hour, minute, second, milli) = (0, 1, 1, 0, 0, 0, 0);
        bool? isAfternoon = null;
        var position = 0;
        foreach (var (field, literal) in parts)
        {
            if (field == Field.Literal)
            {
                if (!SkipLiteral(text, literal, ref position))
                    return false;
                continue;
            }
            if (field == Field.HalfDay)
            {
                isAfternoon = text.AsSpan(position).StartsWith("PM", StringComparison.OrdinalIgnoreCase);
                if (isAfternoon is false && !text.AsSpan(position).StartsWith("AM", StringComparison.OrdinalIgnoreCase))
                    return false;
                position += 2;
                continue;
            }
            if (!TryReadDigits(text, ref position, DigitsOf(field), out var value))
                return false;
            switch (field)
            {
                case Field.Year: year = value; break;
                case Field.Month: month = value; break;
                case Field.Day: day = value; break;
                case Field.Minute: minute = value; break;
                case Field.Second: second = value; break;
                case Field.Milli: milli = value; break;
                default: hour = value; break;
            }
        }
        if (isAfternoon is { } afternoon && hour is >= 1 and <= 12)
            hour = hour % 12 + (afternoon ? 12 : 0);
        if (position < text.Length || !Exists(year, month, day, hour, minute, second))
            return false;
        moment = new DateTime(year, month, day, hour, minute, second, milli);
        return true;
    }

    /// <summary>The format as it was written.</summary>
    public override string ToString() => pattern;

    private static DateFormat Find(ConcurrentDictionary<string, DateFormat> known, string pattern, Func<string, DateFormat> make)
    {
        if (known.TryGetValue(pattern, out var format))
            return format;
        format = make(pattern);
        if (known.Count < KnownMax)
            known[pattern] = format;
        return format;
    }

    private void AddLiteral(StringBuilder literal)
    {
        if (literal.Length > 0)
            parts.Add((Field.Literal, literal.ToString()));
        literal.Clear();
    }

    private static int DigitsOf(Field field) => field switch
    {
        Field.Year => 4,
        Field.Milli => 3,
        _ => 2,
    };

    // Letters and digits must be the same; other characters stand for each other, as '-' for '/'.
    private static bool SkipLiteral(string text, string literal, ref int position)
    {
        if (text.Length - position < literal.Length)
            return false;
        foreach (var expected in literal)
        {
            var actual = text[position++];
            if (expected != actual && (char.IsLetterOrDigit(expected) || char.IsLetterOrDigit(actual)))
                return false;
        }
        return true;
    }

    private static bool TryReadDigits(string text, ref int position, int count, out int value)
    {
        value = 0;
        if (text.Length - position < count)
            return false;
        for (var end = position + count; position < end; position++)
        {
            if (!char.IsAsciiDigit(text[position]))
                return false;
            value = value * 10 + (text[position] - '0');
        }
        return true;
    }

    private static bool Exists(int year, int month, int day, int hour, int minute, int second) =>
        year is >= 1 and <= 9999 && month is >= 1 and <= 12 && day >= 1 && day <= DateTime.DaysInMonth(year, month)
        && hour < 24 && minute < 60 && second < 60;
}
