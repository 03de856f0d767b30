using Microsoft.Data.Sqlite;
using Ramet.Catalog.Commits;
using Ramet.Catalog.Functions;
using Ramet.Catalog.Projects;
using Ramet.Errors;

namespace Ramet.Catalog.Sqlite;

/// <summary>Functions in the table <c>sql_function</c>.</summary>
internal static class FunctionRows
{
    private const string Columns = "id, project_id, name, owner, definition, settings, created_ms, changed_ms, version";

    public static SqlFunction? Find(SqliteSession session, ProjectId project, string name) => session.QueryFirst(
        $"SELECT {Columns} FROM sql_function WHERE project_id = $project AND name = $name",
        Map,
        ("$project", project.Value),
        ("$name", name));

    public static List<SqlFunction> List(SqliteSession session, ProjectId project) => session.Query(
        $"SELECT {Columns} FROM sql_function WHERE project_id = $project ORDER BY name", Map, ("$project", project.Value));

    public static void Insert(SqliteSession session, CatalogChange.CreateFunction create, DateTimeOffset now)
    {
        if (!ProjectRows.Exists(session, create.Project.Id))
            throw ProjectRows.NotFound(create.Project.Name);
        ObjectNames.Check("function", create.Name);
        if (Find(session, create.Project.Id, create.Name) is not null)
        {
            throw new RametException(
                ErrorCode.DdlTaskFailed,
                ErrorKind.User,
                $"function {create.Project.Name}.{create.Name} already exists",
                hint: "Choose another name, drop the function, or write OR REPLACE or IF NOT EXISTS.");
        }
        session.Execute(
            """
            INSERT INTO sql_function (project_id, name, owner, definition, settings, created_ms, changed_ms, version)
            VALUES ($project, $name, $owner, $definition, $settings, $now, $now, 1)
            """,
            ("$project", create.Project.Id.Value),
            ("$name", create.Name),
            ("$owner", create.Owner.ToString()),
            ("$definition", create.Definition.Text),
            ("$settings", create.Definition.Settings),
            ("$now", now.ToColumn()));
    }

    public static void Replace(SqliteSession session, SqlFunction function, FunctionDefinition definition, DateTimeOffset now)
    {
        var replaced = session.Execute(
            """
            UPDATE sql_function SET definition = $definition, settings = $settings, changed_ms = $now, version = version + 1
            WHERE id = $id AND version = $version
            """,
            ("$definition", definition.Text),
            ("$settings", definition.Settings),
            ("$now", now.ToColumn()),
            ("$id", function.Id),
            ("$version", function.Version));
        if (replaced == 0)
            throw Conflict(function);
    }

    public static void Delete(SqliteSession session, SqlFunction function)
    {
        var deleted = session.Execute(
            "DELETE FROM sql_function WHERE id = $id AND version = $version", ("$id", function.Id), ("$version", function.Version));
        if (deleted == 0)
            throw Conflict(function);
    }

    private static RametException Conflict(SqlFunction function) => new(
        ErrorCode.ConcurrentChange,
        ErrorKind.Conflict,
        $"function {function.Name} was replaced or dropped by another statement meanwhile; nothing was changed",
        hint: "Run the statement again.");

    private static SqlFunction Map(SqliteDataReader row) => new()
    {
        Id = row.GetInt64(0),
        Project = new ProjectId(row.GetInt64(1)),
        Name = row.GetString(2),
        Owner = row.GetPrincipal(3),
        Definition = new FunctionDefinition(row.GetString(4), row.GetString(5)),
        CreatedAt = row.GetTime(6),
        ChangedAt = row.GetTime(7),
        Version = row.GetInt64(8),
    };
}
