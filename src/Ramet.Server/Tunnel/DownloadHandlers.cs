using Ramet.Server.Replies;
using Ramet.Server.Requests;
using Ramet.Server.Routing;
using Ramet.Warehouse.Transfer;

namespace Ramet.Server.Tunnel;

/// <summary>Downloads of the rows of tables.</summary>
internal static class DownloadHandlers
{
    private const string Table = "/projects/{project}/tables/{table}";

    public static void Register(RouteTable routes)
    {
        routes.Add(RouteProtocol.Tunnel, $"POST {Table}?downloads", Create);
        routes.Add(RouteProtocol.Tunnel, $"GET {Table}?downloadid", Get);
        routes.Add(RouteProtocol.Tunnel, $"GET {Table}?downloadid&data", Read);
        routes.Add(RouteProtocol.Tunnel, $"POST {Table}?downloadid", Close);
    }

    private static Task Create(ServerRequest request)
    {
        using var session = request.OpenSession();
        return Reply(request, new TableDownloads(session).Create(request.Target(), request.Aborted));
    }

    private static Task Get(ServerRequest request)
    {
        using var session = request.OpenSession();
        return Reply(request, new TableDownloads(session).Get(request.Target(), Id(request), request.Aborted));
    }

    private static Task Read(ServerRequest request)
    {
        return request.Server.TransferSlots.Run(request, () =>
        {
            using var session = request.OpenSession();
            using var output = TransferBodies.OpenOutput(request);
            new TableDownloads(session).Read(request.Target(), Id(request), request.Selection(), request.Format(), output, request.Aborted);
        });
    }

    private static Task Close(ServerRequest request)
    {
        using var session = request.OpenSession();
        return Reply(request, new TableDownloads(session).Close(request.Target(), Id(request), request.Aborted));
    }

    private static Task Reply(ServerRequest request, TransferState download) =>
        request.ReplyJson(json => TransferJson.WriteDownload(json, download));

    private static string Id(ServerRequest request) => request.Parameters.Required("downloadid");
}
