using System.Text;

namespace Ramet.Protocol.Signing;

/// <summary>Path and query of a request as they are signed: decoded, the parameters in the order of their names.</summary>
/// <param name="Text">What is signed.</param>
/// <param name="Parameters">The parameters, decoded.</param>
internal readonly record struct CanonicalResource(string Text, IReadOnlyList<KeyValuePair<string, string>> Parameters)
{
    /// <summary>All spellings of a resource.</summary>
    /// <param name="target">Path and query, encoded.</param>
    public static IEnumerable<CanonicalResource> Spellings(string target)
    {
        yield return DecodedParts(target);
        var isPlain = !target.Contains('%', StringComparison.Ordinal) && !target.Contains('+', StringComparison.Ordinal);
        if (isPlain)
            yield break;
        yield return DecodedWhole(target);
        yield return DecodedParts(target, plusInPathIsSpace: true);
    }

    /// <summary>The spelling of Java and Go: path, names and values are decoded one by one. Java takes <c>+</c> in a path for a space.</summary>
    public static CanonicalResource DecodedParts(string target, bool plusInPathIsSpace = false)
    {
        var (path, query) = Split(target);
        return Compose(PercentDecoding.Decode(path, plusInPathIsSpace), ParseParameters(query));
    }

    /// <summary>The spelling of PyODPS: the whole is decoded, and then read as a form, which decodes once more. The last of equal names wins.</summary>
    private static CanonicalResource DecodedWhole(string target)
    {
        var (path, query) = Split(PercentDecoding.Decode(target));
        var byName = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (name, value) in ParseParameters(query))
            byName[name] = value;
        return Compose(path, byName);
    }

    private static (string Path, string Query) Split(string target)
    {
        var mark = target.IndexOf('?', StringComparison.Ordinal);
        return mark < 0 ? (target, "") : (target[..mark], target[(mark + 1)..]);
    }

    private static IEnumerable<KeyValuePair<string, string>> ParseParameters(string query)
    {
        foreach (var part in query.Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            var equals = part.IndexOf('=', StringComparison.Ordinal);
            var (name, value) = equals < 0 ? (part, "") : (part[..equals], part[(equals + 1)..]);
            yield return new(PercentDecoding.Decode(name, plusIsSpace: true), PercentDecoding.Decode(value, plusIsSpace: true));
        }
    }

    private static CanonicalResource Compose(string path, IEnumerable<KeyValuePair<string, string>> parameters)
    {
        var sorted = parameters.OrderBy(static parameter => parameter.Key, StringComparer.Ordinal).ToList();
        var text = new StringBuilder(path);
        var separator = '?';
        foreach (var (name, value) in sorted)
        {
            text.Append(separator).Append(name);
            if (value.Length > 0)
                text.Append('=').Append(value);
            separator = '&';
        }
        return new CanonicalResource(text.ToString(), sorted);
    }
}
