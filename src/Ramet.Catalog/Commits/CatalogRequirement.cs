using Ramet.Access;
using Ramet.Catalog.Projects;
using Ramet.Catalog.Tables;

namespace Ramet.Catalog.Commits;

/// <summary>A fact that must hold inside the transaction of a commit, or the commit fails and changes nothing.</summary>
public abstract record CatalogRequirement
{
    private CatalogRequirement()
    {
    }

    /// <summary>The principal still exists; else the commit is denied.</summary>
    /// <param name="Principal">The principal on whose behalf the statement runs.</param>
    public sealed record PrincipalExists(Principal Principal) : CatalogRequirement;

    /// <summary>The project has not been dropped; else it is not found.</summary>
    /// <param name="Project">The project as it was read.</param>
    public sealed record ProjectExists(Project Project) : CatalogRequirement;

    /// <summary>
    /// Who may do what in a project is still what the decisions of the statement were based on (I5); else there is a conflict. A revoke that
    /// commits first wins.
    /// </summary>
    /// <param name="Security">The security on which the statement decided.</param>
    public sealed record SecurityUnchanged(ProjectSecurity Security) : CatalogRequirement;

    /// <summary>
    /// The table has not been dropped since it was read, though it may have changed; else there is a conflict. Enough for the source of a
    /// clone, which shows one snapshot of it.
    /// </summary>
    /// <param name="Table">The table as it was read.</param>
    public sealed record TableExists(CatalogTable Table) : CatalogRequirement;

    /// <summary>The table has neither changed nor been dropped since it was read; else there is a conflict.</summary>
    /// <param name="Table">The table as it was read.</param>
    public sealed record TableUnchanged(CatalogTable Table) : CatalogRequirement;

    /// <summary>
    /// Nothing that a statement has read or written since it began may have been collected; else there is a conflict, and the statement must
    /// be run again. It fails only for a statement that outlasts the grace period of a collection without being a running job.
    /// </summary>
    /// <param name="StartedAt">When the statement began, UTC.</param>
    public sealed record NotCollectedSince(DateTimeOffset StartedAt) : CatalogRequirement;
}
