using System.Text.Json.Nodes;
using Ramet.Access;
using Ramet.Catalog.Commits;
using Ramet.Errors;
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

    private static CompletedResult Set(StatementContext context, SetProjectStatement statement, string name, string value) =>
        Set(context, project: null, new Dictionary<string, string> { [name] = value }, statement.Span);

    /// <summary>Changes properties in one commit.</summary>
    /// <param name="context">The statement.</param>
    /// <param name="project">The project; null for the current one.</param>
    /// <param name="properties">The new values by name; an empty value takes a property away, so that its default holds again.</param>
    /// <param name="span">Where the statement says so.</param>
    public static CompletedResult Set(StatementContext context, Identifier? project, IReadOnlyDictionary<string, string> properties, SourceSpan span)
    {
        var changes = new List<CatalogChange>();
        var ofSecurity = properties.Where(pair => SecurityProperties.Contains(pair.Key)).ToList();
        if (ofSecurity.Count > 0)
        {
            var managed = project is null ? ManagedProject.Current(context) : ManagedProject.Named(context, project);
            managed.Authorize(AccessAction.SetSecurityConfiguration, span);
            changes.Add(new CatalogChange.ChangeSecurity(managed.Project, [.. ofSecurity.Select(pair => SecurityProperties.Change(pair.Key, pair.Value, span))]));
        }
        var others = properties.Where(pair => !SecurityProperties.Contains(pair.Key)).ToDictionary(pair => pair.Key, pair => pair.Value.Length > 0 ? pair.Value : null);
        if (others.Count > 0)
        {
            var found = context.RequireProject(project, AccessAction.Write, span);
            foreach (var (name, value) in others)
            {
                if (value is not null)
                    ProjectProperties.Check(name, value, span);
            }
            changes.Add(new CatalogChange.SetProjectProperties(found, others));
        }
        return context.Commit(null, changes);
    }
}
