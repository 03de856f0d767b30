using Ramet.Access;
using Ramet.Catalog.Projects;
using Ramet.Errors;

namespace Ramet.Catalog.Sqlite;

/// <summary>Who may do what in projects, in the table <c>security_entry</c>, with a version in the row of the project.</summary>
internal static class SecurityRows
{
    /// <summary>The version of a project's security; null when the project was dropped.</summary>
    public static long? Version(SqliteSession session, ProjectId project) =>
        session.QueryNumber("SELECT security_version FROM project WHERE id = $id AND dropped_ms IS NULL", ("$id", project.Value));

    /// <summary>The security of a project as of this transaction: from memory when it has not changed.</summary>
    public static ProjectSecurity Find(SqliteSession session, Project project, SecurityCache securities)
    {
        var version = Version(session, project.Id) ?? throw ProjectRows.NotFound(project.Name);
        if (securities.Find(project.Id, version) is { } known && known.Version == version)
            return known;
        var security = Load(session, project, version);
        securities.Put(security);
        return security;
    }

    /// <summary>Stores what a change made of a security.</summary>
    /// <returns>The security with its new version.</returns>
    public static ProjectSecurity Write(SqliteSession session, SecurityTransition transition)
    {
        var project = transition.After.Project;
        foreach (var (entry, isDeletion) in transition.Edits)
        {
            if (isDeletion)
                Delete(session, project, entry);
            else
                Put(session, project, entry);
        }
        var version = transition.After.Version + 1;
        session.Execute(
            "UPDATE project SET security_version = $version WHERE id = $id",
            ("$version", version),
            ("$id", project.Id));
        return transition.After with { Version = version };
    }

    /// <summary>The error for a security that somebody changed since it was read.</summary>
    public static RametException Conflict(ProjectSecurity security) => new(
        ErrorCode.ConcurrentChange,
        ErrorKind.Conflict,
        $"permissions in project {security.Project.Name} were changed by another statement",
        hint: "Repeat the statement.");

    private static ProjectSecurity Load(SqliteSession session, Project project, long version)
    {
        var empty = new ProjectSecurity
        {
            Project = new SecuredProject(project.Id.Value, project.Name, project.Owner),
            Version = version,
        };
        if (version == 0)
            return empty;
        var entries = session.Query(
            "SELECT kind, value FROM security_entry WHERE project_id = $project",
            static row => SecurityEntryJson.Read(row.GetString(0), row.GetString(1)),
            ("$project", project.Id.Value));
        return entries.Aggregate(empty, static (security, entry) => security.With(entry));
    }

    private static void Put(SqliteSession session, SecuredProject project, SecurityEntry entry) => session.Execute(
        """
        INSERT INTO security_entry (project_id, kind, key, value) VALUES ($project, $kind, $key, $value)
        ON CONFLICT DO UPDATE SET value = $value
        """,
        ("$project", project.Id),
        ("$kind", SecurityEntryJson.KindOf(entry)),
        ("$key", entry.Key),
        ("$value", SecurityEntryJson.Write(entry)));

    private static void Delete(SqliteSession session, SecuredProject project, SecurityEntry entry) => session.Execute(
        "DELETE FROM security_entry WHERE project_id = $project AND kind = $kind AND key = $key",
        ("$project", project.Id),
        ("$kind", SecurityEntryJson.KindOf(entry)),
        ("$key", entry.Key));
}
