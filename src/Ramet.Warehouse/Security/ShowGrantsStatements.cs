using System.Text;
using System.Text.Json.Nodes;
using Ramet.Access;
using Ramet.Sql.Syntax;
using Ramet.Warehouse.Results;
using Ramet.Warehouse.Statements;
using Principal = Ramet.Access.Principal;

namespace Ramet.Warehouse.Security;

/// <summary>SHOW GRANTS and DESC ROLE: what a user or role may do.</summary>
internal static class ShowGrantsStatements
{
    public static StatementResult ShowGrants(StatementContext context, ShowGrantsStatement statement)
    {
        var project = ManagedProject.Current(context);
        var subject = statement.Grantee is { } grantee ? Principals.Subject(context, grantee) : Subject.Of(context.Caller);
        Authorize(context, project, subject, statement);
        var target = statement.Object is { } written ? Securable.Resolve(context, written) : null;
        target?.RequireExists(context);
        ObjectType? type = statement.Type is { } kind ? SecurableName.TypeOf(kind) : null;
        var lines = new PermissionLines(context, project, type, target);
        return subject.User is { } user ? ShowUser(context, project, user, lines) : ShowRole(context, subject, lines);
    }

    public static StatementResult DescribeRole(StatementContext context, DescribeRoleStatement statement)
    {
        var project = ManagedProject.Current(context);
        var role = statement.Role.Name;
        project.Authorize(AccessAction.DescribeRole, statement.Role.Span);
        project.RequireRole(statement.Role);

        var users = project.Security.UsersOfRole(role).Select(static user => user.ToString()).ToList();
        var text = new StringBuilder("[users]\n").AppendJoin("", users.Select(static user => user + "\n"));
        var lines = new PermissionLines(context, project);
        var acl = lines.OfAcl(Subject.Of(role));
        var policy = ManagementActions.IsBuiltInRole(role) ? lines.OfBuiltIn(role) : lines.OfPolicy(role);
        lines.Write(text, "ACL", ("", acl));
        lines.Write(text, "Policy", ("", policy));
        return context.Show(text.ToString(), new JsonObject
        {
            ["Users"] = new JsonArray([.. users.Select(user => JsonValue.Create(user))]),
            ["Acl"] = lines.Data(($"role/{role}", acl)),
            ["Policy"] = lines.Data(($"role/{role}", policy)),
        });
    }

    /// <summary>Everybody may see what he himself may do, and what the roles may that he has.</summary>
    private static void Authorize(StatementContext context, ManagedProject project, Subject subject, ShowGrantsStatement statement)
    {
        var span = statement.Grantee?.Span ?? statement.Span;
        if (subject.User is { } user)
        {
            project.Authorize(user == context.Caller ? AccessAction.Use : AccessAction.ListUserRoles, span);
            if (user != context.Caller)
                project.RequireUser(user, span);
            return;
        }
        var isOwn = project.Security.RolesOf(context.Caller).Contains(subject.Role!); // a subject that is no user is a role
        project.Authorize(isOwn ? AccessAction.Use : AccessAction.DescribeRole, span);
        project.RequireRole(((RoleGrantee)statement.Grantee!).Role); // the caller is a user, so a role was written
    }

    private static TextResult ShowUser(StatementContext context, ManagedProject project, Principal user, PermissionLines lines)
    {
        var standing = user == project.Security.Project.Owner ? "Project Owner" : user.IsAdministrator ? "Warehouse Administrator" : null;
        if (standing is not null)
        {
            return context.Show(
                $"[{user}]\nprojects/{project.Project.Name}: {standing}\n",
                new JsonObject { ["User"] = user.ToString(), ["Standing"] = standing });
        }

        var roles = project.Security.RolesOf(user);
        var text = new StringBuilder();
        if (!roles.IsEmpty)
            text.Append("[roles]\n").AppendJoin(", ", roles).Append('\n');
        var own = lines.OfAcl(Subject.Of(user));
        var byRole = roles.Select(role => ($"role/{role}", lines.OfAcl(Subject.Of(role)))).ToList();
        var policies = roles.Select(role => ($"role/{role}", lines.OfPolicy(role))).ToList();
        var created = lines.OfCreator(user);
        lines.Write(text, "ACL", [($"user/{user}", own), .. byRole]);
        lines.Write(text, "Policy", policies);
        lines.Write(text, "ObjectCreator", ("", created));
        return context.Show(text.ToString(), new JsonObject
        {
            ["User"] = user.ToString(),
            ["Roles"] = new JsonArray([.. roles.Select(role => JsonValue.Create(role))]),
            ["Acl"] = lines.Data([($"user/{user}", own), .. byRole]),
            ["Policy"] = lines.Data(policies),
            ["ObjectCreator"] = lines.Data(($"user/{user}", created)),
        });
    }

    private static TextResult ShowRole(StatementContext context, Subject role, PermissionLines lines)
    {
        var name = role.Role!; // a subject that is no user is a role
        var acl = lines.OfAcl(role);
        var policy = ManagementActions.IsBuiltInRole(name) ? lines.OfBuiltIn(name) : lines.OfPolicy(name);
        var text = new StringBuilder();
        lines.Write(text, "ACL", ($"role/{name}", acl));
        lines.Write(text, "Policy", ($"role/{name}", policy));
        return context.Show(text.ToString(), new JsonObject
        {
            ["Role"] = name,
            ["Acl"] = lines.Data(($"role/{name}", acl)),
            ["Policy"] = lines.Data(($"role/{name}", policy)),
        });
    }
}
