using Ramet.Server.Requests;

namespace Ramet.Server.Routing;

/// <summary>
/// The form of requests: <c>GET /projects/{project}/tables/{table}?partitions&amp;name</c>. A segment in braces stands for any one; the names
/// behind <c>?</c> must be parameters of the request, with any value or none. A schema before the object, <c>/schemas/{schema}/tables/...</c>, is
/// understood without being written here.
/// </summary>
internal sealed class RoutePattern
{
    private readonly string[] requiredParameters;

    private RoutePattern(string text, string method, string[] segments, string[] requiredParameters)
    {
        Text = text;
        Method = method;
        Segments = segments;
        this.requiredParameters = requiredParameters;
    }

    /// <summary>The pattern as written, for logs and metrics.</summary>
    public string Text { get; }

    /// <summary>The method, upper case.</summary>
    public string Method { get; }

    /// <summary>The segments of the path.</summary>
    public IReadOnlyList<string> Segments { get; }

    /// <summary>How narrow the pattern is: the fitting pattern with the greatest value answers.</summary>
    public int Specificity => (Segments.Count(static segment => !IsVariable(segment)) * 100) + requiredParameters.Length;

    /// <summary>Reads a pattern.</summary>
    public static RoutePattern Parse(string text)
    {
        var space = text.IndexOf(' ', StringComparison.Ordinal);
        var mark = text.IndexOf('?', StringComparison.Ordinal);
        var path = mark < 0 ? text[(space + 1)..] : text[(space + 1)..mark];
        var parameters = mark < 0 ? [] : text[(mark + 1)..].Split('&');
        return new RoutePattern(text, text[..space], path.Split('/', StringSplitOptions.RemoveEmptyEntries), parameters);
    }

    /// <summary>Whether the path has this form.</summary>
    public bool FitsPath(IReadOnlyList<string> segments)
    {
        if (segments.Count != Segments.Count)
            return false;
        for (var index = 0; index < segments.Count; index++)
        {
            if (!IsVariable(Segments[index]) && Segments[index] != segments[index])
                return false;
        }
        return true;
    }

    /// <summary>Whether the request has all parameters that the pattern asks for.</summary>
    public bool FitsParameters(RequestParameters parameters) => requiredParameters.All(parameters.Contains);

    /// <summary>What stands in the place of a variable.</summary>
    /// <param name="segments">The path, which fits.</param>
    /// <param name="name">The name in braces.</param>
    public string Value(IReadOnlyList<string> segments, string name)
    {
        for (var index = 0; index < Segments.Count; index++)
        {
            if (IsVariable(Segments[index]) && Segments[index].AsSpan(1, Segments[index].Length - 2).SequenceEqual(name))
                return segments[index];
        }
        throw new ArgumentException($"The route {Text} has no variable {name}.", nameof(name));
    }

    /// <summary>Whether the pattern has the variable.</summary>
    public bool HasVariable(string name) => Segments.Contains($"{{{name}}}");

    /// <inheritdoc/>
    public override string ToString() => Text;

    private static bool IsVariable(string segment) => segment[0] == '{';
}
