using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Ramet.Access;
using Ramet.Catalog.Commits;
using Ramet.Catalog.Projects;
using Ramet.Errors;
using Ramet.Sql.Syntax;
using Ramet.Warehouse.Definitions;
using Ramet.Warehouse.InformationSchema;
using Ramet.Warehouse.Results;
using Principal = Ramet.Access.Principal;

namespace Ramet.Warehouse.Statements;

/// <summary>CREATE PROJECT, ALTER PROJECT, DROP PROJECT and LIST PROJECTS.</summary>
internal static class ProjectStatements
{
    public static StatementResult Create(StatementContext context, CreateProjectStatement statement)
    {
        var owner = statement.Owner is { } written
            ? AccountStatements.Parse(written, PrincipalKind.Account, "the account that will own the project, ALIYUN$name@domain")
            : context.Caller.Account;
        context.Authorize(AccessAction.CreateProject, new AccountObject(owner), statement.Name.Span);
        var definition = Define(statement, owner);
        if (statement.IfNotExists && context.Catalog.FindProject(definition.Name) is not null)
            return context.Done();
        try
        {
            return context.Commit(null, new CatalogChange.CreateProject(definition));
        }
        catch (RametException) when (statement.IfNotExists && context.Catalog.FindProject(definition.Name) is not null)
        {
            return context.Done(); // another statement made it since this one looked for it
        }
    }

    public static StatementResult Drop(StatementContext context, DropProjectStatement statement)
    {
        // A project that the caller may not see is none to him.
        if (statement.IfExists && (context.Catalog.FindProject(statement.Name.Name) is not { } known || !MayUse(context, known)))
            return context.Done();
        var project = context.RequireProject(statement.Name, AccessAction.Drop, statement.Name.Span);
        return context.Commit(null, new CatalogChange.DropProject(project));
    }

    /// <summary>Enables or disables a project; a disabled one answers everybody but the administrator that it is.</summary>
    public static StatementResult SetStatus(StatementContext context, AlterProjectStatement statement)
    {
        context.Authorize(AccessAction.SetProjectStatus, new WarehouseObject(), statement.Name.Span);
        var project = context.FindProject(statement.Name.Name, statement.Name.Span);
        var change = new SecurityChange.SetSwitch(SecuritySwitch.IsEnabled, statement.IsEnabled);
        return context.Commit(null, new CatalogChange.ChangeSecurity(project, [change]));
    }

    /// <summary>Lists the projects that the caller may use, in the columns and widths of MaxCompute's client.</summary>
    public static StatementResult List(StatementContext context)
    {
        var text = new StringBuilder();
        Line("Project Name", "Comment", "Type", "Status", "Creation Time", "Last Modified Time", "Owner");
        var data = new JsonArray();
        foreach (var project in Visible(context))
        {
            var created = project.CreatedAt.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);
            var comment = project.Definition.Comment ?? "";
            var status = context.Access.ObjectOf(project).Security.Configuration.IsEnabled ? "AVAILABLE" : "FROZEN";
            Line(project.Name, comment, "managed", status, created, created, project.Owner.ToString());
            data.Add(new JsonObject
            {
                ["Name"] = project.Name,
                ["Comment"] = comment,
                ["Owner"] = project.Owner.ToString(),
                ["Region"] = project.Definition.Region,
                ["Status"] = status,
                ["StorageClass"] = Name(project.Definition.StorageClass),
                ["CreationTime"] = created,
            });
        }
        return context.Show(text.ToString(), data);

        void Line(params ReadOnlySpan<string> cells) => PercentTable.AppendLine(text, [20, 20, 10, 10, 15, 15, 10], cells);
    }

    /// <summary>The projects that the caller may use, in the order of their names.</summary>
    public static IEnumerable<Project> Visible(StatementContext context) => context.Catalog.ListProjects().Where(project => MayUse(context, project));

    private static bool MayUse(StatementContext context, Project project) =>
        context.Access.Ask(AccessAction.Use, context.Access.ObjectOf(project)).IsAllowed;

    private static ProjectDefinition Define(CreateProjectStatement statement, Principal owner)
    {
        if (InformationSchemaName.IsReserved(statement.Name))
            throw new RametException(ErrorCode.InvalidParameter, ErrorKind.User, $"'{statement.Name.Name}' cannot be the name of a project", statement.Name.Span, "It stands for the views of the information schema.");
        var definition = new ProjectDefinition
        {
            Name = ObjectName.Check("project", statement.Name),
            Owner = owner,
            Comment = TableDefinition.CheckComment(statement.Comment),
        };
        if (statement.Region is { } region)
            definition = definition with { Region = region.Value };
        if (statement.StorageClass is { } storageClass)
            definition = definition with { StorageClass = ParseStorageClass(storageClass) };
        return definition;
    }

    private static StorageClass ParseStorageClass(TextValue written) =>
        Enum.GetValues<StorageClass>().Cast<StorageClass?>().FirstOrDefault(known => Name(known!.Value) == written.Value)
        ?? throw new RametException(
            ErrorCode.InvalidParameter,
            ErrorKind.User,
            $"expected the storage class 'single-az' or 'multi-az', found '{written.Value}'",
            written.Span);

    /// <summary>The written form of a storage class.</summary>
    public static string Name(StorageClass storageClass) => storageClass switch
    {
        StorageClass.SingleAz => "single-az",
        StorageClass.MultiAz => "multi-az",
    };
}
