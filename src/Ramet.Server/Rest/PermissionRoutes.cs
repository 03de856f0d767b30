using System.Text.Json;
using Ramet.Access;
using Ramet.Server.Errors;
using Ramet.Server.Replies;
using Ramet.Server.Requests;
using Ramet.Server.Routing;
using Ramet.Warehouse.Metadata;

namespace Ramet.Server.Rest;

/// <summary>Whether the caller may do something, without doing it.</summary>
internal static class PermissionRoutes
{
    public static void Register(RouteTable routes)
    {
        routes.Add(RouteProtocol.Rest, "POST /projects/{project}/auth", Check);
        routes.Add(RouteProtocol.Rest, "GET /projects/{project}/auth", CheckByParameters);
    }

    /// <summary>A JSON array with one question: <c>[{"Action":"Select","Resource":"/projects/p/tables/t","odps:SelectColumns":"[\"a\"]"}]</c>.</summary>
    private static async Task Check(ServerRequest request)
    {
        using var body = await request.ReadJson();
        if (body.RootElement.ValueKind != JsonValueKind.Array || body.RootElement.GetArrayLength() != 1)
            throw Malformed("a JSON array with one question was expected");
        var question = body.RootElement[0];
        var action = Text(question, "Action") ?? throw Malformed("the question has no Action");
        var resource = Text(question, "Resource") ?? throw Malformed("the question has no Resource");
        if (Text(question, "Principal") is { Length: > 0 } other && !other.Equals(request.Caller.ToString(), StringComparison.OrdinalIgnoreCase))
            throw new ProtocolException(WireError.NotSupported, "Only one's own permissions can be asked for; SHOW GRANTS FOR tells of others.");
        var (project, type, name) = ParseResource(resource);
        await Reply(request, action, project, type, name, ParseColumns(Text(question, "odps:SelectColumns")));
    }

    /// <summary>The parameter that is called <c>grantee</c> holds the action.</summary>
    private static Task CheckByParameters(ServerRequest request)
    {
        var typeName = request.Parameters.Required("type");
        if (!Enum.TryParse<ObjectType>(typeName, ignoreCase: true, out var type) || char.IsAsciiDigit(typeName[0]))
            throw Malformed($"there are no objects of type '{typeName}'");
        var columns = request.Parameters.Text("columns")?.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        return Reply(request, request.Parameters.Required("grantee"), request["project"], type, request.Parameters.Text("name") ?? "", columns);
    }

    private static Task Reply(ServerRequest request, string action, string project, ObjectType type, string name, IReadOnlyList<string>? columns)
    {
        using var session = request.OpenSession();
        var decision = new PermissionCheck(session).Decide(action, project, type, name, columns, request.Aborted);
        return request.ReplyXml(xml => xml
            .Begin("Auth")
            .Element("Result", decision.IsAllowed ? "Allow" : "Deny")
            .Element("Message", decision is AccessDenied denied ? denied.Detail : "")
            .End());
    }

    /// <summary>Reads <c>projects/p/tables/t</c>, with a slash before it or without, and with the schema in between or without.</summary>
    private static (string Project, ObjectType Type, string Name) ParseResource(string resource)
    {
        var parts = resource.Trim('/').Split('/');
        if (parts.Length < 2 || parts[0] != "projects")
            throw Malformed($"'{resource}' is no resource such as projects/p/tables/t");
        if (parts.Length == 2)
            return (parts[1], ObjectType.Project, "");
        var path = parts.Length > 5 && parts[2] == "schemas" ? parts[4..] : parts[2..];
        var kind = string.Join('/', path[..^1]);
        var type = Enum.GetValues<ObjectType>().Cast<ObjectType?>().FirstOrDefault(type => ResourcePath.Of(type!.Value) == kind && type != ObjectType.Project);
        return (parts[1], type ?? throw Malformed($"'{resource}' is no resource such as projects/p/tables/t"), path[^1]);
    }

    private static List<string>? ParseColumns(string? text)
    {
        var names = text?.Trim('[', ']').Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Select(static name => name.Trim('"')).ToList();
        return names is { Count: > 0 } ? names : null;
    }

    private static string? Text(JsonElement question, string name) =>
        question.ValueKind == JsonValueKind.Object && question.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static ProtocolException Malformed(string detail) => new(WireError.InvalidParameter, $"The permission check is malformed: {detail}.");
}
