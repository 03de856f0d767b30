using System.Collections.Concurrent;
using Ramet.Access;
using Ramet.Catalog.Projects;

namespace Ramet.Catalog.Sqlite;

/// <summary>
/// The securities of projects that were read or written lately. Whether one is up to date is told by its version, which every reading of
/// the project brings along. Thread-safe.
/// </summary>
internal sealed class SecurityCache
{
    /// <summary>How many are kept; when there are more, all are forgotten: they are read again at the cost of one query each.</summary>
    private const int ProjectsMax = 1_000;

    private readonly ConcurrentDictionary<long, ProjectSecurity> byProject = new();

    /// <summary>The security of a project in this version or a later one; null when there is none in memory.</summary>
    public ProjectSecurity? Find(ProjectId project, long version) =>
        byProject.TryGetValue(project.Value, out var security) && security.Version >= version ? security : null;

    /// <summary>Remembers a security; does nothing when a later one is already here.</summary>
    public void Put(ProjectSecurity security)
    {
        if (byProject.Count >= ProjectsMax)
            byProject.Clear();
        byProject.AddOrUpdate(security.Project.Id, security, (_, known) => known.Version > security.Version ? known : security);
    }
}
