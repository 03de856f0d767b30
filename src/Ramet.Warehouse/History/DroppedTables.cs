using Ramet.Access;
using Ramet.Catalog.Projects;
using Ramet.Catalog.Tables;
using Ramet.Errors;
using Ramet.Sql.Syntax;
using Ramet.Warehouse.Projects;
using Ramet.Warehouse.Statements;
using TableName = Ramet.Sql.Syntax.TableName;

namespace Ramet.Warehouse.History;

/// <summary>The dropped tables of a project that can still be brought back: the retention time has not passed since.</summary>
internal static class DroppedTables
{
    /// <summary>Lists them in the order of their names, those of one name in the order of their creation.</summary>
    /// <param name="context">The statement.</param>
    /// <param name="project">The project.</param>
    /// <param name="pattern">Only such names; null for all.</param>
    public static IReadOnlyList<TableListing> List(StatementContext context, Project project, string? pattern) =>
    [
        .. context.Catalog.ListTables(project.Id, new TableFilter { NamePattern = pattern, Standing = TableStanding.Dropped })
            .Where(table => IsRetained(context, project, table.DroppedAt)),
    ];

    /// <summary>The dropped table of a name and id, after the action on it was allowed.</summary>
    /// <param name="context">The statement.</param>
    /// <param name="name">The name that it had.</param>
    /// <param name="id">Its id as SHOW RECYCLEBIN lists it.</param>
    /// <param name="action">What the caller wants to do with it.</param>
    /// <exception cref="RametException">There is none, or no longer; or the action is denied.</exception>
    public static CatalogTable Require(StatementContext context, TableName name, TextValue id, AccessAction action)
    {
        var resolved = context.Resolve(name);
        var project = context.RequireProject(name.Parts.Length > 1 ? name.Parts[0] with { Name = resolved.Project } : null, AccessAction.List, name.Span);
        var table = Guid.TryParse(id.Value, out var uuid) ? context.Catalog.FindDroppedTable(project.Id, uuid) : null;
        if (table is null || !name.Table.Matches(table.Name) || !IsRetained(context, project, table.DroppedAt))
        {
            throw new RametException(
                ErrorCode.TableNotFound,
                ErrorKind.NotFound,
                $"no dropped table {resolved} with the id '{id.Value}' is retained",
                id.Span,
                $"SHOW RECYCLEBIN lists what can be restored; {ProjectProperties.RetentionDays}={ProjectProperties.Retention(project).Days} says for how many days.");
        }
        context.Authorize(action, context.Access.ObjectOf(table), name.Span);
        return table;
    }

    private static bool IsRetained(StatementContext context, Project project, DateTimeOffset? droppedAt) =>
        droppedAt + ProjectProperties.Retention(project) > context.Now;
}
