using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Ramet.Errors;
using Ramet.Server.Errors;
using Ramet.Server.Replies;
using Ramet.Server.Requests;
using Ramet.Server.Routing;
using Ramet.Warehouse.Security;

namespace Ramet.Server.Rest;

/// <summary>Security statements: GRANT, LIST USERS, WHOAMI and so on, which clients send apart from jobs.</summary>
internal static class AuthorizationRoutes
{
    public static void Register(RouteTable routes)
    {
        var awaited = new AwaitedQueries();
        routes.Add(RouteProtocol.Rest, "POST /projects/{project}/authorization", request => Run(request, awaited));
        routes.Add(RouteProtocol.Rest, "GET /projects/{project}/authorization/{query}", request => GetAwaited(request, awaited));
    }

    private static async Task Run(ServerRequest request, AwaitedQueries awaited)
    {
        var body = await request.ReadXml("Authorization");
        var text = body.Element("Query")?.Value ?? throw new ProtocolException(WireError.InvalidParameter, "The element Query is missing.");
        request.LogStatement(text);
        var asJson = bool.TryParse(body.Element("ResponseInJsonFormat")?.Value, out var flag) && flag;
        using var session = request.OpenSession();
        foreach (var (name, value) in ReadSettings(body.Element("Settings")?.Value))
            session.Set(name, value);
        if (SecurityQuery.IsAwaited(text))
            await Reply(request, awaited.Add(Await(request, () => new SecurityQuery(session).Run(text, asJson, request.Aborted))), StatusCodes.Status201Created);
        else
            await Reply(request, new SecurityQuery(session).Run(text, asJson, request.Aborted), StatusCodes.Status200OK);
    }

    private static AwaitedQuery Await(ServerRequest request, Func<string> run)
    {
        try
        {
            return new AwaitedQuery(request.Caller, HasFailed: false, run());
        }
        catch (RametException error) when (error.Kind != ErrorKind.Defect)
        {
            return new AwaitedQuery(request.Caller, HasFailed: true, error.Message);
        }
    }

    private static Task GetAwaited(ServerRequest request, AwaitedQueries awaited)
    {
        if (!awaited.TryFind(request["query"], request.Caller, out var query))
            throw new ProtocolException(WireError.NoSuchObject, $"The query {request["query"]} does not exist, or is forgotten by now.");
        return request.ReplyXml(xml => xml
            .Begin("AuthorizationQuery")
            .Element("Result", query.Result)
            .Element("Status", query.HasFailed ? "FAILED" : "TERMINATED")
            .End());
    }

    private static Task Reply(ServerRequest request, string result, int status) =>
        request.ReplyXml(xml => xml.Begin("Authorization").Element("Result", result).End(), status);

    /// <summary>Settings arrive as a JSON object of texts.</summary>
    private static Dictionary<string, string> ReadSettings(string? json)
    {
        if (string.IsNullOrWhiteSpace(json))
            return [];
        try
        {
            return JsonSerializer.Deserialize<Dictionary<string, string>>(json) ?? [];
        }
        catch (JsonException exception)
        {
            throw new ProtocolException(WireError.InvalidParameter, $"The element Settings is no JSON object of texts: {exception.Message}");
        }
    }
}
