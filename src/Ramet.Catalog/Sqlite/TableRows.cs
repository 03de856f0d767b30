using Microsoft.Data.Sqlite;
using Ramet.Access;
using Ramet.Catalog.Commits;
using Ramet.Catalog.Projects;
using Ramet.Catalog.Tables;
using Ramet.Errors;
using Ramet.Tables;
using Ramet.Tables.Metadata;
using Ramet.Tables.Snapshots;

namespace Ramet.Catalog.Sqlite;

/// <summary>Tables in <c>catalog_table</c>, which holds their state, and <c>snapshot</c>, which holds their history.</summary>
internal static class TableRows
{
    private const string TableColumns =
        "t.id, t.name, t.kind, t.owner, t.created_ms, t.definition_changed_ms, t.data_changed_ms, t.version, t.dropped_ms";

    /// <summary>No name begins with it, and it is greater than every other character.</summary>
    private const string GreatestCharacter = "\U0010FFFF";

    private const string SnapshotColumns = "s.id, s.parent_id, s.sequence_number, s.committed_ms, s.schema_id, s.manifest_list, s.summary";

    /// <summary>
    /// Finds a table. The row is small and indexed; the state is read only when it is not in the cache, while the query is still open
    /// and so sees the same moment.
    /// </summary>
    public static CatalogTable? Find(SqliteSession session, TableName name, TableStateCache states) => session.QueryFirst(
        $"""
        SELECT {ProjectRows.Columns}, {TableColumns}
        FROM project p JOIN catalog_table t ON t.project_id = p.id
        WHERE p.name = $project AND p.dropped_ms IS NULL AND t.name = $table AND t.dropped_ms IS NULL
        """,
        row => Map(session, row, states),
        ("$project", name.Project),
        ("$table", name.Table));

    /// <summary>Finds a table in the recycle bin of a project.</summary>
    public static CatalogTable? FindDropped(SqliteSession session, ProjectId project, Guid uuid, TableStateCache states) => session.QueryFirst(
        $"""
        SELECT {ProjectRows.Columns}, {TableColumns}
        FROM project p JOIN catalog_table t ON t.project_id = p.id
        WHERE p.id = $project AND p.dropped_ms IS NULL AND t.uuid = $uuid AND t.dropped_ms IS NOT NULL AND t.purged_ms IS NULL
        """,
        row => Map(session, row, states),
        ("$project", project.Value),
        ("$uuid", uuid.ToString()));

    /// <summary>Lists tables. A page is found through the index of names, wherever it begins.</summary>
    public static List<TableListing> List(SqliteSession session, ProjectId project, TableFilter filter) => session.Query(
        $"""
        SELECT id, name, kind, owner, created_ms, uuid, dropped_ms FROM catalog_table
        WHERE project_id = $project AND {Condition(filter.Standing)}
            AND name >= $from AND name < $end AND +name > $after
            AND ($pattern IS NULL OR name LIKE $pattern ESCAPE '\')
            AND ($owner IS NULL OR owner = $owner)
            AND ($kind IS NULL OR kind = $kind)
        ORDER BY name, id LIMIT $limit
        """,
        static row => new TableListing(
            new TableId(row.GetInt64(0)), row.GetString(1), row.GetEnum<TableKind>(2), row.GetPrincipal(3), row.GetTime(4))
        {
            Uuid = Guid.Parse(row.GetString(5)),
            DroppedAt = row.GetOptionalTime(6),
        },
        ("$project", project.Value),
        ("$from", FirstName(filter)),
        ("$end", filter.NamePrefix + GreatestCharacter),
        ("$after", filter.After ?? ""),
        ("$pattern", filter.NamePattern is { } pattern ? LikePattern(pattern) : null),
        ("$owner", filter.Owner?.ToString()),
        ("$kind", filter.Kind?.ToString()),
        ("$limit", filter.Limit));

