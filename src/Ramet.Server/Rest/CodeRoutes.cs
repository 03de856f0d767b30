using Ramet.Server.Errors;
using Ramet.Server.Replies;
using Ramet.Server.Requests;
using Ramet.Server.Routing;
using Ramet.Warehouse.Metadata;

namespace Ramet.Server.Rest;

/// <summary>Resources and functions in other languages than SQL. There are none; clients list them all the same.</summary>
internal static class CodeRoutes
{
    public static void Register(RouteTable routes)
    {
        RegisterKind(routes, "/projects/{project}/resources", "Resources", "Resource", "Resources cannot be uploaded: code in other languages than SQL is not run here.");
        RegisterKind(routes, "/projects/{project}/registration/functions", "Functions", "Function", "Functions in other languages than SQL are not run here. CREATE SQL FUNCTION makes one in SQL.");
    }

    private static void RegisterKind(RouteTable routes, string path, string list, string kind, string refusal)
    {
        routes.Add(RouteProtocol.Rest, $"GET {path}", request => List(request, list));
        routes.Add(RouteProtocol.Rest, $"POST {path}", request => Refuse(request, refusal));
        routes.Add(RouteProtocol.Rest, $"GET {path}/{{name}}", request => NotFound(request, kind));
        routes.Add(RouteProtocol.Rest, $"PUT {path}/{{name}}", request => Refuse(request, refusal));
        routes.Add(RouteProtocol.Rest, $"DELETE {path}/{{name}}", request => NotFound(request, kind));
    }

    private static Task List(ServerRequest request, string name)
    {
        RequireProject(request);
        return request.ReplyXml(xml => xml.BeginList(name, marker: null, request.PageSize()).End());
    }

    private static Task NotFound(ServerRequest request, string kind)
    {
        RequireProject(request);
        throw new ProtocolException(WireError.NoSuchObject, $"{kind} '{request["name"]}' does not exist in project {request["project"]}.");
    }

    private static Task Refuse(ServerRequest request, string refusal)
    {
        RequireProject(request);
        throw new ProtocolException(WireError.NotSupported, refusal);
    }

    private static void RequireProject(ServerRequest request)
    {
        using var session = request.OpenSession();
        _ = new ProjectReader(session).Get(request["project"], request.Aborted);
    }
}
