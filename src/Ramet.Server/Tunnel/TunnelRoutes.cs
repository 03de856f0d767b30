using Ramet.Server.Routing;

namespace Ramet.Server.Tunnel;

/// <summary>Bulk data.</summary>
internal static class TunnelRoutes
{
    public static void Register(RouteTable routes)
    {
        UploadHandlers.Register(routes);
        DownloadHandlers.Register(routes);
        PreviewHandlers.Register(routes);
        StreamHandlers.Register(routes);
        UpsertHandlers.Register(routes);
        InstanceHandlers.Register(routes);
    }
}
