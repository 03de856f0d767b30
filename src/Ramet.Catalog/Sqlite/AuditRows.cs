using Microsoft.Data.Sqlite;
using Ramet.Catalog.Audit;

namespace Ramet.Catalog.Sqlite;

/// <summary>Decisions in the append-only table <c>audit</c>.</summary>
internal static class AuditRows
{
    public static void Insert(SqliteSession session, AuditEntry entry, DateTimeOffset now) => session.Execute(
        """
        INSERT INTO audit (recorded_ms, principal, statement_kind, object_name, project_name, is_allowed, detail)
        VALUES ($now, $principal, $kind, $object, $project, $allowed, $detail)
        """,
        ("$now", now.ToColumn()),
        ("$principal", entry.Principal.ToString()),
        ("$kind", entry.StatementKind),
        ("$object", entry.ObjectName),
        ("$project", entry.ProjectName),
        ("$allowed", entry.IsAllowed),
        ("$detail", entry.Detail));

    public static List<AuditRecord> List(SqliteSession session, AuditFilter filter) => session.Query(
        """
        SELECT id, recorded_ms, principal, statement_kind, object_name, project_name, is_allowed, detail FROM audit
        WHERE ($principal IS NULL OR principal = $principal)
            AND ($project IS NULL OR project_name = $project)
            AND ($object IS NULL OR object_name = $object COLLATE NOCASE)
            AND ($allowed IS NULL OR is_allowed = $allowed)
        ORDER BY id DESC LIMIT $limit
        """,
        Map,
        ("$principal", filter.Principal?.ToString()),
        ("$project", filter.ProjectName),
        ("$object", filter.ObjectName),
        ("$allowed", filter.IsAllowed),
        ("$limit", filter.Limit));

    private static AuditRecord Map(SqliteDataReader row) => new(
        row.GetInt64(0),
        row.GetTime(1),
        new AuditEntry
        {
            Principal = row.GetPrincipal(2),
            StatementKind = row.GetString(3),
            ObjectName = row.GetText(4),
            ProjectName = row.GetText(5),
            IsAllowed = row.GetBoolean(6),
            Detail = row.GetText(7),
        });
}
