using Ramet.Catalog.Jobs;
using Ramet.Errors;
using Ramet.Server.Errors;
using Ramet.Server.Replies;
using Ramet.Server.Requests;
using Ramet.Server.Routing;
using Ramet.Warehouse.Jobs;
using Ramet.Warehouse.Transfer;

namespace Ramet.Server.Tunnel;

/// <summary>
/// Downloads of the rows that jobs gave. They never change, so a session needs no memory: its id says the job, and whether the client has
/// asked for the first rows only.
/// </summary>
internal static class InstanceHandlers
{
    private const string Instance = "/projects/{project}/instances/{instance}";
    private const string LimitedSuffix = "-limited";

    /// <summary>What a client gets that asks for a limited result: the service's <c>READ_TABLE_MAX_ROW</c>.</summary>
    private const long LimitedRowsMax = 10_000;

    public static void Register(RouteTable routes)
    {
        routes.Add(RouteProtocol.Tunnel, $"POST {Instance}?downloads", Create);
        routes.Add(RouteProtocol.Tunnel, $"GET {Instance}?downloadid", Get);
        routes.Add(RouteProtocol.Tunnel, $"GET {Instance}?downloadid&data", Read);
        routes.Add(RouteProtocol.Tunnel, $"POST {Instance}?downloadid", Get);
        routes.Add(RouteProtocol.Tunnel, $"GET {Instance}?data&cached", RefuseInteractive);
    }

    private static Task Create(ServerRequest request)
    {
        var id = request["instance"] + (request.Parameters.Flag("instance_tunnel_limit_enabled") ? LimitedSuffix : "");
        return Reply(request, id);
    }

    private static Task Get(ServerRequest request) => Reply(request, Id(request));

    private static Task Read(ServerRequest request)
    {
        var id = Id(request);
        return request.Server.TransferSlots.Run(request, () =>
        {
            var rows = Rows(request, id);
            var selection = request.Selection();
            var range = (selection.Range ?? RowRange.All).CutTo(CountOf(rows, id));
            using var output = TransferBodies.OpenOutput(request);
            InstanceRows.Write(rows, selection with { Range = range }, request.Format(), output, request.Aborted);
        });
    }

    private static Task RefuseInteractive(ServerRequest request) =>
        throw new ProtocolException(WireError.InvalidArgument, "Interactive sessions are not supported.");

    private static Task Reply(ServerRequest request, string id)
    {
        var rows = Rows(request, id);
        var state = new TransferState(id, TransferStatus.Normal, InstanceRows.SchemaOf(rows), CountOf(rows, id), []);
        return request.ReplyJson(json => TransferJson.WriteDownload(json, state));
    }

    /// <summary>The rows of the job. For the first ones it is enough to see the job, and clients that are refused all of them ask for these.</summary>
    /// <exception cref="RametException">The caller may not download all of them (kind Denied).</exception>
    /// <exception cref="ProtocolException">There is no such job, it has not succeeded, or it gave no rows: codes by which clients ask in another way.</exception>
    private static JobRows Rows(ServerRequest request, string download)
    {
        var (id, caller) = (new InstanceId(request["instance"]), new JobCaller(request.Caller, request.SourceAddress));
        var view = request.Warehouse.Jobs.Find(id, caller);
        if (view?.Job is not { } job || !job.ProjectName.Equals(request["project"], StringComparison.OrdinalIgnoreCase))
            throw new ProtocolException(WireError.NoSuchObject, $"Instance '{id}' does not exist.");
        if (!job.IsFinished)
            throw new ProtocolException(WireError.InstanceNotTerminate, $"Instance '{id}' has not ended yet.");
        if (job.Status != JobStatus.Success)
            throw new ProtocolException(WireError.TaskFailed, job.Error ?? $"Instance '{id}' has failed.");
        var rows = request.Warehouse.Jobs.ResultOf(view) as JobRows
            ?? throw new ProtocolException(WireError.InstanceTypeNotSupported, $"Non select query not supported: instance '{id}' gave no rows.");
        if (!IsLimited(download))
            request.Warehouse.Jobs.AuthorizeDownload(id, caller);
        return rows;
    }

    private static long CountOf(JobRows rows, string id) =>
        IsLimited(id) ? Math.Min(rows.RecordCount, LimitedRowsMax) : rows.RecordCount;

    private static bool IsLimited(string id) => id.EndsWith(LimitedSuffix, StringComparison.Ordinal);

    private static string Id(ServerRequest request)
    {
        var id = request.Parameters.Required("downloadid");
        return id == request["instance"] || id == request["instance"] + LimitedSuffix
            ? id
            : throw new ProtocolException(WireError.InvalidArgument, $"There is no download '{id}' of instance '{request["instance"]}'.");
    }
}
