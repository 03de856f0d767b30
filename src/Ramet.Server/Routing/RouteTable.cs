using Ramet.Server.Errors;
using Ramet.Server.Requests;

namespace Ramet.Server.Routing;

/// <summary>
/// All routes of the server. Of those that fit a request the most specific one answers: more words in the path before more required
/// parameters; of two equal ones the one that was added first.
/// </summary>
internal sealed class RouteTable
{
    private readonly List<Route> routes = [];

    /// <summary>The routes in the order in which they were added.</summary>
    public IReadOnlyList<Route> Routes => routes;

    /// <summary>Adds a route.</summary>
    /// <param name="protocol">Its protocol.</param>
    /// <param name="pattern">Its form; see <see cref="RoutePattern"/>.</param>
    /// <param name="handler">What answers.</param>
    public void Add(RouteProtocol protocol, string pattern, RouteHandler handler) => routes.Add(new Route(protocol, RoutePattern.Parse(pattern), handler));

    /// <summary>The route that answers a request; null when there is none.</summary>
    /// <param name="method">The method; HEAD is answered as GET.</param>
    /// <param name="target">Path and parameters.</param>
    public Route? Find(string method, RequestTarget target)
    {
        var wanted = method == "HEAD" ? "GET" : method;
        Route? best = null;
        foreach (var route in routes)
        {
            var isBetter = best is null || route.Pattern.Specificity > best.Pattern.Specificity;
            if (isBetter && route.Pattern.Method == wanted && route.Pattern.FitsPath(target.Segments) && route.Pattern.FitsParameters(target.Parameters))
                best = route;
        }
        return best;
    }

    /// <summary>Why no route was found: nothing is at the path, or not for this method or these parameters.</summary>
    public ProtocolException NotFound(string method, RequestTarget target)
    {
        var atPath = routes.Where(route => route.Pattern.FitsPath(target.Segments)).ToList();
        if (atPath.Count == 0)
            return new ProtocolException(WireError.NoSuchPath, $"There is nothing at {target.Path}.");
        var methods = string.Join(", ", atPath.Select(static route => route.Pattern.Method).Distinct().Order());
        return atPath.Any(route => route.Pattern.Method == method)
            ? new ProtocolException(WireError.InvalidParameter, $"{method} {target.Path} needs other parameters than the request has.")
            : new ProtocolException(WireError.MethodNotAllowed, $"{method} is not possible at {target.Path}; {methods} is.") { Headers = [new("Allow", methods)] };
    }
}
