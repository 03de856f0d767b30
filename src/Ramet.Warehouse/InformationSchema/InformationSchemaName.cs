using Ramet.Sql.Syntax;
using TableName = Ramet.Catalog.Tables.TableName;

namespace Ramet.Warehouse.InformationSchema;

/// <summary>
/// The names of the views: <c>information_schema.tables</c> for the current project, <c>project.information_schema.tables</c>, and
/// <c>system_catalog.information_schema.tables</c> for all projects that the caller may use.
/// </summary>
internal static class InformationSchemaName
{
    /// <summary>Stands for all projects.</summary>
    public const string AllProjects = "system_catalog";

    /// <summary>The schema of the views, whose name no project can have.</summary>
    public const string Schema = "information_schema";

    private const string Suffix = "." + Schema;

    /// <summary>The full name of a view; null when the name means something else.</summary>
    public static TableName? Resolve(Sql.Syntax.TableName name) => name.Parts switch
    {
        [var schema, var view] when schema.Matches(Schema) => new TableName(Schema, view.Name),
        [var project, var schema, var view] when schema.Matches(Schema) => new TableName(project.Name + Suffix, view.Name),
        _ => null,
    };

    /// <summary>Whether a full name is one of a view.</summary>
    public static bool IsView(TableName name) =>
        string.Equals(name.Project, Schema, StringComparison.OrdinalIgnoreCase) || name.Project.EndsWith(Suffix, StringComparison.OrdinalIgnoreCase);

    /// <summary>The project that a full name names; null for the current one.</summary>
    public static string? ProjectOf(TableName name) => name.Project.Length > Suffix.Length ? name.Project[..^Suffix.Length] : null;

    /// <summary>Whether a project may not have this name.</summary>
    public static bool IsReserved(Identifier project) => project.Matches(Schema) || project.Matches(AllProjects);
}
