using System.Text.Json.Nodes;
using Ramet.Access;
using Ramet.Catalog.Commits;
using Ramet.Sql.Syntax;
using Ramet.Warehouse.Projects;
using Ramet.Warehouse.Results;
using Ramet.Warehouse.Security;

namespace Ramet.Warehouse.Statements;

/// <summary>SETPROJECT: the properties of the current project.</summary>
internal static class SetProjectStatements
{
    public static StatementResult Run(StatementContext context, SetProjectStatement statement) =>
        statement is { Key: { } name, Value: { } value } ? Set(context, statement, name, value) : List(context, statement);

    private static TextResult List(StatementContext context, SetProjectStatement statement)
    {
        var project = context.RequireProject(null, AccessAction.Read, statement.Span);
        var properties = ProjectProperties.InForce(project)
            .SetItems(SecurityProperties.InForce(context.Access.ObjectOf(project).Security.Configuration));
        var data = new JsonObject();
        foreach (var (name, value) in properties)
            data[name] = value;
        return context.Show(string.Concat(properties.Select(property => $"{property.Key}={property.Value}\n")), data);
    }

    /// <summary>An empty value takes the property away, so that its default holds again.</summary>
    private static CompletedResult Set(StatementContext context, SetProjectStatement statement, string name, string value)
    {
        if (SecurityProperties.Contains(name))
            return SecurityProperties.Set(context, name, value, statement.Span);
        var project = context.RequireProject(null, AccessAction.Write, statement.Span);
        if (value.Length > 0)
            ProjectProperties.Check(name, value, statement.Span);
        var changes = new Dictionary<string, string?> { [name] = value.Length > 0 ? value : null };
        return context.Commit(null, new CatalogChange.SetProjectProperties(project, changes));
    }
}
