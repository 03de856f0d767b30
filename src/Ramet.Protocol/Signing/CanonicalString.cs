using System.Text;

namespace Ramet.Protocol.Signing;

/// <summary>
/// The text that is signed: the method, a line for each signed header in the order of their names, and the resource. Clients disagree
/// about how a resource with special characters is written, so a server tries all spellings and a client makes the first one.
/// </summary>
public static class CanonicalString
{
    private const string ContentMd5 = "content-md5";
    private const string ContentType = "content-type";
    private const string Date = "date";
    private const string SignedPrefix = "x-odps-";
    private const string FormType = "application/x-www-form-urlencoded";

    /// <summary>What an endpoint ends with when it is not just a host: clients sign what follows.</summary>
    private const string ApiPath = "/api";

    /// <summary>The text that a client signs.</summary>
    /// <param name="method">The method, upper case.</param>
    /// <param name="target">Path and query behind the endpoint, encoded.</param>
    /// <param name="headers">All headers of the request.</param>
    public static string Of(string method, string target, IEnumerable<KeyValuePair<string, string>> headers) =>
        Compose(method, SignedHeaders(headers), CanonicalResource.DecodedParts(target));

    /// <summary>All texts that a client may have signed for a request, the likely ones first.</summary>
    /// <param name="method">The method, upper case.</param>
    /// <param name="target">Path and query as received, encoded.</param>
    /// <param name="headers">All headers of the request.</param>
    public static IEnumerable<string> Candidates(string method, string target, IEnumerable<KeyValuePair<string, string>> headers)
    {
        var signed = SignedHeaders(headers);
        var resources = Targets(target).SelectMany(CanonicalResource.Spellings).Distinct().ToList();
        foreach (var resource in resources)
            yield return Compose(method, signed, resource);

        // Java adds this header to requests with a body by itself, after they were signed.
        if (!signed.TryGetValue(ContentType, out var type) || type != FormType)
            yield break;
        signed[ContentType] = "";
        foreach (var resource in resources)
            yield return Compose(method, signed, resource);
    }

    private static IEnumerable<string> Targets(string target)
    {
        var isBehindApi = target.StartsWith(ApiPath + "/", StringComparison.Ordinal);
        if (isBehindApi)
            yield return target[ApiPath.Length..];
        yield return target;
    }

    private static SortedDictionary<string, string> SignedHeaders(IEnumerable<KeyValuePair<string, string>> headers)
    {
        var signed = new SortedDictionary<string, string>(StringComparer.Ordinal) { [ContentMd5] = "", [ContentType] = "", [Date] = "" };
        foreach (var (name, value) in headers)
        {
            var lower = name.ToLowerInvariant();
            if (lower is ContentMd5 or ContentType or Date || lower.StartsWith(SignedPrefix, StringComparison.Ordinal))
                signed[lower] = value;
        }
        return signed;
    }

    private static string Compose(string method, SortedDictionary<string, string> headers, CanonicalResource resource)
    {
        var lines = headers;
        if (resource.Parameters.Any(IsSigned))
        {
            lines = new SortedDictionary<string, string>(headers, StringComparer.Ordinal);
            foreach (var (name, value) in resource.Parameters.Where(IsSigned))
                lines[name] = value;
        }
        var text = new StringBuilder(method);
        foreach (var (name, value) in lines)
        {
            text.Append('\n');
            if (name.StartsWith(SignedPrefix, StringComparison.Ordinal))
                text.Append(name).Append(':');
            text.Append(value);
        }
        return text.Append('\n').Append(resource.Text).ToString();
    }

    private static bool IsSigned(KeyValuePair<string, string> parameter) => parameter.Key.StartsWith(SignedPrefix, StringComparison.Ordinal);
}
