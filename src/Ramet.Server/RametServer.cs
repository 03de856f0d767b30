using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Ramet.Server.Authentication;
using Ramet.Server.Routing;
using Ramet.Warehouse;

namespace Ramet.Server;

/// <summary>A warehouse behind HTTP. It listens from the moment it was started until it is disposed; the warehouse stays open.</summary>
public sealed class RametServer : IAsyncDisposable
{
    private readonly WebApplication application;

    private RametServer(WebApplication application, RametWarehouse warehouse, ServerOptions options)
    {
        this.application = application;
        Warehouse = warehouse;
        Options = options;
    }

    /// <summary>The address by which clients of this machine reach the server, with the port that was taken: <c>http://127.0.0.1:8080</c>.</summary>
    public Uri Address => new(application.Urls.First());

    internal RametWarehouse Warehouse { get; }

    internal ServerOptions Options { get; }

    /// <summary>Starts a server on a warehouse.</summary>
    /// <param name="warehouse">The warehouse; the caller disposes it after the server.</param>
    /// <param name="options">How it listens.</param>
    /// <param name="cancellationToken">Gives the start up.</param>
    /// <returns>The server, which accepts requests.</returns>
    /// <exception cref="IOException">The port is taken.</exception>
    public static async Task<RametServer> StartAsync(
        RametWarehouse warehouse, ServerOptions options, CancellationToken cancellationToken = default)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = options.BodyBytesMax;
            kestrel.Listen(options.Address, options.Port);
        });
        var application = builder.Build();
        var server = new RametServer(application, warehouse, options);
        var pipeline = new RequestPipeline(server, AllRoutes.Create(), new RequestAuthenticator(warehouse.SigningKeys, options.Time));
        application.Run(pipeline.Handle);
        await application.StartAsync(cancellationToken);
        return server;
    }

    /// <summary>Stops listening, and ends what still runs.</summary>
    public ValueTask DisposeAsync() => application.DisposeAsync();
}
