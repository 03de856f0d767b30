using Ramet.Server.Replies;
using Ramet.Server.Requests;
using Ramet.Server.Routing;

namespace Ramet.Server.Operations;

/// <summary>Pages about the server itself, which are not signed.</summary>
internal static class OperationRoutes
{
    public static void Register(RouteTable routes)
    {
        routes.Add(RouteProtocol.Operations, "GET /health/live", Live);
    }

    private static Task Live(ServerRequest request) => request.ReplyText("ok\n");
}
