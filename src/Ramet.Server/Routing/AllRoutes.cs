using Ramet.Server.Operations;

namespace Ramet.Server.Routing;

/// <summary>The routes of the server, a line for each family.</summary>
internal static class AllRoutes
{
    public static RouteTable Create()
    {
        var routes = new RouteTable();
        OperationRoutes.Register(routes);
        return routes;
    }
}
