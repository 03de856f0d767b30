using Ramet.Access;

namespace Ramet.Catalog.Projects;

/// <summary>A project: the namespace that holds tables, and the unit of ownership.</summary>
/// <param name="Id">Identifies the project.</param>
/// <param name="Definition">Name, owner and everything else that was said about it.</param>
/// <param name="CreatedAt">When it was created, UTC.</param>
public sealed record Project(ProjectId Id, ProjectDefinition Definition, DateTimeOffset CreatedAt)
{
    /// <summary>The name, written as when the project was created.</summary>
    public string Name => Definition.Name;

    /// <summary>The account that owns the project.</summary>
    public Principal Owner => Definition.Owner;

    /// <summary>Counts the changes of who may do what in the project, from 0; see <see cref="ICatalog.FindSecurity"/>.</summary>
    public long SecurityVersion { get; init; }

    /// <summary>How others name the project for ever.</summary>
    public ProjectReference Reference => new(Id.Value, Name);
}
