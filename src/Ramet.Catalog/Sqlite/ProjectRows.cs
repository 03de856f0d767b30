using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.Data.Sqlite;
using Ramet.Access;
using Ramet.Catalog.Commits;
using Ramet.Catalog.Projects;
using Ramet.Errors;

namespace Ramet.Catalog.Sqlite;

/// <summary>Projects in the table <c>project</c>.</summary>
internal static partial class ProjectRows
{
    /// <summary>The columns that <see cref="Map"/> reads, of a project called <c>p</c> in the query.</summary>
    public const string Columns =
        "p.id, p.name, p.owner, p.region, p.storage_class, p.time_zone, p.comment, p.properties, p.created_ms, p.security_version";

    /// <summary>The number of <see cref="Columns"/>.</summary>
    public const int ColumnCount = 10;

    private const string NoProperties = "{}";
    private const int NamesInErrorMax = 3;

    public static Project? Find(SqliteSession session, string name) => session.QueryFirst(
        $"SELECT {Columns} FROM project p WHERE p.name = $name AND p.dropped_ms IS NULL",
        Map,
        ("$name", name));

    public static List<Project> List(SqliteSession session) =>
        session.Query($"SELECT {Columns} FROM project p WHERE p.dropped_ms IS NULL ORDER BY p.name", Map);

    public static bool Exists(SqliteSession session, ProjectId id) =>
        session.QueryNumber("SELECT 1 FROM project WHERE id = $id AND dropped_ms IS NULL", ("$id", id.Value)) is not null;

    public static void Insert(SqliteSession session, ProjectDefinition definition, DateTimeOffset now)
    {
        ObjectNames.Check("project", definition.Name);
        if (definition.Owner.Kind != PrincipalKind.Account)
            throw OwnerIsNoAccount(definition);
        if (PrincipalRows.Find(session, definition.Owner) is null)
            throw PrincipalRows.NotFound(definition.Owner);

        var inserted = session.Execute(
            """
            INSERT INTO project (name, owner, region, storage_class, time_zone, comment, properties, created_ms)
            VALUES ($name, $owner, $region, $storage_class, $time_zone, $comment, $properties, $now)
            ON CONFLICT DO NOTHING
            """,
            ("$name", definition.Name),
            ("$owner", definition.Owner.ToString()),
            ("$region", definition.Region),
            ("$storage_class", definition.StorageClass.ToString()),
            ("$time_zone", definition.TimeZone),
            ("$comment", definition.Comment),
            ("$properties", WriteProperties(definition.Properties)),
            ("$now", now.ToColumn()));
        if (inserted == 0)
            throw new RametException(ErrorCode.DdlTaskFailed, ErrorKind.User, $"project '{definition.Name}' already exists");
    }

    public static void MarkDropped(SqliteSession session, Project project, DateTimeOffset now)
    {
        var dropped = session.Execute(
            """
            UPDATE project SET dropped_ms = $now
            WHERE id = $id AND dropped_ms IS NULL
                AND NOT EXISTS (SELECT 1 FROM catalog_table WHERE project_id = $id AND dropped_ms IS NULL)
                AND NOT EXISTS (SELECT 1 FROM sql_function WHERE project_id = $id)
            """,
            ("$id", project.Id.Value),
            ("$now", now.ToColumn()));
        if (dropped == 0)
            throw Exists(session, project.Id) ? NotEmpty(session, project) : NotFound(project.Name);
        RetentionRows.Expire(session, project.Id, now); // nobody can restore its dropped tables any more
    }

    public static void SetProperties(SqliteSession session, Project project, IReadOnlyDictionary<string, string?> changes)
    {
        var present = session.QueryFirst(
            "SELECT properties FROM project WHERE id = $id AND dropped_ms IS NULL",
            static row => ReadProperties(row.GetString(0)),
            ("$id", project.Id.Value)) ?? throw NotFound(project.Name);
        foreach (var (name, value) in changes)
        {
            if (value is null)
                present.Remove(name);
            else
                present[name] = value;
        }
        session.Execute(
            "UPDATE project SET properties = $properties WHERE id = $id",
            ("$properties", WriteProperties(present)),
            ("$id", project.Id.Value));
    }

    /// <summary>The error for a project that does not exist, or no longer.</summary>
    public static RametException NotFound(string name) => new(ErrorCode.ProjectNotFound, ErrorKind.NotFound, $"'{name}'");

    /// <summary>Maps <see cref="Columns"/>.</summary>
    public static Project Map(SqliteDataReader row) => new(
        new ProjectId(row.GetInt64(0)),
        new ProjectDefinition
        {
            Name = row.GetString(1),
            Owner = row.GetPrincipal(2),
            Region = row.GetString(3),
            StorageClass = row.GetEnum<StorageClass>(4),
            TimeZone = row.GetString(5),
            Comment = row.GetText(6),
            Properties = ReadProperties(row.GetString(7)),
        },
        row.GetTime(8))
    {
        SecurityVersion = row.GetInt64(9),
    };

    private static RametException OwnerIsNoAccount(ProjectDefinition definition) => new(
        ErrorCode.DdlTaskFailed,
        ErrorKind.User,
        $"project '{definition.Name}' cannot be owned by the RAM user {definition.Owner}",
        hint: $"Only accounts own projects; name {definition.Owner.Account} as the owner.");

    private static RametException NotEmpty(SqliteSession session, Project project)
    {
        var tables = NamesIn(session, project, "catalog_table WHERE dropped_ms IS NULL");
        return tables.Count > 0
            ? NotEmpty(project, "tables", tables)
            : NotEmpty(project, "functions", NamesIn(session, project, "sql_function WHERE true"));
    }

    private static List<string> NamesIn(SqliteSession session, Project project, string objects) => session.Query(
        $"SELECT name FROM {objects} AND project_id = $id ORDER BY name LIMIT $limit",
        static row => row.GetString(0),
        ("$id", project.Id.Value),
        ("$limit", NamesInErrorMax + 1));

    private static RametException NotEmpty(Project project, string objects, List<string> names)
    {
        var more = names.Count > NamesInErrorMax ? ", ..." : "";
        return new RametException(
            ErrorCode.DdlTaskFailed,
            ErrorKind.User,
            $"project '{project.Name}' still holds {objects}: {string.Join(", ", names.Take(NamesInErrorMax))}{more}",
            hint: $"Drop its {objects} first.");
    }

    private static string WriteProperties(IReadOnlyDictionary<string, string> properties) => properties.Count == 0
        ? NoProperties
        : JsonSerializer.Serialize(new Dictionary<string, string>(properties), PropertiesJson.Default.DictionaryStringString);

    private static Dictionary<string, string> ReadProperties(string json) => json == NoProperties
        ? []
        : JsonSerializer.Deserialize(json, PropertiesJson.Default.DictionaryStringString) ?? [];

    [JsonSerializable(typeof(Dictionary<string, string>))]
    private sealed partial class PropertiesJson : JsonSerializerContext;
}
