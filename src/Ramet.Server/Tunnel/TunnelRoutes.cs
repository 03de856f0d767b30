using Ramet.Server.Routing;

namespace Ramet.Server.Tunnel;

/// <summary>Bulk data.</summary>
internal static class TunnelRoutes
{
    public static void Register(RouteTable routes)
    {
        var slots = new TransferSlots();
        new UploadHandlers(slots).Register(routes);
        new DownloadHandlers(slots).Register(routes);
        new StreamHandlers(slots).Register(routes);
        new InstanceHandlers(slots).Register(routes);
    }
}
