using System.Net;
using Microsoft.AspNetCore.Http;
using Ramet.Access;
using Ramet.Server.Authentication;
using Ramet.Server.Errors;
using Ramet.Server.Logging;
using Ramet.Server.Routing;
using Ramet.Warehouse;
using Ramet.Warehouse.Sessions;

namespace Ramet.Server.Requests;

/// <summary>A request on its way to a handler, signed by a known caller; and the reply to it, by the methods of <see cref="Replies.RequestReplies"/>.</summary>
internal sealed class ServerRequest
{
    /// <summary>The only schema that projects have.</summary>
    public const string DefaultSchema = "default";

    private readonly Caller? caller;

    public ServerRequest(HttpContext context, RametServer server, Route route, RequestTarget target, Caller? caller, CancellationToken aborted)
    {
        Context = context;
        Server = server;
        Route = route;
        Target = target;
        Aborted = aborted;
        this.caller = caller;
    }

    /// <summary>The exchange, for what has no other way here.</summary>
    public HttpContext Context { get; }

    /// <summary>The server that answers.</summary>
    public RametServer Server { get; }

    /// <summary>The warehouse.</summary>
    public RametWarehouse Warehouse => Server.Warehouse;

    /// <summary>The route that was taken.</summary>
    public Route Route { get; }

    /// <summary>Path and parameters.</summary>
    public RequestTarget Target { get; }

    /// <summary>The parameters.</summary>
    public RequestParameters Parameters => Target.Parameters;

    /// <summary>The method, upper case.</summary>
    public string Method => Context.Request.Method;

    /// <summary>The id of the request: in the reply, in errors and in the log.</summary>
    public string Id => Context.TraceIdentifier;

    /// <summary>On whose behalf the request is made.</summary>
    /// <exception cref="InvalidOperationException">The route is one of <see cref="RouteProtocol.Operations"/>, whose requests are not signed.</exception>
    public Principal Caller => caller?.Principal ?? throw new InvalidOperationException($"Requests of {Route.Pattern} are not signed.");

    /// <summary>The id of the access key that signed the request, or that signed the token which came with it.</summary>
    /// <exception cref="InvalidOperationException">As for <see cref="Caller"/>.</exception>
    public string AccessKeyId => caller?.AccessKeyId ?? throw new InvalidOperationException($"Requests of {Route.Pattern} are not signed.");

    /// <summary>The address from which the request came; null when the transport has none.</summary>
    public IPAddress? SourceAddress => Context.Connection.RemoteIpAddress;

    /// <summary>Signals that the client went away, that the time for the request is over, or that the server has stopped.</summary>
    public CancellationToken Aborted { get; }

    /// <summary>Signals that the server begins to stop: who waits for something answers now with what there is.</summary>
    public CancellationToken Stopping => Server.Stopping;

    /// <summary>The project in the path; else the client's current one, <c>curr_project</c>; null when there is neither.</summary>
    public string? Project => Route.Pattern.HasVariable("project") ? this["project"] : Parameters.Text("curr_project");

    /// <summary>The schema in the path; else the client's current one, <c>curr_schema</c>; else <see cref="DefaultSchema"/>.</summary>
    public string Schema => Target.Schema ?? Parameters.Text("curr_schema") ?? DefaultSchema;

    /// <summary>The body. Reading more than the route allows throws <see cref="BadHttpRequestException"/>, which is answered as such.</summary>
    public Stream Body => Context.Request.Body;

    /// <summary>The address of the server as the client reached it, <c>host</c> or <c>host:port</c>.</summary>
    public string Host => Context.Request.Host.HasValue ? Context.Request.Host.Value : Server.Address.Authority;

    /// <summary>What stands in the path in the place of a variable of the route.</summary>
    public string this[string variable] => Route.Pattern.Value(Target.Segments, variable);

    /// <summary>The value of a header; null when there is none.</summary>
    public string? Header(string name) => Context.Request.Headers.TryGetValue(name, out var values) && values.Count > 0 ? values.ToString() : null;

    /// <summary>Begins a session of the caller in <see cref="Project"/>, which the handler disposes.</summary>
    public Session OpenSession()
    {
        var session = Warehouse.OpenSession(Caller, Project);
        session.SourceAddress = SourceAddress;
        return session;
    }

    /// <summary>Refuses another schema than the one that every project has.</summary>
    /// <exception cref="ProtocolException">There is no such schema.</exception>
    public void RequireDefaultSchema()
    {
        if (Schema.Equals(DefaultSchema, StringComparison.OrdinalIgnoreCase))
            return;
        var error = Route.Protocol == RouteProtocol.Tunnel ? WireError.NoSuchSchema : WireError.NoSuchObject;
        throw new ProtocolException(error, $"Schema '{Schema}' does not exist; projects have the schema '{DefaultSchema}' alone.");
    }

    /// <summary>Logs the text of a statement, where the options ask for that.</summary>
    public void LogStatement(string text)
    {
        if (Server.Options.LogsStatements)
            ServerLog.Statement(Server.Log, Id, text);
    }
}
