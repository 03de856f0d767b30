using System.Collections.Immutable;
using Ramet.Access;
using Ramet.Errors;
using Ramet.Sql.Syntax;
using Ramet.Warehouse.Results;
using Ramet.Warehouse.Statements;

namespace Ramet.Warehouse.Security;

/// <summary>The roles of a project, and who has them.</summary>
internal static class RoleStatements
{
    private const string TypeProperty = "type";

    public static StatementResult Create(StatementContext context, CreateRoleStatement statement)
    {
        var project = ManagedProject.Current(context);
        project.Authorize(AccessAction.CreateRole, statement.Role.Span);
        return project.Commit((new SecurityChange.CreateRole(statement.Role.Name, TypeOf(statement)), statement.Role.Span));
    }

    public static StatementResult Drop(StatementContext context, DropRoleStatement statement)
    {
        var project = ManagedProject.Current(context);
        project.Authorize(AccessAction.DropRole, statement.Role.Span);
        return project.Commit((new SecurityChange.DropRole(statement.Role.Name), statement.Role.Span));
    }

    public static StatementResult Grant(StatementContext context, GrantRoleStatement statement)
    {
        var project = ManagedProject.Current(context);
        AuthorizeEach(project, AccessAction.GrantRole, statement.Roles);
        foreach (var role in statement.Roles)
        {
            var isManager = project.Security.Roles.TryGetValue(role.Name, out var known) && known.Type == RoleType.Admin;
            if (isManager && project.Security.Policies.TryGetValue(role.Name, out var given))
                project.AuthorizeManagement(given.Policy, role.Span);
        }
        var users = statement.Users.Select(user => (Principal: Principals.Parse(context, user), user.Span)).ToList();
        foreach (var (principal, span) in users)
            project.CheckGrantee(Subject.Of(principal), span);
        return project.Commit(
            [.. from role in statement.Roles
                from user in users
                select ((SecurityChange)new SecurityChange.GrantRole(role.Name, user.Principal), project.Security.HasRole(role.Name) ? user.Span : role.Span)]);
    }

    public static StatementResult Revoke(StatementContext context, RevokeRoleStatement statement)
    {
        var project = ManagedProject.Current(context);
        AuthorizeEach(project, AccessAction.RevokeRole, statement.Roles);
        var users = statement.Users.Select(user => (Principal: Principals.Parse(context, user), user.Span)).ToList();
        return project.Commit(
            [.. from role in statement.Roles
                from user in users
                select ((SecurityChange)new SecurityChange.RevokeRole(role.Name, user.Principal), project.Security.HasRole(role.Name) ? user.Span : role.Span)]);
    }

    /// <summary>Built-in roles first, then the others in the order of their names.</summary>
    public static StatementResult List(StatementContext context)
    {
        var project = ManagedProject.Current(context);
        project.Authorize(AccessAction.ListRoles, context.Statement.Span);
        return context.ShowList([ManagementActions.SuperAdministratorRole, ManagementActions.AdminRole, .. project.Security.Roles.Keys]);
    }

    public static StatementResult ShowPrincipals(StatementContext context, ShowPrincipalsStatement statement)
    {
        var project = ManagedProject.Current(context);
        project.Authorize(AccessAction.ListRolePrincipals, statement.Role.Span);
        project.RequireRole(statement.Role);
        return context.ShowList(project.Security.UsersOfRole(statement.Role.Name).Select(static user => user.ToString()));
    }

    private static void AuthorizeEach(ManagedProject project, AccessAction action, ImmutableArray<Identifier> roles)
    {
        foreach (var role in roles)
            project.Authorize(action, new RoleObject(project.AccessObject, role.Name), role.Span);
    }

    private static RoleType TypeOf(CreateRoleStatement statement)
    {
        var type = RoleType.Resource;
        foreach (var property in statement.Properties)
        {
            if (!string.Equals(property.Key.Value, TypeProperty, StringComparison.OrdinalIgnoreCase))
                throw Invalid($"unknown property '{property.Key.Value}' of a role", property.Key.Span);
            if (!Enum.TryParse(property.Value.Value, ignoreCase: true, out type) || char.IsAsciiDigit(property.Value.Value[0]))
                throw Invalid($"unknown type of role '{property.Value.Value}'", property.Value.Span);
        }
        return type;
    }

    private static RametException Invalid(string detail, SourceSpan span) => new(
        ErrorCode.InvalidParameter, ErrorKind.User, detail, span, "Write PRIVILEGEPROPERTIES (\"type\"=\"admin\") or (\"type\"=\"resource\").");
}
