using System.Diagnostics.CodeAnalysis;
using Ramet.Errors;

namespace Ramet.Warehouse.Metadata;

/// <summary>
/// The texts by which clients name partitions: <c>pt='a',region='eu'</c> with quotes, or <c>pt=a/region=eu</c> without; the two may be
/// mixed. A value in quotes may hold the separators.
/// </summary>
public static class PartitionText
{
    /// <summary>Reads such a text.</summary>
    /// <param name="text">The text.</param>
    /// <returns>The columns that it names, at least one, with their values; in the order of the text.</returns>
    /// <exception cref="RametException">InvalidPartitionKey: it is none.</exception>
    public static IReadOnlyList<KeyValuePair<string, string>> Parse(string text)
    {
        var levels = new List<KeyValuePair<string, string>>();
        for (var at = 0; at < text.Length || levels.Count == 0;)
        {
            if (!TryReadLevel(text, ref at, out var level))
                throw Malformed(text);
            levels.Add(level.Value);
        }
        return levels;
    }

    private static bool TryReadLevel(string text, ref int at, [NotNullWhen(true)] out KeyValuePair<string, string>? level)
    {
        level = null;
        var equals = text.IndexOf('=', at);
        if (equals < 0)
            return false;
        var name = text[at..equals].Trim();
        var start = equals + 1;
        while (start < text.Length && text[start] == ' ')
            start++;
        if (name.Length == 0 || !TryReadValue(text, start, out var value, out at))
            return false;
        level = KeyValuePair.Create(name, value);
        return true;
    }

    /// <summary>Reads the value that begins at an offset, and goes behind the separator that follows it.</summary>
    private static bool TryReadValue(string text, int start, out string value, out int next)
    {
        var quote = start < text.Length && text[start] is '\'' or '"' ? text[start] : '\0';
        if (quote == '\0')
        {
            var separator = text.AsSpan(start).IndexOfAny(',', '/');
            var end = separator < 0 ? text.Length : start + separator;
            value = text[start..end].Trim();
            next = end + 1;
            return value.Length > 0;
        }
        var close = text.IndexOf(quote, start + 1);
        value = close < 0 ? "" : text[(start + 1)..close];
        next = close + 1;
        while (close >= 0 && next < text.Length && text[next] == ' ')
            next++;
        var isEnded = next >= text.Length || text[next] is ',' or '/';
        next++;
        return close >= 0 && isEnded;
    }

    private static RametException Malformed(string text) => new(
        ErrorCode.InvalidPartitionKey,
        ErrorKind.User,
        $"expected a partition such as pt='a',region='eu', found '{text}'");
}
