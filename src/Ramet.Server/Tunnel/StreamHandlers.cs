using Ramet.Server.Errors;
using Ramet.Server.Replies;
using Ramet.Server.Requests;
using Ramet.Server.Routing;
using Ramet.Warehouse.Transfer;

namespace Ramet.Server.Tunnel;

/// <summary>
/// Streams of rows. The protocol lets a server spread a stream over slots, at addresses of their own; here there is one slot, at the address
/// by which the client came.
/// </summary>
internal static class StreamHandlers
{
    private const string Table = "/projects/{project}/tables/{table}";
    private const string RoutedServer = "odps-tunnel-routed-server";
    private const string SlotCount = "odps-tunnel-slot-num";

    public static void Register(RouteTable routes)
    {
        routes.Add(RouteProtocol.Tunnel, $"POST {Table}/streams", Create);
        routes.Add(RouteProtocol.Tunnel, $"GET {Table}/streams?uploadid", OfStream(Get));
        routes.Add(RouteProtocol.Tunnel, $"PUT {Table}/streams?uploadid", OfStream(Write));
        routes.Add(RouteProtocol.Tunnel, $"POST {Table}/streams?uploadid", OfStream(Close));
    }

    /// <summary>Clients begin a new stream when they are told that theirs is gone, by a code of its own.</summary>
    private static RouteHandler OfStream(RouteHandler handler) => SessionHandler.WhenMissing(WireError.StreamSessionNotFound, handler);

    private static Task Create(ServerRequest request)
    {
        if (request.Parameters.Flag("dynamic_partition"))
            throw new ProtocolException(WireError.InvalidArgument, "Streams whose rows choose their partitions are not supported; begin one for each partition.");
        using var session = request.OpenSession();
        return Reply(request, new TableStreams(session).Create(request.Target(), request.Parameters.Flag("create_partition"), request.Aborted));
    }

    private static Task Get(ServerRequest request)
    {
        using var session = request.OpenSession();
        return Reply(request, new TableStreams(session).Get(request.Target(), Id(request), request.Aborted));
    }

    private static async Task Write(ServerRequest request)
    {
        await request.Server.TransferSlots.Run(request, () =>
        {
            using var session = request.OpenSession();
            using var input = TransferBodies.OpenInput(request);
            new TableStreams(session).WritePack(request.Target(), Id(request), request.Format(), input, request.Aborted);
        });
        request.SetHeader(RoutedServer, request.AddressOfServer());
        request.SetHeader(SlotCount, "1");
        await request.ReplyEmpty();
    }

    private static Task Close(ServerRequest request)
    {
        using var session = request.OpenSession();
        return Reply(request, new TableStreams(session).Close(request.Target(), Id(request), request.Aborted));
    }

    private static Task Reply(ServerRequest request, TransferState stream) => request.ReplyJson(json =>
    {
        json.WriteStartObject();
        json.WriteString("session_name", stream.Id);
        TransferJson.WriteSchema(json, "schema", stream.Schema);
        json.WriteString("status", TransferJson.StatusOf(stream));
        json.WriteStartArray("slots");
        json.WriteStartArray();
        json.WriteStringValue("0");
        json.WriteStringValue(request.AddressOfServer());
        json.WriteEndArray();
        json.WriteEndArray();
        json.WriteString("quota_name", TransferJson.QuotaName);
        json.WriteString("schema_version", "0");
        json.WriteEndObject();
    });

    private static string Id(ServerRequest request) => request.Parameters.Required("uploadid");
}
