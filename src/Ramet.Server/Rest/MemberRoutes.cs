using Ramet.Server.Replies;
using Ramet.Server.Requests;
using Ramet.Server.Routing;
using Ramet.Warehouse.Metadata;

namespace Ramet.Server.Rest;

/// <summary>Users and roles of a project. They are changed by security statements (<see cref="AuthorizationRoutes"/>); policies of roles here too.</summary>
internal static class MemberRoutes
{
    public static void Register(RouteTable routes)
    {
        routes.Add(RouteProtocol.Rest, "GET /projects/{project}/users", ListUsers);
        routes.Add(RouteProtocol.Rest, "GET /projects/{project}/users/{user}", GetUser);
        routes.Add(RouteProtocol.Rest, "GET /projects/{project}/users/{user}?roles", ListRolesOfUser);
        routes.Add(RouteProtocol.Rest, "GET /projects/{project}/roles", ListRoles);
        routes.Add(RouteProtocol.Rest, "GET /projects/{project}/roles/{role}", GetRole);
        routes.Add(RouteProtocol.Rest, "GET /projects/{project}/roles/{role}?users", ListUsersOfRole);
        routes.Add(RouteProtocol.Rest, "GET /projects/{project}/roles/{role}?policy", GetPolicy);
        routes.Add(RouteProtocol.Rest, "PUT /projects/{project}/roles/{role}?policy", PutPolicy);
    }

    private static Task ListUsers(ServerRequest request) => ReplyUsers(request, Ask(request, reader => reader.ListUsers(request["project"], request.Aborted)));

    private static Task GetUser(ServerRequest request)
    {
        var user = Ask(request, reader => reader.GetUser(request["project"], request["user"], request.Aborted));
        return request.ReplyXml(xml => Write(xml, user));
    }

    private static Task ListRolesOfUser(ServerRequest request) =>
        ReplyRoles(request, Ask(request, reader => reader.ListRolesOf(request["project"], request["user"], request.Aborted)));

    private static Task ListRoles(ServerRequest request)
    {
        var name = request.Parameters.Text("name");
        var roles = Ask(request, reader => reader.ListRoles(request["project"], request.Aborted));
        return ReplyRoles(request, name is null ? roles : [.. roles.Where(role => role.Name.Equals(name, StringComparison.OrdinalIgnoreCase))]);
    }

    private static Task GetRole(ServerRequest request)
    {
        var role = Ask(request, reader => reader.GetRole(request["project"], request["role"], request.Aborted));
        return request.ReplyXml(xml => Write(xml, role));
    }

    private static Task ListUsersOfRole(ServerRequest request) =>
        ReplyUsers(request, Ask(request, reader => reader.ListUsersOf(request["project"], request["role"], request.Aborted)));

    private static Task GetPolicy(ServerRequest request) => request.ReplyText(
        Ask(request, reader => reader.GetRolePolicy(request["project"], request["role"], request.Aborted)), "application/json");

    private static async Task PutPolicy(ServerRequest request)
    {
        var policy = await request.ReadText();
        using var session = request.OpenSession();
        new ProjectEditor(session).PutRolePolicy(request["project"], request["role"], policy, request.Aborted);
        await request.ReplyEmpty();
    }

    private static T Ask<T>(ServerRequest request, Func<MemberReader, T> read)
    {
        using var session = request.OpenSession();
        return read(new MemberReader(session));
    }

    private static Task ReplyUsers(ServerRequest request, IReadOnlyList<ProjectUser> users) => request.ReplyXml(xml =>
    {
        xml.BeginList("Users", marker: null, users.Count);
        foreach (var user in users)
            Write(xml, user);
        xml.End();
    });

    private static Task ReplyRoles(ServerRequest request, IReadOnlyList<ProjectRole> roles) => request.ReplyXml(xml =>
    {
        xml.BeginList("Roles", marker: null, roles.Count);
        foreach (var role in roles)
            Write(xml, role);
        xml.End();
    });

    private static void Write(XmlReplyWriter xml, ProjectUser user) => xml
        .Begin("User")
        .Element("ID", user.Id)
        .Element("DisplayName", user.Principal.ToString())
        .Element("Comment", user.Comment)
        .Element("Label", user.Clearance)
        .End();

    private static void Write(XmlReplyWriter xml, ProjectRole role) => xml
        .Begin("Role")
        .Element("Name", role.Name)
        .Element("Comment")
        .Element("Type", role.Type.ToString().ToLowerInvariant())
        .End();
}
