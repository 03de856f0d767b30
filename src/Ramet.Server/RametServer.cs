using System.Net;
using System.Net.Sockets;
using System.Security.Authentication;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Https;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Ramet.Errors;
using Ramet.Server.Authentication;
using Ramet.Server.Limits;
using Ramet.Server.Logging;
using Ramet.Server.Metrics;
using Ramet.Server.Operations;
using Ramet.Server.Routing;
using Ramet.Server.Tunnel;
using Ramet.Warehouse;

namespace Ramet.Server;

/// <summary>A warehouse behind HTTP. It listens from the moment it was started until it is stopped; the warehouse stays open.</summary>
public sealed class RametServer : IAsyncDisposable
{
    /// <summary>How long after its beginning a body may come, or be taken, as slowly as the client likes.</summary>
    internal static readonly TimeSpan BodyRateGrace = TimeSpan.FromSeconds(5);

    private readonly CancellationTokenSource stopping = new();
    private readonly KeyRateLimit rateLimit;
    private readonly WebApplication application;
    private readonly ILogger log;
    private bool isStopped;

    private RametServer(RametWarehouse warehouse, ServerOptions options)
    {
        Warehouse = warehouse;
        Options = options;
        Tokens = new BearerTokens(warehouse.SigningKeys, options.Time);
        Exporter = new PrometheusExporter(Metrics.Meter);
        ProcessMetrics.Register(Metrics.Meter);
        WarehouseMetrics.Register(Metrics.Meter, warehouse);
        Readiness = new Readiness(warehouse.Health, options.Time);
        TransferSlots = new TransferSlots(options);
        rateLimit = new KeyRateLimit(options.KeyRequestsPerSecondMax);
        application = Build();
        log = application.Services.GetRequiredService<ILoggerFactory>().CreateLogger("Ramet.Server");
        var authenticator = new RequestAuthenticator(warehouse.SigningKeys, Tokens, options.Time);
        application.Run(new RequestPipeline(this, Routes, authenticator, rateLimit, log).Handle);
    }

    /// <summary>The address by which clients of this machine reach the server, with the port that was taken: <c>http://127.0.0.1:8080</c>.</summary>
    public Uri Address { get; private set; } = new("http://127.0.0.1");

    internal RametWarehouse Warehouse { get; }

    internal ServerOptions Options { get; }

    internal RouteTable Routes { get; } = AllRoutes.Create();

    internal ServerMetrics Metrics { get; } = new();

    internal PrometheusExporter Exporter { get; }

    internal BearerTokens Tokens { get; }

    internal Readiness Readiness { get; }

    internal TransferSlots TransferSlots { get; }

    internal ILogger Log => log;

    /// <summary>Signals that the server stops: whoever waits for something on behalf of a client answers now.</summary>
    internal CancellationToken Stopping => stopping.Token;

    /// <summary>Starts a server on a warehouse.</summary>
    /// <param name="warehouse">The warehouse; the caller disposes it after the server.</param>
    /// <param name="options">How it listens.</param>
    /// <param name="cancellationToken">Gives the start up.</param>
    /// <returns>The server, which accepts requests.</returns>
    /// <exception cref="RametException">The port is taken, or the address is not one of this machine (kind Environment).</exception>
    public static async Task<RametServer> StartAsync(
        RametWarehouse warehouse, ServerOptions options, CancellationToken cancellationToken = default)
    {
        var server = new RametServer(warehouse, options);
        try
        {
            await server.application.StartAsync(cancellationToken);
        }
        catch (Exception exception)
        {
            await server.DisposeAsync();
            if (exception is IOException or SocketException)
                throw CannotListen(options, exception);
            throw;
        }
        server.Address = server.FindAddress();
        ServerLog.Listening(server.log, server.Address);
        return server;
    }

    /// <summary>
    /// Stops listening, and the jobs of the warehouse. Running requests and jobs may end within <see cref="ServerOptions.ShutdownGrace"/>; what runs longer is broken off.
    /// </summary>
    public async Task StopAsync()
    {
        if (isStopped)
            return;
        isStopped = true;
        ServerLog.Stopping(log, Options.ShutdownGrace.TotalSeconds);
        await stopping.CancelAsync();
        using var grace = new CancellationTokenSource(Options.ShutdownGrace);
        await Task.WhenAll(application.StopAsync(grace.Token), Warehouse.Jobs.StopAsync(Options.ShutdownGrace));
        ServerLog.Stopped(log);
    }

    /// <summary>Stops listening, and breaks off requests that still run. Jobs go on for as long as the warehouse is open.</summary>
    public async ValueTask DisposeAsync()
    {
        await stopping.CancelAsync();
        if (!isStopped)
            await application.StopAsync(new CancellationToken(canceled: true));
        isStopped = true;
        await application.DisposeAsync();
        Exporter.Dispose();
        Metrics.Dispose();
        TransferSlots.Dispose();
        rateLimit.Dispose();
        stopping.Dispose();
    }

    private WebApplication Build()
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        LogSetup.Apply(builder.Logging, Options);
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = Options.ShutdownGrace);
        builder.WebHost.UseKestrelCore().UseKestrelHttpsConfiguration().ConfigureKestrel(Configure);
        return builder.Build();
    }

    private void Configure(KestrelServerOptions kestrel)
    {
        kestrel.AddServerHeader = false;
        kestrel.Limits.MaxRequestBodySize = Options.BodyBytesMax;
        kestrel.Limits.MaxRequestHeadersTotalSize = Options.HeaderBytesMax;
        kestrel.Limits.MaxRequestLineSize = Options.HeaderBytesMax;
        kestrel.Limits.MaxConcurrentConnections = Options.ConnectionsMax;
        kestrel.Limits.RequestHeadersTimeout = Options.HeadersTimeout;
        kestrel.Limits.KeepAliveTimeout = Options.KeepAliveTimeout;
        kestrel.Limits.MinRequestBodyDataRate = new MinDataRate(Options.ClientBytesPerSecondMin, BodyRateGrace);
        kestrel.Limits.MinResponseDataRate = new MinDataRate(Options.ClientBytesPerSecondMin, BodyRateGrace);
        kestrel.Listen(Options.Address, Options.Port, listen =>
        {
            listen.Protocols = HttpProtocols.Http1; // what the clients of the service speak
            listen.Use(next => async connection =>
            {
                Metrics.CountConnection(1);
                try
                {
                    await next(connection);
                }
                finally
                {
                    Metrics.CountConnection(-1);
                }
            });
            if (Options.Certificate is { } certificate)
            {
                listen.UseHttps(new HttpsConnectionAdapterOptions
                {
                    ServerCertificate = certificate,
                    ServerCertificateChain = Options.CertificateChain,
                    SslProtocols = SslProtocols.Tls12 | SslProtocols.Tls13,
                });
            }
        });
    }

    private static RametException CannotListen(ServerOptions options, Exception cause) => new(
        ErrorCode.StorageError,
        ErrorKind.Environment,
        $"the server cannot listen on {new IPEndPoint(options.Address, options.Port)}: {cause.Message}",
        hint: "Choose another address or port.",
        cause: cause);

    private Uri FindAddress()
    {
        var address = new Uri(application.Urls.First());
        var isAny = Options.Address.Equals(IPAddress.Any) || Options.Address.Equals(IPAddress.IPv6Any);
        return isAny ? new UriBuilder(address) { Host = "localhost" }.Uri : address;
    }
}
