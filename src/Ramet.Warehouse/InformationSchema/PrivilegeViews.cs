using Ramet.Access;
using Ramet.Catalog.Tables;

namespace Ramet.Warehouse.InformationSchema;

/// <summary>
/// SCHEMA_PRIVILEGES, TABLE_PRIVILEGES and COLUMN_PRIVILEGES: a row for each action that was granted on the project, a table or a column to a
/// user or role, without what follows from ownership, policies and built-in roles.
/// </summary>
internal static class PrivilegeViews
{
    private const string Catalog = "odps";

    public static SystemView Schema { get; } = new(
        "schema_privileges",
        [.. SystemColumn.Texts("user_catalog", "user_schema", "user_name", "user_id", "grantor", "privilege_type")],
        static scope => Grants(scope, ObjectKey.Project, scope.Context.Access.ObjectOf(scope.Project))
            .Select(grant => (object?[])[Catalog, scope.Project.Name, grant.Name, grant.Id, null, grant.Action]));

    public static SystemView Table { get; } = new(
        "table_privileges",
        [.. SystemColumn.Texts("table_catalog", "table_schema", "table_name", "user_name", "user_id", "grantor", "privilege_type")],
        static scope => OnTables(scope).Where(static grant => grant.Grant.Column is null)
            .Select(grant => (object?[])[Catalog, scope.Project.Name, grant.Table.Name, grant.Grant.Name, grant.Grant.Id, null, grant.Grant.Action]));

    public static SystemView Column { get; } = new(
        "column_privileges",
        [.. SystemColumn.Texts("table_catalog", "table_schema", "table_name", "column_name", "user_name", "user_id", "grantor", "privilege_type")],
        static scope => OnTables(scope).Where(static grant => grant.Grant.Column is not null)
            .Select(grant => (object?[])
                [Catalog, scope.Project.Name, grant.Table.Name, grant.Grant.Column, grant.Grant.Name, grant.Grant.Id, null, grant.Grant.Action]));

    private static IEnumerable<(TableListing Table, Granted Grant)> OnTables(SystemScope scope) =>
        from table in scope.Context.Catalog.ListTables(scope.Project.Id, new TableFilter())
        let key = ObjectKey.Table(table.Id.Value)
        where scope.Security.Acl.ContainsKey(key)
        let target = new SecuredObject(scope.Context.Access.ObjectOf(scope.Project), ObjectType.Table, table.Name) { Key = key, Owner = table.Owner }
        from grant in Grants(scope, key, target)
        select (table, grant);

    private static IEnumerable<Granted> Grants(SystemScope scope, ObjectKey key, AccessObject target) =>
        from entry in scope.Security.GrantsOn(key).Values
        let name = entry.Subject.User?.ToString() ?? entry.Subject.Role
        orderby name
        where scope.MaySeeGrant(target, entry.Subject)
        from term in entry.Terms
        where term.ExpiresAt is not { } end || end > scope.Context.Now
        from action in SystemScope.Actions(term)
        select new Granted(name, entry.Subject.User is { } user ? SystemScope.IdOf(user) : name, term.Column, action);

    /// <summary>An action that was granted.</summary>
    /// <param name="Name">The user or role.</param>
    /// <param name="Id">His id; of a role its name.</param>
    /// <param name="Column">The column; null for the object as a whole.</param>
    /// <param name="Action">The action.</param>
    private sealed record Granted(string Name, string Id, string? Column, string Action);
}
