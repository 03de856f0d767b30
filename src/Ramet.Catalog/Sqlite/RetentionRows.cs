using Ramet.Catalog.Tables;

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
}
