using System.Collections.Immutable;
using Ramet.Access;
using Ramet.Errors;
using Ramet.Sql.Syntax;
using Ramet.Warehouse.Results;
using Ramet.Warehouse.Statements;

namespace Ramet.Warehouse.Security;

/// <summary>Packages: what a project offers, to whom, and what is installed in another.</summary>
internal static class PackageStatements
{
    public static StatementResult Create(StatementContext context, CreatePackageStatement statement)
    {
        var project = ManagedProject.Current(context);
        project.Authorize(AccessAction.CreatePackage, statement.Package.Span);
        return project.Commit((new SecurityChange.CreatePackage(statement.Package.Name, context.Caller), statement.Package.Span));
    }

    public static StatementResult Drop(StatementContext context, DropPackageStatement statement)
    {
        var project = ManagedProject.Current(context);
        project.Authorize(AccessAction.DropPackage, statement.Package.Span);
        return project.Commit((new SecurityChange.DropPackage(statement.Package.Name), statement.Package.Span));
    }

    public static StatementResult Add(StatementContext context, AddToPackageStatement statement)
    {
        var project = ManagedProject.Current(context);
        project.Authorize(AccessAction.AddPackageResource, statement.Package.Span);
        var shared = ResolveOwn(context, project, statement.Object);
        var actions = statement.Privileges.IsEmpty ? ObjectActions.OfPackageItem(shared.Type) : ActionsOf(shared.Type, statement.Privileges);
        return project.Commit((new SecurityChange.AddPackageItem(statement.Package.Name, shared.Key, actions), statement.Object.Span));
    }

    public static StatementResult Remove(StatementContext context, RemoveFromPackageStatement statement)
    {
        var project = ManagedProject.Current(context);
        project.Authorize(AccessAction.RemovePackageResource, statement.Package.Span);
        var shared = ResolveOwn(context, project, statement.Object);
        return project.Commit((new SecurityChange.RemovePackageItem(statement.Package.Name, shared.Key), statement.Object.Span));
    }

    public static StatementResult Allow(StatementContext context, AllowInstallStatement statement)
    {
        var project = ManagedProject.Current(context);
        project.Authorize(AccessAction.AllowInstallPackage, statement.Package.Span);
        var change = new SecurityChange.AllowInstall(
            statement.Package.Name,
            statement.Project is { } other ? ManagedProject.Other(context, other) : null,
            statement.Privileges.IsEmpty ? null : ActionsOf(ObjectType.Table, statement.Privileges),
            statement.Label is { } label ? LabelStatements.LevelOf(label) : null,
            statement.Days is { } days ? GrantProperties.End(context.Now, days.Value, days.Span) : null);
        return project.Commit((change, statement.Package.Span));
    }

    public static StatementResult Disallow(StatementContext context, DisallowInstallStatement statement)
    {
        var project = ManagedProject.Current(context);
        project.Authorize(AccessAction.DisallowInstallPackage, statement.Package.Span);
        return project.Commit((new SecurityChange.DisallowInstall(statement.Package.Name, statement.Project?.Name), statement.Package.Span));
    }

    public static StatementResult Install(StatementContext context, InstallPackageStatement statement)
    {
        var project = ManagedProject.Current(context);
        project.Authorize(AccessAction.InstallPackage, statement.Package.Span);
        var source = FindOffer(context, project, statement.Package) ?? throw NotFound(statement.Package);
        return project.Commit((new SecurityChange.InstallPackage(source.Reference, statement.Package.Package.Name), statement.Package.Span));
    }

    public static StatementResult Uninstall(StatementContext context, UninstallPackageStatement statement)
    {
        var project = ManagedProject.Current(context);
        project.Authorize(AccessAction.UninstallPackage, statement.Package.Span);
        var source = statement.Package.Project ?? throw NotFound(statement.Package);
        return project.Commit((new SecurityChange.UninstallPackage(source.Name, statement.Package.Package.Name), statement.Package.Span));
    }

    /// <summary>
    /// The project that lets this one install the package; null when there is no such project or package, or it does not let it: which of
    /// these, nobody is told.
    /// </summary>
    public static Catalog.Projects.Project? FindOffer(StatementContext context, ManagedProject project, PackageName name)
    {
        if (name.Project is not { } provider || context.Catalog.FindProject(provider.Name) is not { } source)
            return null;
        var security = context.Catalog.FindSecurity(source);
        var installer = PackageRules.FindInstaller(security, name.Package.Name, project.Project.Id.Value, context.Now);
        return installer is null ? null : source;
    }

    /// <summary>The answer about packages that do not exist, or may not be known.</summary>
    public static RametException NotFound(PackageName name) => new(
        ErrorCode.InvalidParameter,
        ErrorKind.NotFound,
        $"package '{(name.Project is { } project ? $"{project.Name}." : "")}{name.Package.Name}' does not exist",
        name.Span,
        "Name it with the project that provides it, which must allow the current project to install it.");

    private static Securable ResolveOwn(StatementContext context, ManagedProject project, SecurableObject written)
    {
        if (written.Kind is SecurableKind.Project or SecurableKind.Package or SecurableKind.Schema)
            throw StatementErrors.Semantic(written.Span, $"an object of type {SecurableName.TypeOf(written.Kind)} cannot be in a package", "Add tables, functions, resources or instances.");
        if (written.Name.Length > 1 && written.Kind == SecurableKind.Table)
            throw StatementErrors.Semantic(written.Span, "objects are added to a package without their project", $"Write TABLE {written.Name[^1].Name} in project {project.Project.Name}.");
        if (!written.Columns.IsEmpty)
            throw StatementErrors.Semantic(written.Span, "a package shares whole tables", "Make a view of the columns, and share the view.");
        var target = Securable.Resolve(context, written);
        target.RequireExists(context);
        return target;
    }

    private static ActionSet ActionsOf(ObjectType type, ImmutableArray<GrantAction> actions) =>
        actions.Aggregate(default(ActionSet), (all, action) => all | GrantStatements.ActionsOf(type, action, ObjectActions.Of(type)));
}
