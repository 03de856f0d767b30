using Ramet.Server.Operations;
using Ramet.Server.Rest;
using Ramet.Server.Rest.Instances;
using Ramet.Server.Tunnel;

namespace Ramet.Server.Routing;

/// <summary>The routes of the server, a line for each family.</summary>
internal static class AllRoutes
{
    public static RouteTable Create()
    {
        var routes = new RouteTable();
        OperationRoutes.Register(routes);

        // Before the resources: a session names its partition, which alone would be a question about the partition.
        TunnelRoutes.Register(routes);

        HostRoutes.Register(routes);
        InstanceRoutes.Register(routes);
        ProjectRoutes.Register(routes);
        SecurityConfigurationRoutes.Register(routes);
        SchemaRoutes.Register(routes);
        TableRoutes.Register(routes);
        PartitionRoutes.Register(routes);
        CodeRoutes.Register(routes);
        MemberRoutes.Register(routes);
        AuthorizationRoutes.Register(routes);
        BearerTokenRoutes.Register(routes);
        PermissionRoutes.Register(routes);
        return routes;
    }
}
