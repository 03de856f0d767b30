using System.Diagnostics;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Logging;
using Ramet.Errors;
using Ramet.Server.Authentication;
using Ramet.Server.Errors;
using Ramet.Server.Limits;
using Ramet.Server.Logging;
using Ramet.Server.Replies;
using Ramet.Server.Requests;
using Ramet.Server.Routing;

namespace Ramet.Server;

/// <summary>
/// What happens to every request: (1) it gets an id, (2) its route is found, (3) it is authenticated and counted for its key, (4) the handler of
/// the route answers, (5) it is logged and measured. Whatever goes wrong becomes an error of the protocol of its route.
/// </summary>
/// <param name="server">The server.</param>
/// <param name="routes">The routes.</param>
/// <param name="authenticator">Finds out who made a request.</param>
/// <param name="rateLimit">Limits the requests of each key.</param>
/// <param name="log">The log.</param>
internal sealed class RequestPipeline(RametServer server, RouteTable routes, RequestAuthenticator authenticator, KeyRateLimit rateLimit, ILogger log)
{
    /// <summary>What the log and the metrics call requests without a route, and requests without a key.</summary>
    private const string None = "-";

    /// <summary>The status that proxies log for a client that did not wait for the reply.</summary>
    private const int ClientClosedRequest = 499;

    /// <summary>Answers a request.</summary>
    public async Task Handle(HttpContext context)
    {
        var started = Stopwatch.GetTimestamp();
        context.TraceIdentifier = NewId();
        context.Response.Headers[RequestReplies.RequestIdHeader] = context.TraceIdentifier;
        server.Metrics.BeginRequest();
        var exchange = new Exchange();
        try
        {
            await Answer(context, exchange);
        }
        catch (Exception exception)
        {
            await ReplyError(context, exchange, exception);
        }
        Record(context, exchange, Stopwatch.GetElapsedTime(started));
    }

    private async Task Answer(HttpContext context, Exchange exchange)
    {
        var target = RequestTarget.Parse(context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget);
        var route = exchange.Route = routes.Find(context.Request.Method, target);
        if (exchange.Protocol != RouteProtocol.Operations)
            exchange.Caller = Admit(context, target);
        if (route is null)
            throw routes.NotFound(context.Request.Method, target);
        using var aborted = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted);
        aborted.CancelAfter(exchange.Protocol == RouteProtocol.Tunnel ? server.Options.TunnelTimeout : server.Options.RequestTimeout);
        if (exchange.Protocol == RouteProtocol.Tunnel && context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit)
            limit.MaxRequestBodySize = null;
        await route.Handler(new ServerRequest(context, server, route, target, exchange.Caller, aborted.Token));
    }

    private Caller Admit(HttpContext context, RequestTarget target)
    {
        var caller = authenticator.Authenticate(context);
        rateLimit.Count(caller.AccessKeyId);
        if (caller.TokenPolicy is not null)
            server.Tokens.Admit(caller, context.Request.Method, target.Segments);
        return caller;
    }

    private async Task ReplyError(HttpContext context, Exchange exchange, Exception exception)
    {
        if (context.RequestAborted.IsCancellationRequested)
        {
            exchange.IsAborted = true;
            return;
        }
        var error = OfClient(exception) ?? exception;
        var reply = ErrorReply.Of(error, exchange.Protocol);
        exchange.Code = reply.Error.Code;
        if (IsOurs(error))
            ServerLog.Failure(log, exception, context.TraceIdentifier, exchange.RouteText);
        try
        {
            // Of a reply that has begun only its break shows that it is not whole.
            if (context.Response.HasStarted)
                context.Abort();
            else
                await reply.Write(context, exchange.Protocol);
        }
        catch (Exception failure) when (failure is OperationCanceledException or IOException)
        {
            exchange.IsAborted = true;
        }
    }

    /// <summary>What is wrong with the body of the request, where the statement that read it says that its input failed; null when nothing is.</summary>
    private static BadHttpRequestException? OfClient(Exception exception) => (exception as RametException)?.InnerException as BadHttpRequestException;

    /// <summary>Whether whoever operates the server should look into it.</summary>
    private static bool IsOurs(Exception exception) => exception switch
    {
        RametException error => error.Kind is ErrorKind.Defect or ErrorKind.Environment,
        ProtocolException or BadHttpRequestException or OperationCanceledException => false,
        _ => true,
    };

    private void Record(HttpContext context, Exchange exchange, TimeSpan duration)
    {
        var status = exchange.IsAborted ? ClientClosedRequest : context.Response.StatusCode;
        server.Metrics.EndRequest(exchange.RouteText, KnownMethod(context.Request.Method), status, exchange.Code, duration);
        if (log.IsEnabled(LogLevel.Information) && exchange.Protocol != RouteProtocol.Operations)
        {
            ServerLog.Request(
                log,
                context.TraceIdentifier,
                KnownMethod(context.Request.Method),
                exchange.RouteText,
                status,
                exchange.Code ?? None,
                Math.Round(duration.TotalMilliseconds, 3),
                exchange.Caller?.AccessKeyId ?? None,
                context.Connection.RemoteIpAddress?.ToString() ?? None);
        }
    }

    /// <summary>Clients may invent methods; the log and the metrics must not grow by that.</summary>
    private static string KnownMethod(string method) => method is "GET" or "HEAD" or "POST" or "PUT" or "DELETE" or "OPTIONS" or "PATCH" ? method : None;

    /// <summary>32 digits, unlike those of all other requests; they begin with the time, so that they sort by it.</summary>
    private static string NewId() => Guid.CreateVersion7().ToString("N");

    /// <summary>What is known about a request while it is answered.</summary>
    private sealed class Exchange
    {
        public Route? Route { get; set; }

        public Caller? Caller { get; set; }

        /// <summary>The code of the error; null for none.</summary>
        public string? Code { get; set; }

        /// <summary>Whether the client went away.</summary>
        public bool IsAborted { get; set; }

        public RouteProtocol Protocol => Route?.Protocol ?? RouteProtocol.Rest;

        public string RouteText => Route?.Pattern.Text ?? None;
    }
}
