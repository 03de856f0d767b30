using Ramet.Server.Errors;
using Ramet.Server.Replies;
using Ramet.Server.Requests;
using Ramet.Server.Routing;
using Ramet.Warehouse.Transfer;

namespace Ramet.Server.Tunnel;

/// <summary>Uploads of rows in blocks.</summary>
internal static class UploadHandlers
{
    private const string Table = "/projects/{project}/tables/{table}";

    public static void Register(RouteTable routes)
    {
        routes.Add(RouteProtocol.Tunnel, $"POST {Table}?uploads", Create);
        routes.Add(RouteProtocol.Tunnel, $"GET {Table}?uploadid", Get);
        routes.Add(RouteProtocol.Tunnel, $"PUT {Table}?uploadid&blockid", Write);
        routes.Add(RouteProtocol.Tunnel, $"POST {Table}?uploadid", Commit);
    }

    private static Task Create(ServerRequest request)
    {
        using var session = request.OpenSession();
        var options = new UploadOptions
        {
            IsOverwrite = request.Parameters.Flag("overwrite"),
            CreatesPartition = request.Parameters.Flag("create_partition"),
        };
        return Reply(request, new TableUploads(session).Create(request.Target(), options, request.Aborted));
    }

    private static Task Get(ServerRequest request)
    {
        using var session = request.OpenSession();
        return Reply(request, new TableUploads(session).Get(request.Target(), Id(request), request.Aborted));
    }

    private static async Task Write(ServerRequest request)
    {
        var block = request.Parameters.Number("blockid") ?? throw new ProtocolException(WireError.InvalidArgument, "The parameter blockid is missing.");
        await request.Server.TransferSlots.Run(request, () =>
        {
            using var session = request.OpenSession();
            using var input = TransferBodies.OpenInput(request);
            new TableUploads(session).WriteBlock(request.Target(), Id(request), block, request.Format(), input, request.Aborted);
        });
        await request.ReplyEmpty();
    }

    private static Task Commit(ServerRequest request)
    {
        using var session = request.OpenSession();
        return Reply(request, new TableUploads(session).Commit(request.Target(), Id(request), request.Aborted));
    }

    private static Task Reply(ServerRequest request, TransferState upload) =>
        request.ReplyJson(json => TransferJson.WriteUpload(json, upload));

    private static string Id(ServerRequest request) => request.Parameters.Required("uploadid");
}
