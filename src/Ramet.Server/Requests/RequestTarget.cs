using Ramet.Protocol.Signing;
using Ramet.Server.Errors;

namespace Ramet.Server.Requests;

/// <summary>Path and parameters of a request, decoded.</summary>
internal sealed class RequestTarget
{
    private const string Api = "api";
    private const string Storage = "storage";
    private const string Projects = "projects";
    private const string Schemas = "schemas";

    private RequestTarget(string path, IReadOnlyList<string> segments, string? schema, RequestParameters parameters)
    {
        Path = path;
        Segments = segments;
        Schema = schema;
        Parameters = parameters;
    }

    /// <summary>The path, decoded, without a leading <c>/api</c>.</summary>
    public string Path { get; }

    /// <summary>The segments of the path without <c>api</c> at its beginning and without the schema of an object.</summary>
    public IReadOnlyList<string> Segments { get; }

    /// <summary>The schema in the path of an object; null when there is none.</summary>
    public string? Schema { get; }

    /// <summary>The parameters.</summary>
    public RequestParameters Parameters { get; }

    /// <summary>Reads the target of a request line.</summary>
    /// <param name="text">Encoded, as received; with scheme and host where a client sends them (RFC 9112, section 3.2.2).</param>
    /// <exception cref="ProtocolException">Escapes are malformed, or a segment is empty, <c>.</c> or <c>..</c>.</exception>
    public static RequestTarget Parse(string text)
    {
        var relative = WithoutOrigin(text);
        var mark = relative.IndexOf('?', StringComparison.Ordinal);
        var path = Decode(mark < 0 ? relative : relative[..mark], plusIsSpace: false);
        var parameters = ParseParameters(mark < 0 ? "" : relative[(mark + 1)..]);

        // Decoded first: some clients encode the slash of a path of several segments.
        var segments = path.Trim('/').Split('/');
        if (segments.Any(static segment => segment is "" or "." or "..") && path.Trim('/').Length > 0)
            throw new ProtocolException(WireError.InvalidParameter, $"The path {path} has an empty segment, or one that means a directory.");
        if (segments[0] == Api && !(segments.Length > 1 && segments[1] == Storage))
            segments = segments[1..];
        return WithoutSchema(segments, parameters);
    }

    /// <summary>Path and query of a target, without scheme and host.</summary>
    public static string WithoutOrigin(string target)
    {
        if (target.StartsWith('/'))
            return target;
        var host = target.IndexOf("://", StringComparison.Ordinal);
        var slash = host < 0 ? -1 : target.IndexOf('/', host + 3);
        return slash < 0 ? "/" : target[slash..];
    }

    private static RequestTarget WithoutSchema(string[] segments, RequestParameters parameters)
    {
        var path = "/" + string.Join('/', segments);
        var isInSchema = segments.Length > 4 && segments[0] == Projects && segments[2] == Schemas;
        return isInSchema
            ? new RequestTarget(path, [.. segments[..2], .. segments[4..]], segments[3], parameters)
            : new RequestTarget(path, segments, null, parameters);
    }

    private static RequestParameters ParseParameters(string query)
    {
        var values = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var part in query.Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            var equals = part.IndexOf('=', StringComparison.Ordinal);
            var (name, value) = equals < 0 ? (part, "") : (part[..equals], part[(equals + 1)..]);
            values[Decode(name, plusIsSpace: true)] = Decode(value, plusIsSpace: true);
        }
        return new RequestParameters(values);
    }

    private static string Decode(string text, bool plusIsSpace) => PercentDecoding.TryDecode(text, plusIsSpace, out var decoded) && !decoded.Contains('\0', StringComparison.Ordinal)
        ? decoded
        : throw new ProtocolException(WireError.InvalidParameter, $"'{text}' in the address is no percent-encoded UTF-8 text.");
}
