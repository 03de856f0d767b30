using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Ramet.Server.Authentication;
using Ramet.Server.Errors;
using Ramet.Server.Replies;
using Ramet.Server.Requests;
using Ramet.Server.Routing;

namespace Ramet.Server;

/// <summary>
/// What happens to every request: (1) it gets an id, (2) its route is found, (3) it is authenticated, (4) the handler of the route answers.
/// Whatever goes wrong becomes an error of the protocol of its route.
/// </summary>
/// <param name="server">The server.</param>
/// <param name="routes">The routes.</param>
/// <param name="authenticator">Finds out who made a request.</param>
internal sealed class RequestPipeline(RametServer server, RouteTable routes, RequestAuthenticator authenticator)
{
    /// <summary>Answers a request.</summary>
    public async Task Handle(HttpContext context)
    {
        context.TraceIdentifier = NewId();
        context.Response.Headers[RequestReplies.RequestIdHeader] = context.TraceIdentifier;
        var protocol = RouteProtocol.Rest;
        try
        {
            var target = RequestTarget.Parse(context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget);
            var route = routes.Find(context.Request.Method, target);
            protocol = route?.Protocol ?? RouteProtocol.Rest;
            var caller = protocol == RouteProtocol.Operations ? null : authenticator.Authenticate(context);
            if (route is null)
                throw routes.NotFound(context.Request.Method, target);
            await route.Handler(new ServerRequest(context, server, route, target, caller, context.RequestAborted));
        }
        catch (Exception exception) when (context.RequestAborted.IsCancellationRequested && exception is OperationCanceledException or IOException)
        {
            context.Abort();
        }
        catch (Exception exception)
        {
            await ReplyError(context, protocol, exception);
        }
    }

    /// <summary>Of a reply that has begun only its break shows that it is not whole.</summary>
    private static async Task ReplyError(HttpContext context, RouteProtocol protocol, Exception exception)
    {
        if (context.Response.HasStarted)
            context.Abort();
        else
            await ErrorReply.Of(exception, protocol).Write(context, protocol);
    }

    /// <summary>32 digits, unlike those of all other requests; they begin with the time, so that they sort by it.</summary>
    private static string NewId() => Guid.CreateVersion7().ToString("N");
}
