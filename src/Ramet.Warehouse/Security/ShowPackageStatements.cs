using System.Globalization;
using System.Text.Json.Nodes;
using Ramet.Access;
using Ramet.Catalog.Tables;
using Ramet.Sql.Syntax;
using Ramet.Warehouse.Results;
using Ramet.Warehouse.Statements;

namespace Ramet.Warehouse.Security;

/// <summary>SHOW PACKAGES, DESC PACKAGE and SHOW PACKAGE ITEMS.</summary>
internal static class ShowPackageStatements
{
    private static readonly string[] CreatedHead = ["PackageName", "CreateTime"];
    private static readonly string[] InstalledHead = ["PackageName", "SourceProject", "InstallTime", "Status"];
    private static readonly string[] ItemHead = ["ObjectType", "ObjectName", "ObjectPrivileges"];
    private static readonly string[] InstallerHead = ["ProjectName", "Privileges", "Label", "Expires"];
    private static readonly string[] AllItemsHead = ["PackageName", "ObjectType", "ObjectName", "ObjectPrivileges"];

    /// <summary>The packages that the project offers, and those that are installed in it.</summary>
    public static StatementResult Show(StatementContext context)
    {
        var project = ManagedProject.Current(context);
        project.Authorize(AccessAction.ShowPackages, context.Statement.Span);
        var created = project.Security.Packages.Values
            .Select(package => package.Definition)
            .OfType<PackageEntry>()
            .Select(package => new[] { package.Name, SecurityTexts.Time(package.CreatedAt, context.Zone) })
            .ToList();
        var installed = project.Security.InstalledPackages.Values
            .Select(package => new[]
            {
                package.Package,
                package.Source.Name,
                SecurityTexts.Time(package.InstalledAt, context.Zone),
                FindSource(context, project, package) is null ? "INVALID" : "OK",
            })
            .ToList();
        return context.Show(
            SecurityTexts.Grid(CreatedHead, created) + SecurityTexts.Grid(InstalledHead, installed),
            new JsonObject { ["Created"] = SecurityResults.Data(CreatedHead, created), ["Installed"] = SecurityResults.Data(InstalledHead, installed) });
    }

    /// <summary>What a package holds; who may install it is shown only in the project that offers it.</summary>
    public static StatementResult Describe(StatementContext context, DescribePackageStatement statement)
    {
        var project = ManagedProject.Current(context);
        project.Authorize(AccessAction.DescribePackage, statement.Package.Span);
        var name = statement.Package;
        var isOwn = name.Project is null || name.Project.Matches(project.Project.Name);
        var source = isOwn ? project.Project : PackageStatements.FindOffer(context, project, name);
        if (source is null
            || !context.Catalog.FindSecurity(source).Packages.TryGetValue(name.Package.Name, out var package)
            || package.Definition is not { } definition)
        {
            throw PackageStatements.NotFound(name);
        }

        var items = Items(context, source, package);
        var facts = $"CreateTime:    {SecurityTexts.Time(definition.CreatedAt, context.Zone)}\nPackageName:   {definition.Name}\nSourceProject: {source.Name}\n";
        var text = facts + "\nObject List\n" + SecurityTexts.Grid(ItemHead, items);
        var data = new JsonObject { ["PackageName"] = definition.Name, ["SourceProject"] = source.Name, ["Objects"] = SecurityResults.Data(ItemHead, items) };
        if (isOwn)
        {
            var installers = package.Installers.Values.Select(installer => InstallerRow(installer, context.Zone)).ToList();
            text += "\nAllowed Project List\n" + SecurityTexts.Grid(InstallerHead, installers);
            data["AllowedProjects"] = SecurityResults.Data(InstallerHead, installers);
        }
        return context.Show(text, data);
    }

    /// <summary>The objects of all installed packages.</summary>
    public static StatementResult ShowItems(StatementContext context, ShowPackageItemsStatement statement)
    {
        var project = ManagedProject.Current(context);
        project.Authorize(AccessAction.DescribePackage, statement.Span);
        var type = statement.Type is { } kind ? SecurableName.TypeOf(kind).ToString().ToUpperInvariant() : null;
        var rows = project.Security.InstalledPackages.Values
            .Where(package => statement.Project is null || statement.Project.Matches(package.Source.Name))
            .SelectMany(package => FindSource(context, project, package) is { } source
                ? Items(context, source, context.Catalog.FindSecurity(source).Packages[package.Package]).Select(item => (string[])[$"{source.Name}.{package.Package}", .. item])
                : [])
            .Where(row => type is null || row[1] == type)
            .ToList();
        return context.Show(SecurityTexts.Grid(AllItemsHead, rows), SecurityResults.Data(AllItemsHead, rows));
    }

    /// <summary>The project that offers an installed package; null when it no longer does.</summary>
    private static Catalog.Projects.Project? FindSource(StatementContext context, ManagedProject project, InstalledPackageEntry package)
    {
        var source = context.Catalog.FindProject(package.Source.Name);
        return source is not null
            && source.Id.Value == package.Source.Id
            && PackageRules.FindInstaller(context.Catalog.FindSecurity(source), package.Package, project.Project.Id.Value, context.Now) is not null
                ? source
                : null;
    }

    private static List<string[]> Items(StatementContext context, Catalog.Projects.Project source, OfferedPackage package)
    {
        var tables = context.Catalog.ListTables(source.Id, new TableFilter()).ToDictionary(table => ObjectKey.Table(table.Id.Value), table => table.Name);
        return
        [
            .. package.Items.Values
                .Select(item => new[]
                {
                    item.Object.Type.ToString().ToUpperInvariant(),
                    tables.GetValueOrDefault(item.Object, item.Object.Id),
                    SecurityTexts.Actions(item.Actions, item.Object.Type),
                })
                .OrderBy(row => row[0], StringComparer.Ordinal)
                .ThenBy(row => row[1], StringComparer.OrdinalIgnoreCase),
        ];
    }

    private static string[] InstallerRow(PackageInstallerEntry installer, TimeZoneInfo zone) =>
    [
        installer.Project?.Name ?? "*",
        installer.Actions?.ToString() ?? "",
        installer.Label?.ToString(CultureInfo.InvariantCulture) ?? "",
        installer.ExpiresAt is { } end ? SecurityTexts.Time(end, zone) : "",
    ];
}
