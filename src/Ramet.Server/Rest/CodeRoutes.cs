using Ramet.Access;
using Ramet.Catalog.Functions;
using Ramet.Server.Errors;
using Ramet.Server.Replies;
using Ramet.Server.Requests;
using Ramet.Server.Routing;
using Ramet.Warehouse.Metadata;

namespace Ramet.Server.Rest;

/// <summary>
/// Functions and resources. Functions are those in SQL, which statements make. There are no resources; clients list them all the same.
/// </summary>
internal static class CodeRoutes
{
    private const string NoResources = "Resources cannot be uploaded: code in other languages than SQL is not run here.";

    private const string NoClasses = "Functions in other languages than SQL are not run here. CREATE SQL FUNCTION makes one in SQL.";

    public static void Register(RouteTable routes)
    {
        routes.Add(RouteProtocol.Rest, "GET /projects/{project}/resources", ListNone);
        routes.Add(RouteProtocol.Rest, "POST /projects/{project}/resources", static request => Refuse(request, NoResources));
        routes.Add(RouteProtocol.Rest, "GET /projects/{project}/resources/{name}", NotFound);
        routes.Add(RouteProtocol.Rest, "PUT /projects/{project}/resources/{name}", static request => Refuse(request, NoResources));
        routes.Add(RouteProtocol.Rest, "DELETE /projects/{project}/resources/{name}", NotFound);

        routes.Add(RouteProtocol.Rest, "GET /projects/{project}/registration/functions", ListFunctions);
        routes.Add(RouteProtocol.Rest, "POST /projects/{project}/registration/functions", static request => Refuse(request, NoClasses));
        routes.Add(RouteProtocol.Rest, "GET /projects/{project}/registration/functions/{name}", GetFunction);
        routes.Add(RouteProtocol.Rest, "PUT /projects/{project}/registration/functions/{name}", static request => Refuse(request, NoClasses));
        routes.Add(RouteProtocol.Rest, "DELETE /projects/{project}/registration/functions/{name}", DropFunction);
    }

    private static Task ListFunctions(ServerRequest request)
    {
        request.RequireDefaultSchema();
        var pageSize = request.PageSize();
        var query = new FunctionListQuery
        {
            NamePrefix = request.Parameters.Text("name"),
            Owner = request.Parameters.Text("owner") is { } owner ? Principal.Parse(owner) : null,
            Marker = request.Marker(),
            Limit = pageSize,
        };
        using var session = request.OpenSession();
        var page = new FunctionRegistry(session).List(request["project"], query, request.Aborted);
        return request.ReplyXml(xml =>
        {
            xml.BeginList("Functions", page.Marker, pageSize);
            foreach (var function in page.Items)
                Write(xml, function);
            xml.End();
        });
    }

    private static Task GetFunction(ServerRequest request)
    {
        request.RequireDefaultSchema();
        using var session = request.OpenSession();
        var function = new FunctionRegistry(session).Get(request["project"], request["name"], request.Aborted);
        return request.ReplyXml(xml => Write(xml, function));
    }

    private static Task DropFunction(ServerRequest request)
    {
        request.RequireDefaultSchema();
        using var session = request.OpenSession();
        new FunctionRegistry(session).Drop(request["project"], request["name"], request.Aborted);
        return request.ReplyEmpty();
    }

    private static void Write(XmlReplyWriter xml, SqlFunction function) => xml.Begin("Function")
        .Element("Alias", function.Name)
        .Element("Owner", function.Owner.ToString())
        .Element("CreationTime", function.CreatedAt)
        .Element("ClassType", "")
        .Begin("Resources").End()
        .Element("IsSqlFunction", true)
        .Element("SqlDefinitionText", function.Definition.Text)
        .End();

    private static Task ListNone(ServerRequest request)
    {
        RequireProject(request);
        return request.ReplyXml(xml => xml.BeginList("Resources", marker: null, request.PageSize()).End());
    }

    private static Task NotFound(ServerRequest request)
    {
        RequireProject(request);
        throw new ProtocolException(WireError.NoSuchObject, $"Resource '{request["name"]}' does not exist in project {request["project"]}.");
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
