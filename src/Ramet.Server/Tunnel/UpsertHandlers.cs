using System.Text.Json;
using Ramet.Server.Errors;
using Ramet.Server.Replies;
using Ramet.Server.Requests;
using Ramet.Server.Routing;
using Ramet.Warehouse.Transfer;

namespace Ramet.Server.Tunnel;

/// <summary>
/// Upserts into tables with a primary key. Clients divide rows into buckets by the hash of the key, and the protocol lets a server spread the buckets
/// over slots; here there is one slot, at the address by which the client came, and it takes a row in any bucket.
/// </summary>
internal static class UpsertHandlers
{
    private const string Table = "/projects/{project}/tables/{table}";

    public static void Register(RouteTable routes)
    {
        routes.Add(RouteProtocol.Tunnel, $"POST {Table}/upserts", Create);
        routes.Add(RouteProtocol.Tunnel, $"GET {Table}/upserts?upsertid", OfUpsert(Get));
        routes.Add(RouteProtocol.Tunnel, $"PUT {Table}/upserts?upsertid", OfUpsert(Write));
        routes.Add(RouteProtocol.Tunnel, $"POST {Table}/upserts?upsertid", OfUpsert(Commit));
        routes.Add(RouteProtocol.Tunnel, $"DELETE {Table}/upserts?upsertid", OfUpsert(Abort));
    }

    /// <summary>Clients know by a code of its own that their upsert is gone.</summary>
    private static RouteHandler OfUpsert(RouteHandler handler) => SessionHandler.WhenMissing(WireError.UpsertSessionNotFound, handler);

    private static Task Create(ServerRequest request)
    {
        using var session = request.OpenSession();
        var hours = request.Parameters.Number("lifecycle");
        if (hours is < 1 or > 24)
            throw new ProtocolException(WireError.InvalidArgument, $"The parameter lifecycle is a number of hours from 1 to 24, found '{hours}'.");
        return Reply(request, new TableUpserts(session).Create(request.Target(), hours is { } given ? TimeSpan.FromHours(given) : null, request.Aborted));
    }

    private static Task Get(ServerRequest request)
    {
        using var session = request.OpenSession();
        return Reply(request, new TableUpserts(session).Get(request.Target(), Id(request), request.Aborted));
    }

    private static async Task Write(ServerRequest request)
    {
        await request.Server.TransferSlots.Run(request, () =>
        {
            using var session = request.OpenSession();
            using var input = TransferBodies.OpenInput(request);
            new TableUpserts(session).WriteBlock(request.Target(), Id(request), request.Format(), input, request.Aborted);
        });
        await request.ReplyEmpty();
    }

    private static Task Commit(ServerRequest request)
    {
        using var session = request.OpenSession();
        return Reply(request, new TableUpserts(session).Commit(request.Target(), Id(request), request.Aborted));
    }

    private static Task Abort(ServerRequest request)
    {
        using var session = request.OpenSession();
        new TableUpserts(session).Abort(request.Target(), Id(request), request.Aborted);
        return request.ReplyEmpty();
    }

    private static Task Reply(ServerRequest request, UpsertState upsert) => request.ReplyJson(json =>
    {
        json.WriteStartObject();
        json.WriteString("id", upsert.Transfer.Id);
        TransferJson.WriteSchema(json, "schema", upsert.Transfer.Schema);
        json.WriteStartArray("hash_key");
        foreach (var column in upsert.KeyColumns)
            json.WriteStringValue(column);
        json.WriteEndArray();
        json.WriteString("hasher", "default");
        WriteSlots(json, upsert, request.AddressOfServer());
        json.WriteString("status", upsert.Transfer.Status == TransferStatus.Closed ? "committed" : TransferJson.StatusOf(upsert.Transfer));
        json.WriteString("quota_name", TransferJson.QuotaName);
        json.WriteBoolean("enable_partial_update", false);
        json.WriteEndObject();
    });

    private static void WriteSlots(Utf8JsonWriter json, UpsertState upsert, string address)
    {
        json.WriteStartArray("slots");
        json.WriteStartObject();
        json.WriteString("slot_id", "0");
        json.WriteStartArray("buckets");
        for (var bucket = 0; bucket < upsert.BucketCount; bucket++)
            json.WriteNumberValue(bucket);
        json.WriteEndArray();
        json.WriteString("worker_addr", address);
        json.WriteEndObject();
        json.WriteEndArray();
    }

    private static string Id(ServerRequest request) => request.Parameters.Required("upsertid");
}
