using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Ramet.Warehouse;

namespace Ramet.Server;

/// <summary>A warehouse behind HTTP. It listens from the moment it was started until it is disposed; the warehouse stays open.</summary>
public sealed class RametServer : IAsyncDisposable
{
    private readonly WebApplication application;

    private RametServer(WebApplication application, RametWarehouse warehouse)
    {
        this.application = application;
        Warehouse = warehouse;
    }

    /// <summary>The address by which clients of this machine reach the server, with the port that was taken: <c>http://127.0.0.1:8080</c>.</summary>
    public Uri Address => new(application.Urls.First());

    internal RametWarehouse Warehouse { get; }

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
            kestrel.Listen(options.Address, options.Port);
        });
        var application = builder.Build();
        application.MapWhen(
            static context => context.Request.Path == "/health/live",
            static branch => branch.Run(static context => context.Response.WriteAsync("ok\n")));
        await application.StartAsync(cancellationToken);
        return new RametServer(application, warehouse);
    }

    /// <summary>Stops listening, and ends what still runs.</summary>
    public ValueTask DisposeAsync() => application.DisposeAsync();
}
