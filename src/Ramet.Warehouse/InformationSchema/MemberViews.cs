using System.Globalization;
using Ramet.Access;

namespace Ramet.Warehouse.InformationSchema;

/// <summary>USERS, ROLES and USER_ROLES: for those who may list them; everybody finds himself and his roles.</summary>
internal static class MemberViews
{
    private const string Catalog = "odps";

    public static SystemView Users { get; } = new(
        "users",
        [.. SystemColumn.Texts("user_catalog", "user_schema", "user_name", "user_id", "user_label")],
        static scope => AllUsers(scope)
            .Where(user => user == scope.Context.Caller || scope.May(AccessAction.ListUsers))
            .Select(user => (object?[])
                [Catalog, scope.Project.Name, user.ToString(), SystemScope.IdOf(user), scope.Security.ClearanceOf(user).ToString(CultureInfo.InvariantCulture)]));

    public static SystemView Roles { get; } = new(
        "roles",
        [.. SystemColumn.Texts("role_catalog", "role_schema", "role_name", "role_label", "comment")],
        static scope => new[] { ManagementActions.SuperAdministratorRole, ManagementActions.AdminRole }.Concat(scope.Security.Roles.Keys)
            .Where(role => scope.IsCaller(Subject.Of(role)) || scope.May(AccessAction.ListRoles))
            .Select(role => (object?[])[Catalog, scope.Project.Name, role, null, null]));

    public static SystemView UserRoles { get; } = new(
        "user_roles",
        [.. SystemColumn.Texts("user_role_catalog", "user_role_schema", "role_name", "user_name", "user_id")],
        static scope => AllUsers(scope)
            .Where(user => user == scope.Context.Caller || scope.May(AccessAction.ListUserRoles))
            .SelectMany(user => scope.Security.RolesOf(user).Select(role => (object?[])[Catalog, scope.Project.Name, role, user.ToString(), SystemScope.IdOf(user)])));

    private static IEnumerable<Principal> AllUsers(SystemScope scope) => scope.Security.Members.Keys
        .OrderBy(static user => user.ToString(), StringComparer.OrdinalIgnoreCase)
        .Prepend(scope.Security.Project.Owner);
}