    public static List<Snapshot> ListSnapshots(SqliteSession session, TableId table) => session.Query(
        $"SELECT {SnapshotColumns} FROM snapshot s WHERE s.table_id = $table AND s.expired_ms IS NULL ORDER BY s.sequence_number, s.committed_ms",
        row => MapSnapshot(row, firstColumn: 0, table),
        ("$table", table.Value));

    /// <summary>A snapshot, whether it has expired or not.</summary>
    public static Snapshot? FindSnapshot(SqliteSession session, TableId table, SnapshotId id) => session.QueryFirst(
        $"SELECT {SnapshotColumns} FROM snapshot s WHERE s.table_id = $table AND s.id = $id",
        row => MapSnapshot(row, firstColumn: 0, table),
        ("$table", table.Value),
        ("$id", id.Value));

    public static bool Exists(SqliteSession session, TableId id) =>
        session.QueryNumber("SELECT 1 FROM catalog_table WHERE id = $id AND dropped_ms IS NULL", ("$id", id.Value)) is not null;

    /// <summary>Whether the table is as it was read.</summary>
    public static bool IsUnchanged(SqliteSession session, CatalogTable table) => session.QueryNumber(
        "SELECT 1 FROM catalog_table WHERE id = $id AND version = $version AND dropped_ms IS NULL",
        ("$id", table.Id.Value),
        ("$version", table.Version)) is not null;

    public static TableId Insert(SqliteSession session, CatalogChange.CreateTable change, DateTimeOffset now)
    {
        ObjectNames.Check("table", change.Name);
        var id = session.QueryNumber(
            """
            INSERT INTO catalog_table (uuid, project_id, name, kind, owner, created_ms, definition_changed_ms, data_changed_ms,
                version, current_snapshot_id, state)
            SELECT $uuid, p.id, $name, $kind, o.name, $now, $now, $now, 1, $snapshot, $state
            FROM project p, principal o
            WHERE p.id = $project AND p.dropped_ms IS NULL AND o.name = $owner
            ON CONFLICT DO NOTHING
            RETURNING id
            """,
            ("$uuid", change.Metadata.TableUuid.ToString()),
            ("$name", change.Name),
            ("$kind", change.Kind.ToString()),
            ("$now", now.ToColumn()),
            ("$snapshot", change.Metadata.CurrentSnapshotId?.Value),
            ("$state", TableStateJson.Write(change.Metadata)),
            ("$project", change.Project.Id.Value),
            ("$owner", change.Owner.ToString()));
        var table = new TableId(id ?? throw WhyNotInserted(session, change));
        foreach (var snapshot in change.Metadata.Snapshots)
            InsertSnapshot(session, table, snapshot);
        return table;
    }

    public static void ReplaceState(SqliteSession session, CatalogChange.ReplaceTableState change, DateTimeOffset now)
    {
        var (table, metadata, aspects) = change;
        var replaced = session.Execute(
            """
            UPDATE catalog_table
            SET version = version + 1, definition_changed_ms = $definition, data_changed_ms = $data, current_snapshot_id = $snapshot,
                state = $state
            WHERE id = $id AND version = $version AND dropped_ms IS NULL
            """,
            ("$definition", (aspects.HasFlag(TableAspects.Definition) ? now : table.DefinitionChangedAt).ToColumn()),
            ("$data", (aspects.HasFlag(TableAspects.Data) ? now : table.DataChangedAt).ToColumn()),
            ("$snapshot", metadata.CurrentSnapshotId?.Value),
            ("$state", TableStateJson.Write(metadata)),
            ("$id", table.Id.Value),
            ("$version", table.Version));
        if (replaced == 0)
            throw Conflict(table);
        foreach (var snapshot in metadata.Snapshots.Where(snapshot => table.Metadata.FindSnapshot(snapshot.Id) is null))
            InsertSnapshot(session, table.Id, snapshot);
    }

