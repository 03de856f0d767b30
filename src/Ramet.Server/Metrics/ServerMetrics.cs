using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace Ramet.Server.Metrics;

/// <summary>What the server counts. The names are those of the Prometheus text; docs/server.md lists them.</summary>
internal sealed class ServerMetrics : IDisposable
{
    private readonly Counter<long> requests;
    private readonly Histogram<double> durations;
    private readonly Counter<long> refusals;
    private readonly UpDownCounter<long> activeRequests;
    private readonly UpDownCounter<long> connections;
    private readonly Counter<long> tunnelBytes;

    public ServerMetrics()
    {
        requests = Meter.CreateCounter<long>("ramet_http_requests_total", description: "Requests by route, method and status of the reply");
        durations = Meter.CreateHistogram<double>("ramet_http_request_duration_seconds", description: "How long requests took until the end of the reply");
        refusals = Meter.CreateCounter<long>("ramet_http_refusals_total", description: "Requests that were refused, by the code of the error");
        activeRequests = Meter.CreateUpDownCounter<long>("ramet_http_active_requests", description: "Requests that are being answered");
        connections = Meter.CreateUpDownCounter<long>("ramet_http_connections", description: "Open connections");
        tunnelBytes = Meter.CreateCounter<long>("ramet_tunnel_bytes_total", description: "Bytes of bulk data on the wire, by direction");
    }

    /// <summary>The source of all figures of one server.</summary>
    public Meter Meter { get; } = new("Ramet.Server");

    /// <summary>A connection was opened (1) or closed (-1).</summary>
    public void CountConnection(int change) => connections.Add(change);

    /// <summary>A request begins.</summary>
    public void BeginRequest() => activeRequests.Add(1);

    /// <summary>A request has been answered.</summary>
    /// <param name="route">The pattern of its route; never the path, of which there are too many.</param>
    /// <param name="method">Its method.</param>
    /// <param name="status">The status of the reply.</param>
    /// <param name="code">The code of the error; null for none.</param>
    /// <param name="duration">How long it took.</param>
    public void EndRequest(string route, string method, int status, string? code, TimeSpan duration)
    {
        activeRequests.Add(-1);
        requests.Add(1, new TagList { { "route", route }, { "method", method }, { "status", status } });
        durations.Record(duration.TotalSeconds, new TagList { { "route", route } });
        if (code is not null)
            refusals.Add(1, new TagList { { "code", code } });
    }

    /// <summary>Bulk data came in or went out.</summary>
    /// <param name="isUpload">Whether the client sent it.</param>
    /// <param name="bytes">Its bytes on the wire.</param>
    public void CountTunnel(bool isUpload, long bytes) =>
        tunnelBytes.Add(bytes, new KeyValuePair<string, object?>("direction", isUpload ? "upload" : "download"));

    public void Dispose() => Meter.Dispose();
}
