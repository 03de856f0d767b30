using System.Net;
using Ramet.Errors;
using Ramet.Server.Errors;
using Ramet.Server.Logging;
using Ramet.Server.Metrics;
using Ramet.Server.Replies;
using Ramet.Server.Requests;
using Ramet.Server.Routing;

namespace Ramet.Server.Operations;

/// <summary>
/// Pages about the server itself, which are not signed. Health and capabilities say nothing about who uses the warehouse and how; the metrics
/// do, and are for the machine itself and those that the options name.
/// </summary>
internal static class OperationRoutes
{
    public static void Register(RouteTable routes)
    {
        routes.Add(RouteProtocol.Operations, "GET /health/live", static request => request.ReplyText("ok\n"));
        routes.Add(RouteProtocol.Operations, "GET /health/ready", Ready);
        routes.Add(RouteProtocol.Operations, "GET /metrics", Metrics);
        routes.Add(RouteProtocol.Operations, "GET /capabilities", static request => request.ReplyJson(json => Capabilities.Write(json, request.Server.Routes)));
    }

    private static Task Ready(ServerRequest request)
    {
        if (request.Stopping.IsCancellationRequested)
            throw new ProtocolException(WireError.ServiceUnavailable, "The server stops.");
        try
        {
            request.Server.Readiness.Check();
            return request.ReplyText("ok\n");
        }
        catch (RametException error)
        {
            // The page is open to everybody, so what exactly is wrong stands in the log alone.
            ServerLog.Failure(request.Server.Log, error, request.Id, request.Route.Pattern.Text);
            throw new ProtocolException(WireError.ServiceUnavailable, "The catalog or the files of the warehouse cannot be used; the log of the server tells more.");
        }
    }

    private static Task Metrics(ServerRequest request)
    {
        if (!MayRead(request.Server.Options, request.SourceAddress))
            throw new ProtocolException(WireError.NoPermission, "The metrics may be read on the machine of the server, and from the addresses that its options name.");
        return request.ReplyText(request.Server.Exporter.Write(), PrometheusExporter.ContentType);
    }

    /// <summary>A white list that is off names nobody here.</summary>
    private static bool MayRead(ServerOptions options, IPAddress? source) =>
        source is null || IPAddress.IsLoopback(source) || (options.MetricsReaders.Text.Length > 0 && options.MetricsReaders.Allows(source));
}