    public static void Rename(SqliteSession session, CatalogTable table, string newName, DateTimeOffset now)
    {
        ObjectNames.Check("table", newName);
        var renamed = session.Execute(
            """
            UPDATE OR IGNORE catalog_table SET version = version + 1, name = $name, definition_changed_ms = $now
            WHERE id = $id AND version = $version AND dropped_ms IS NULL
            """,
            ("$name", newName),
            ("$now", now.ToColumn()),
            ("$id", table.Id.Value),
            ("$version", table.Version));
        if (renamed == 0)
            throw IsUnchanged(session, table) ? NameTaken(table.Project, newName) : Conflict(table);
    }

    public static void ChangeOwner(SqliteSession session, CatalogTable table, Principal newOwner, DateTimeOffset now)
    {
        var changed = session.Execute(
            """
            UPDATE catalog_table SET version = version + 1, owner = o.name, definition_changed_ms = $now
            FROM principal o
            WHERE o.name = $owner AND catalog_table.id = $id AND version = $version AND dropped_ms IS NULL
            """,
            ("$owner", newOwner.ToString()),
            ("$now", now.ToColumn()),
            ("$id", table.Id.Value),
            ("$version", table.Version));
        if (changed == 0)
            throw PrincipalRows.Find(session, newOwner) is null ? PrincipalRows.NotFound(newOwner) : Conflict(table);
    }

    public static void MarkDropped(SqliteSession session, CatalogTable table, DateTimeOffset now)
    {
        var dropped = session.Execute(
            """
            UPDATE catalog_table SET version = version + 1, dropped_ms = $now
            WHERE id = $id AND version = $version AND dropped_ms IS NULL
            """,
            ("$now", now.ToColumn()),
            ("$id", table.Id.Value),
            ("$version", table.Version));
        if (dropped == 0)
            throw Conflict(table);
    }

    public static void Restore(SqliteSession session, CatalogTable table, string name, DateTimeOffset now)
    {
        ObjectNames.Check("table", name);
        var restored = session.Execute(
            $"""
            UPDATE OR IGNORE catalog_table SET version = version + 1, dropped_ms = NULL, name = $name, definition_changed_ms = $now
            WHERE id = $id AND version = $version AND {Condition(TableStanding.Dropped)}
            """,
            ("$name", name),
            ("$now", now.ToColumn()),
            ("$id", table.Id.Value),
            ("$version", table.Version));
        if (restored > 0)
            return;
        var isStillDropped = session.QueryNumber(
            $"SELECT 1 FROM catalog_table WHERE id = $id AND version = $version AND {Condition(TableStanding.Dropped)}",
            ("$id", table.Id.Value),
            ("$version", table.Version)) is not null;
        throw isStillDropped ? NameTaken(table.Project, name) : Conflict(table);
    }

    /// <summary>The error for a table that somebody else changed or dropped since it was read.</summary>
    public static RametException Conflict(CatalogTable table) => new(
        ErrorCode.ConcurrentChange,
        ErrorKind.Conflict,
        $"table {table.FullName} was changed or dropped by another statement",
        hint: "Repeat the statement.");

    private static void InsertSnapshot(SqliteSession session, TableId table, Snapshot snapshot) => session.Execute(
        """
        INSERT INTO snapshot (table_id, id, parent_id, sequence_number, committed_ms, schema_id, manifest_list, summary)
        VALUES ($table, $id, $parent, $sequence, $committed, $schema, $list, $summary)
        """,
        ("$table", table.Value),
        ("$id", snapshot.Id.Value),
        ("$parent", snapshot.ParentId?.Value),
        ("$sequence", snapshot.SequenceNumber),
        ("$committed", snapshot.TimestampMs),
        ("$schema", snapshot.SchemaId),
        ("$list", snapshot.ManifestList),
        ("$summary", SnapshotJson.WriteSummary(snapshot.Summary)));

    private static RametException WhyNotInserted(SqliteSession session, CatalogChange.CreateTable change)
    {
        if (!ProjectRows.Exists(session, change.Project.Id))
            return ProjectRows.NotFound(change.Project.Name);
        return PrincipalRows.Find(session, change.Owner) is null
            ? PrincipalRows.NotFound(change.Owner)
            : NameTaken(change.Project, change.Name);
    }

