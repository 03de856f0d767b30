using Ramet.Access;
using Ramet.Catalog.Tables;

namespace Ramet.Warehouse.InformationSchema;

/// <summary>INSTALLED_PACKAGES, PACKAGE_OBJECTS and PACKAGE_PRIVILEGES, for those who may see the packages of the project.</summary>
internal static class PackageViews
{
    private const string Catalog = "odps";

    public static SystemView Installed { get; } = new(
        "installed_packages",
        [
            .. SystemColumn.Texts("installed_package_catalog", "installed_package_schema", "package_owner_project", "package_name"),
            SystemColumn.Time("installed_time"), .. SystemColumn.Texts("allowed_label"),
        ],
        static scope => !scope.May(AccessAction.ShowPackages) ? [] : scope.Security.InstalledPackages.Values.Select(installed => (object?[])
            [Catalog, scope.Project.Name, installed.Source.Name, installed.Package, installed.InstalledAt, null]));

    public static SystemView Objects { get; } = new(
        "package_objects",
        [
            .. SystemColumn.Texts("package_catalog", "package_schema", "package_name", "object_type", "object_name", "column_name", "allowed_privileges", "allowed_label"),
        ],
        static scope => !scope.May(AccessAction.ShowPackages) ? [] : ObjectRows(scope));

    public static SystemView Privileges { get; } = new(
        "package_privileges",
        [.. SystemColumn.Texts("package_catalog", "package_schema", "package_name", "user_name", "user_id", "grantor", "privilege_type")],
        static scope =>
            from package in scope.Security.InstalledPackages.Keys
            let key = ObjectKey.Named(ObjectType.Package, package)
            let target = new SecuredObject(scope.Context.Access.ObjectOf(scope.Project), ObjectType.Package, package) { Key = key }
            from entry in scope.Security.GrantsOn(key).Values
            where scope.MaySeeGrant(target, entry.Subject)
            from term in entry.Terms
            where term.ExpiresAt is not { } end || end > scope.Context.Now
            from action in SystemScope.Actions(term)
            let name = entry.Subject.User?.ToString() ?? entry.Subject.Role
            select (object?[])[Catalog, scope.Project.Name, package, name, entry.Subject.User is { } user ? SystemScope.IdOf(user) : name, null, action]);

    private static IEnumerable<object?[]> ObjectRows(SystemScope scope)
    {
        var tables = new Lazy<Dictionary<long, string>>(
            () => scope.Context.Catalog.ListTables(scope.Project.Id, new TableFilter()).ToDictionary(static table => table.Id.Value, static table => table.Name));
        return
            from package in scope.Security.Packages
            from item in package.Value.Items.Values
            let name = item.Object.Type == ObjectType.Table ? tables.Value.GetValueOrDefault(item.Object.TableId) : item.Object.Id
            where name is not null
            orderby package.Key, name
            select (object?[])
                [Catalog, scope.Project.Name, package.Key, item.Object.Type.ToString().ToUpperInvariant(), name, null, Security.SecurityTexts.Actions(item.Actions, item.Object.Type), null];
    }
}
