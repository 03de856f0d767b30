using Ramet.Catalog.Projects;
using Ramet.Catalog.Retention;
using Ramet.Catalog.Tables;
using Ramet.Tables.Snapshots;

namespace Ramet.Catalog.Sqlite;

/// <summary>
/// What happens to rows whose time is over. A snapshot or dropped table first expires: nobody can begin to use it any more. Its snapshots
/// are forgotten later, when those who began before have ended; only then are its files no longer reachable.
/// </summary>
internal static class RetentionRows
{
    /// <summary>Lets a dropped table expire with all of its snapshots; of a table that exists, all snapshots but the current one.</summary>
    public static void Purge(SqliteSession session, TableId table, DateTimeOffset now)
    {
        session.Execute(
            "UPDATE catalog_table SET purged_ms = $now WHERE id = $id AND dropped_ms IS NOT NULL AND purged_ms IS NULL",
            ("$id", table.Value),
            ("$now", now.ToColumn()));
        session.Execute(
            """
            UPDATE snapshot SET expired_ms = $now
            WHERE table_id = $id AND expired_ms IS NULL
                AND id IS NOT (SELECT current_snapshot_id FROM catalog_table WHERE id = $id AND purged_ms IS NULL)
            """,
            ("$id", table.Value),
            ("$now", now.ToColumn()));
    }

    /// <summary>Lets everything of a dropped project expire.</summary>
    public static void Expire(SqliteSession session, ProjectId project, DateTimeOffset now) => Expire(session, project, DateTimeOffset.MaxValue, now);

    /// <summary>Lets expire what was replaced or dropped until a time. A snapshot is replaced when the next one of its table was made.</summary>
    public static void Expire(SqliteSession session, ProjectId project, DateTimeOffset keptSince, DateTimeOffset now)
    {
        session.Execute(
            """
            UPDATE catalog_table SET purged_ms = $now
            WHERE project_id = $project AND dropped_ms IS NOT NULL AND purged_ms IS NULL AND dropped_ms <= $kept
            """,
            ("$project", project.Value),
            ("$kept", keptSince.ToColumn()),
            ("$now", now.ToColumn()));
        session.Execute(
            """
            UPDATE snapshot SET expired_ms = $now
            WHERE expired_ms IS NULL AND table_id IN (SELECT id FROM catalog_table WHERE project_id = $project AND purged_ms = $now)
            """,
            ("$project", project.Value),
            ("$now", now.ToColumn()));
        ExpireReplaced(session, "dropped_ms IS NULL", project, keptSince, now);
        ExpireReplaced(session, "dropped_ms IS NOT NULL AND purged_ms IS NULL", project, keptSince, now);
    }

    /// <summary>Statements that began before this time may have lost what they read or wrote: UTC milliseconds, 0 before the first collection.</summary>
    public static long Horizon(SqliteSession session) => session.QueryNumber("SELECT collected_ms FROM warehouse") ?? 0;

    public static void RaiseHorizon(SqliteSession session, DateTimeOffset before, DateTimeOffset now) => session.Execute(
        """
        UPDATE warehouse SET collected_ms = max(
            collected_ms,
            min(
                $before,
                coalesce((SELECT min(coalesce(started_ms, submitted_ms)) FROM job WHERE finished_ms IS NULL), $before),
                coalesce($transfer, $before)))
        """,
        ("$before", before.ToColumn()),
        ("$transfer", TransferRows.OldestOpen(session, now)));

    /// <summary>
    /// Removes snapshots that expired before the horizon. Of a purged table remains a row without a state: it keeps the id from being used
    /// again. Its labels, which were kept for the case that it is restored, go.
    /// </summary>
    public static void ForgetExpired(SqliteSession session)
    {
        session.Execute("DELETE FROM snapshot WHERE expired_ms < (SELECT collected_ms FROM warehouse)");
        session.Execute(
            """
            DELETE FROM security_entry WHERE kind = 'label' AND key IN (
                SELECT 'table:' || id FROM catalog_table WHERE purged_ms < (SELECT collected_ms FROM warehouse) AND state <> '')
            """);
        session.Execute("UPDATE catalog_table SET state = '' WHERE purged_ms < (SELECT collected_ms FROM warehouse) AND state <> ''");
    }

    /// <summary>How many snapshots a collection with this horizon forgets.</summary>
    public static long CountForgettable(SqliteSession session, DateTimeOffset horizon) =>
        session.QueryNumber("SELECT count(*) FROM snapshot WHERE expired_ms < $horizon", ("$horizon", horizon.ToColumn())) ?? 0;

    /// <summary>A page of the snapshots whose files are reachable under a horizon, in the order of table and snapshot.</summary>
    public static List<SnapshotFile> ListReachable(SqliteSession session, SnapshotFile? after, DateTimeOffset horizon, int limit) => session.Query(
        """
        SELECT table_id, id, manifest_list FROM snapshot
        WHERE (table_id, id) > ($table, $id) AND (expired_ms IS NULL OR expired_ms >= $horizon)
        ORDER BY table_id, id LIMIT $limit
        """,
        static row => new SnapshotFile(new TableId(row.GetInt64(0)), new SnapshotId(row.GetInt64(1)), row.GetString(2)),
        ("$table", after?.Table.Value ?? 0),
        ("$id", after?.Snapshot.Value ?? 0),
        ("$horizon", horizon.ToColumn()),
        ("$limit", limit));

    /// <summary>The tables that exist or can be restored.</summary>
    public static List<Guid> ListTables(SqliteSession session) =>
        session.Query("SELECT uuid FROM catalog_table WHERE purged_ms IS NULL", static row => Guid.Parse(row.GetString(0)));

    private static void ExpireReplaced(SqliteSession session, string tables, ProjectId project, DateTimeOffset keptSince, DateTimeOffset now) =>
        session.Execute(
            $"""
            UPDATE snapshot SET expired_ms = $now
            WHERE (table_id, id) IN (
                SELECT table_id, id FROM (
                    SELECT s.table_id, s.id, s.expired_ms,
                        LEAD(s.committed_ms) OVER (PARTITION BY s.table_id ORDER BY s.sequence_number) AS replaced_ms
                    FROM catalog_table t JOIN snapshot s ON s.table_id = t.id
                    WHERE t.project_id = $project AND t.{tables})
                WHERE expired_ms IS NULL AND replaced_ms <= $kept)
            """,
            ("$project", project.Value),
            ("$kept", keptSince.ToColumn()),
            ("$now", now.ToColumn()));
}
