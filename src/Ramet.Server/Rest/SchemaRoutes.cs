using Ramet.Server.Errors;
using Ramet.Server.Replies;
using Ramet.Server.Requests;
using Ramet.Server.Routing;
using Ramet.Warehouse.Metadata;

namespace Ramet.Server.Rest;

/// <summary>Schemas: every project has the one schema <c>default</c>, so that clients which write three-level names run.</summary>
internal static class SchemaRoutes
{
    public static void Register(RouteTable routes)
    {
        routes.Add(RouteProtocol.Rest, "GET /projects/{project}/schemas", List);
        routes.Add(RouteProtocol.Rest, "GET /projects/{project}/schemas/{schema}", Get);
        routes.Add(RouteProtocol.Rest, "POST /projects/{project}/schemas", Create);
        routes.Add(RouteProtocol.Rest, "DELETE /projects/{project}/schemas/{schema}", Delete);
    }

    private static Task List(ServerRequest request)
    {
        var project = Project(request);
        var prefix = request.Parameters.Text("name") ?? "";
        var isWanted = ServerRequest.DefaultSchema.StartsWith(prefix, StringComparison.OrdinalIgnoreCase)
            && (request.Parameters.Text("owner") ?? project.Owner) == project.Owner
            && request.Marker() is null;
        return request.ReplyXml(xml =>
        {
            xml.BeginList("Schemas", marker: null, request.PageSize());
            if (isWanted)
                Write(xml, project);
            xml.End();
        });
    }

    private static Task Get(ServerRequest request)
    {
        var project = Project(request);
        RequireDefault(request["schema"]);
        request.SetHeader("x-odps-owner", project.Owner);
        request.SetHeader("x-odps-creation-time", project.CreatedAt);
        request.SetHeader("Last-Modified", project.CreatedAt);
        return request.ReplyXml(xml => Write(xml, project));
    }

    private static async Task Create(ServerRequest request)
    {
        var body = await request.ReadXml("Schema");
        _ = Project(request);
        var name = body.Element("Name")?.Value ?? "";
        if (name.Equals(ServerRequest.DefaultSchema, StringComparison.OrdinalIgnoreCase) && body.Element("IfNotExists")?.Value == "true")
            await request.ReplyEmpty();
        else
            throw new ProtocolException(WireError.NotSupported, $"Schema '{name}' cannot be created: projects have the schema '{ServerRequest.DefaultSchema}' alone. Use a project of its own.");
    }

    private static Task Delete(ServerRequest request)
    {
        _ = Project(request);
        RequireDefault(request["schema"]);
        throw new ProtocolException(WireError.NotSupported, $"The schema '{ServerRequest.DefaultSchema}' cannot be dropped.");
    }

    private static ProjectDescription Project(ServerRequest request)
    {
        using var session = request.OpenSession();
        return new ProjectReader(session).Get(request["project"], request.Aborted);
    }

    private static void RequireDefault(string schema)
    {
        if (!schema.Equals(ServerRequest.DefaultSchema, StringComparison.OrdinalIgnoreCase))
            throw new ProtocolException(WireError.NoSuchObject, $"Schema '{schema}' does not exist; projects have the schema '{ServerRequest.DefaultSchema}' alone.");
    }

    private static void Write(XmlReplyWriter xml, ProjectDescription project) => xml
        .Begin("Schema")
        .Element("Name", ServerRequest.DefaultSchema)
        .Element("Project", project.Name)
        .Element("Owner", project.Owner)
        .Element("Description")
        .Element("Comment")
        .Element("CreateTime", project.CreatedAt)
        .Element("ModifyTime", project.CreatedAt)
        .Element("ModifiedTime", project.CreatedAt)
        .Element("Type", "MANAGED")
        .End();
}