    private static RametException NameTaken(Project project, string name) => new(
        ErrorCode.TableAlreadyExists,
        ErrorKind.User,
        $"{new TableName(project.Name, name)} already exists",
        hint: "Choose another name, or drop the table first.");

    private static CatalogTable Map(SqliteSession session, SqliteDataReader row, TableStateCache states)
    {
        const int FirstColumn = ProjectRows.ColumnCount;
        var project = ProjectRows.Map(row);
        var id = new TableId(row.GetInt64(FirstColumn));
        var version = row.GetInt64(FirstColumn + 7);
        return new CatalogTable
        {
            Id = id,
            Project = project,
            Name = row.GetString(FirstColumn + 1),
            Kind = row.GetEnum<TableKind>(FirstColumn + 2),
            Owner = row.GetPrincipal(FirstColumn + 3),
            CreatedAt = row.GetTime(FirstColumn + 4),
            DefinitionChangedAt = row.GetTime(FirstColumn + 5),
            DataChangedAt = row.GetTime(FirstColumn + 6),
            DroppedAt = row.GetOptionalTime(FirstColumn + 8),
            Version = version,
            Metadata = states.GetOrAdd(id, version, () => LoadState(session, id)),
        };
    }

    private static TableMetadata LoadState(SqliteSession session, TableId table) =>
        session.QueryFirst(
            $"""
            SELECT t.state, {SnapshotColumns}
            FROM catalog_table t LEFT JOIN snapshot s ON s.table_id = t.id AND s.id = t.current_snapshot_id
            WHERE t.id = $id
            """,
            row => TableStateJson.Read(row.GetString(0), MapCurrentSnapshot(row, table), $"the state of table {table.Value}"),
            ("$id", table.Value))
        ?? throw new InvalidOperationException($"Table {table.Value} vanished within one read.");

    private static ValueList<Snapshot> MapCurrentSnapshot(SqliteDataReader row, TableId table) =>
        row.IsDBNull(1) ? [] : [MapSnapshot(row, firstColumn: 1, table)];

    private static Snapshot MapSnapshot(SqliteDataReader row, int firstColumn, TableId table) => new()
    {
        Id = new SnapshotId(row.GetInt64(firstColumn)),
        ParentId = row.IsDBNull(firstColumn + 1) ? null : new SnapshotId(row.GetInt64(firstColumn + 1)),
        SequenceNumber = row.GetInt64(firstColumn + 2),
        TimestampMs = row.GetInt64(firstColumn + 3),
        SchemaId = row.IsDBNull(firstColumn + 4) ? null : row.GetInt32(firstColumn + 4),
        ManifestList = row.GetString(firstColumn + 5),
        Summary = SnapshotJson.ReadSummary(row.GetString(firstColumn + 6), $"the snapshot summary of table {table.Value}"),
    };

    private static string Condition(TableStanding standing) => standing switch
    {
        TableStanding.Existing => "dropped_ms IS NULL",
        TableStanding.Dropped => "dropped_ms IS NOT NULL AND purged_ms IS NULL",
    };

    /// <summary>From where the index of names is read: the end of the previous page, or the first name that a wanted one can have.</summary>
    private static string FirstName(TableFilter filter)
    {
        var prefix = filter.NamePrefix ?? "";
        return filter.After is { } after && after.StartsWith(prefix, StringComparison.OrdinalIgnoreCase) ? after : prefix;
    }

    /// <summary>The LIKE pattern of a pattern in which only <c>*</c> is special.</summary>
    private static string LikePattern(string pattern) => pattern
        .Replace(@"\", @"\\", StringComparison.Ordinal)
        .Replace("%", @"\%", StringComparison.Ordinal)
        .Replace("_", @"\_", StringComparison.Ordinal)
        .Replace('*', '%');
}
