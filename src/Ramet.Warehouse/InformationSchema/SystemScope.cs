using System.Collections.Immutable;
using Ramet.Access;
using Ramet.Catalog.Projects;
using Ramet.Catalog.Tables;
using Ramet.Warehouse.Statements;

namespace Ramet.Warehouse.InformationSchema;

/// <summary>One project, as the caller of a statement may see it.</summary>
/// <param name="context">The statement.</param>
/// <param name="project">The project, which the caller may use.</param>
internal sealed class SystemScope(StatementContext context, Project project)
{
    /// <summary>How many tables are read from the catalog at once.</summary>
    private const int TablesAtOnce = 1_000;

    private readonly ProjectObject target = context.Access.ObjectOf(project);

    /// <summary>The statement.</summary>
    public StatementContext Context => context;

    /// <summary>The project.</summary>
    public Project Project => project;

    /// <summary>Who may do what in it.</summary>
    public ProjectSecurity Security => target.Security;

    /// <summary>The tables and views of which the caller may see something, in the order of their names.</summary>
    public IEnumerable<CatalogTable> Tables()
    {
        foreach (var names in context.Catalog.ListTables(project.Id, new TableFilter()).Chunk(TablesAtOnce))
        {
            context.CancellationToken.ThrowIfCancellationRequested();
            foreach (var table in context.Catalog.FindTables([.. names.Select(listing => new TableName(project.Name, listing.Name))]))
            {
                if (table is not null && MaySee(table, columns: []))
                    yield return table;
            }
        }
    }

    /// <summary>Whether the caller may see some columns of a table; with none named, whether he may see any.</summary>
    public bool MaySee(CatalogTable table, ImmutableArray<string> columns)
    {
        var secured = context.Access.ObjectOf(table);
        return context.Access.Ask(AccessAction.Describe, secured, columns).IsAllowed || context.Access.Ask(AccessAction.Select, secured, columns).IsAllowed;
    }

    /// <summary>Whether the caller may do something with the project itself.</summary>
    public bool May(AccessAction action) => context.Access.Ask(action, target).IsAllowed;

    /// <summary>Whether the caller may see what was granted on an object: who may show its grants, and everybody what he has himself.</summary>
    public bool MaySeeGrant(AccessObject granted, Subject subject) =>
        IsCaller(subject) || context.Access.Ask(AccessAction.ShowAcl, granted).IsAllowed;

    /// <summary>Whether somebody is the caller, or a role that he has.</summary>
    public bool IsCaller(Subject subject) =>
        subject.User == context.Caller || (subject.Role is { } role && Security.RolesOf(context.Caller).Contains(role));

    /// <summary>An id by which the service knows users; here it is the name without what a path cannot hold.</summary>
    public static string IdOf(Principal principal) => Metadata.ProjectUser.IdOf(principal);

    /// <summary>The actions of a grant, each by its name.</summary>
    public static IEnumerable<string> Actions(GrantTerm term) => term.Actions.ToString().Split(" | ");
}
