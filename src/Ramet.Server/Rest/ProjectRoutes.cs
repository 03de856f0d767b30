using Ramet.Access;
using Ramet.Server.Errors;
using Ramet.Server.Replies;
using Ramet.Server.Requests;
using Ramet.Server.Routing;
using Ramet.Warehouse.Metadata;

namespace Ramet.Server.Rest;

/// <summary>Projects: description, list, properties, policy.</summary>
internal static class ProjectRoutes
{
    public static void Register(RouteTable routes)
    {
        routes.Add(RouteProtocol.Rest, "GET /projects", List);
        routes.Add(RouteProtocol.Rest, "GET /projects/{project}", Get);
        routes.Add(RouteProtocol.Rest, "GET /projects/{project}?extended", GetExtended);
        routes.Add(RouteProtocol.Rest, "PUT /projects/{project}", SetProperties);
        routes.Add(RouteProtocol.Rest, "GET /projects/{project}?policy", GetPolicy);
        routes.Add(RouteProtocol.Rest, "PUT /projects/{project}?policy", PutPolicy);
        routes.Add(RouteProtocol.Rest, "GET /projects/{project}?security_policy", GetPolicy);
        routes.Add(RouteProtocol.Rest, "PUT /projects/{project}?security_policy", PutPolicy);
        routes.Add(RouteProtocol.Rest, "GET /projects/{project}/system", GetSystem);
        routes.Add(RouteProtocol.Rest, "PUT /projects/{project}/logs", static request => request.ReplyEmpty()); // what clients report of their use
    }

    private static Task List(ServerRequest request)
    {
        var pageSize = request.PageSize();
        var query = new ProjectListQuery
        {
            NamePrefix = request.Parameters.Text("name"),
            Owner = PrincipalOf(request, "owner"),
            User = PrincipalOf(request, "user"),
            Marker = request.Marker(),
            Limit = pageSize,
        };
        using var session = request.OpenSession();
        var page = new ProjectReader(session).List(query, request.Aborted);
        return request.ReplyXml(xml =>
        {
            xml.BeginList("Projects", page.Marker, pageSize);
            foreach (var project in page.Items)
                Write(xml, project);
            xml.End();
        });
    }

    private static Task Get(ServerRequest request)
    {
        using var session = request.OpenSession();
        var project = new ProjectReader(session).Get(request["project"], request.Aborted);
        request.SetHeader("x-odps-owner", project.Owner);
        request.SetHeader("x-odps-creation-time", project.CreatedAt);
        request.SetHeader("Last-Modified", project.CreatedAt); // when properties were last changed is not kept
        return request.ReplyXml(xml => Write(xml, project));
    }

    /// <summary>Extended properties are what the service works out in the background, such as sizes; nothing is worked out here.</summary>
    private static Task GetExtended(ServerRequest request)
    {
        using var session = request.OpenSession();
        var project = new ProjectReader(session).Get(request["project"], request.Aborted);
        request.SetHeader("x-odps-owner", project.Owner);
        request.SetHeader("x-odps-creation-time", project.CreatedAt);
        request.SetHeader("Last-Modified", project.CreatedAt);
        return request.ReplyXml(xml =>
        {
            xml.Begin("Project").Element("Name", project.Name).Begin("ExtendedProperties");
            WriteProperty(xml, "StorageClass", project.StorageClass);
            xml.End().End();
        });
    }

    private static async Task SetProperties(ServerRequest request)
    {
        var body = await request.ReadXml("Project");
        if (body.Element("Comment") is { Value.Length: > 0 })
            throw new ProtocolException(WireError.InvalidParameter, "The comment of a project is given when it is created and cannot be changed.");
        var properties = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var property in body.Element("Properties")?.Elements("Property") ?? [])
            properties[property.Element("Name")?.Value ?? ""] = property.Element("Value")?.Value ?? "";
        using var session = request.OpenSession();
        new ProjectEditor(session).SetProperties(request["project"], properties, request.Aborted);
        await request.ReplyEmpty();
    }

    /// <summary>A project has no policy of its own, its roles have.</summary>
    private static Task GetPolicy(ServerRequest request)
    {
        using var session = request.OpenSession();
        _ = new ProjectReader(session).GetSecuritySettings(request["project"], request.Aborted);
        return request.ReplyText("");
    }

    private static async Task PutPolicy(ServerRequest request)
    {
        var policy = await request.ReadText();
        using var session = request.OpenSession();
        _ = new ProjectReader(session).GetSecuritySettings(request["project"], request.Aborted);
        if (!string.IsNullOrWhiteSpace(policy))
            throw new ProtocolException(WireError.NotSupported, "A project has no policy of its own here. Put the statements into the policy of a role: PUT POLICY file ON ROLE role.");
        await request.ReplyEmpty();
    }

    private static Task GetSystem(ServerRequest request) => request.ReplyJson(static json =>
    {
        json.WriteStartObject();
        json.WriteString("ramet", typeof(ProjectRoutes).Assembly.GetName().Version?.ToString() ?? "");
        json.WriteEndObject();
    });

    private static void Write(XmlReplyWriter xml, ProjectDescription project)
    {
        xml.Begin("Project")
            .Element("Name", project.Name)
            .Element("Type", "managed")
            .Element("Comment", project.Comment)
            .Element("Owner", project.Owner)
            .Element("State", project.IsEnabled ? "AVAILABLE" : "FROZEN")
            .Element("CreationTime", project.CreatedAt)
            .Element("LastModifiedTime", project.CreatedAt)
            .Element("ProjectGroupName")
            .Element("Region", project.Region)
            .Element("TenantId", "1")
            .Begin("Properties"); // clients fail without it
        foreach (var (name, value) in project.Properties)
            WriteProperty(xml, name, value);
        WriteProperty(xml, "odps.schema.model.enabled", "false");
        xml.End().End();
    }

    private static void WriteProperty(XmlReplyWriter xml, string name, string value) =>
        xml.Begin("Property").Element("Name", name).Element("Value", value).End();

    private static Principal? PrincipalOf(ServerRequest request, string parameter) =>
        request.Parameters.Text(parameter) is { } text ? Principal.Parse(text) : null;
}
