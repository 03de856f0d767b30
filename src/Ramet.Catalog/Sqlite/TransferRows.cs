using Microsoft.Data.Sqlite;
using Ramet.Catalog.Tables;
using Ramet.Catalog.Transfers;
using Ramet.Errors;
using Ramet.Tables.Snapshots;

namespace Ramet.Catalog.Sqlite;

/// <summary>Sessions of uploads and downloads in the table <c>transfer_session</c>, and the blocks of uploads in <c>upload_block</c>.</summary>
internal static class TransferRows
{
    private const string Columns =
        "id, kind, owner, table_id, partition, is_overwrite, snapshot_id, schema_id, rows, created_ms, expires_ms, closed_ms, revision";

    private const string BlockColumns = "number, file_count, record_count, files";

    public static TransferSession? Find(SqliteSession session, string id) =>
        session.QueryFirst($"SELECT {Columns} FROM transfer_session WHERE id = $id", Map, ("$id", id));

    public static List<TransferSession> ListExpired(SqliteSession session, DateTimeOffset before) => session.Query(
        $"SELECT {Columns} FROM transfer_session WHERE expires_ms < $before ORDER BY expires_ms", Map, ("$before", before.ToColumn()));

    public static List<UploadBlock> ListBlocks(SqliteSession session, string id) => session.Query(
        $"SELECT {BlockColumns} FROM upload_block WHERE session_id = $id ORDER BY number", MapBlock, ("$id", id));

    public static UploadBlock? FindBlock(SqliteSession session, string id, long number) => session.QueryFirst(
        $"SELECT {BlockColumns} FROM upload_block WHERE session_id = $id AND number = $number", MapBlock, ("$id", id), ("$number", number));

    /// <summary>When the oldest open session began, in UTC milliseconds; null when none is open.</summary>
    public static long? OldestOpen(SqliteSession session, DateTimeOffset now) => session.QueryNumber(
        "SELECT min(created_ms) FROM transfer_session WHERE closed_ms IS NULL AND expires_ms > $now", ("$now", now.ToColumn()));

    public static void Insert(SqliteSession session, TransferSession opened) => session.Execute(
        $"""
        INSERT INTO transfer_session ({Columns})
        VALUES ($id, $kind, $owner, $table, $partition, $overwrite, $snapshot, $schema, $rows, $created, $expires, NULL, 0)
        """,
        ("$id", opened.Id),
        ("$kind", opened.Kind.ToString()),
        ("$owner", opened.Owner.ToString()),
        ("$table", opened.Table.Value),
        ("$partition", opened.Partition),
        ("$overwrite", opened.IsOverwrite ? 1 : 0),
        ("$snapshot", opened.Snapshot?.Value),
        ("$schema", opened.SchemaId),
        ("$rows", opened.Rows),
        ("$created", opened.CreatedAt.ToColumn()),
        ("$expires", opened.ExpiresAt.ToColumn()));

    /// <summary>Adds a block, or replaces the one of its number.</summary>
    public static void PutBlock(SqliteSession session, string id, UploadBlock block, DateTimeOffset now)
    {
        CountBlock(session, id, now);
        WriteBlock(session, id, block);
    }

    /// <summary>Adds a block behind all others: blocks are counted, and the count is its number.</summary>
    public static void AppendBlock(SqliteSession session, string id, UploadBlock block, DateTimeOffset now)
    {
        CountBlock(session, id, now);
        var count = session.QueryNumber("SELECT revision FROM transfer_session WHERE id = $id", ("$id", id))!.Value; // it was just counted
        WriteBlock(session, id, block with { Number = count });
    }

    /// <summary>Removes a session that is open, with its blocks.</summary>
    public static void Abandon(SqliteSession session, string id, DateTimeOffset now)
    {
        var removed = session.Execute(
            "DELETE FROM transfer_session WHERE id = $id AND closed_ms IS NULL AND expires_ms > $now", ("$id", id), ("$now", now.ToColumn()));
        if (removed == 0)
            throw NotOpen(session, id);
    }

    /// <summary>Ends a session that is open and has had so many blocks, which need not be kept any more.</summary>
    public static void Close(SqliteSession session, string id, long revision, DateTimeOffset now)
    {
        var closed = session.Execute(
            "UPDATE transfer_session SET closed_ms = $now WHERE id = $id AND closed_ms IS NULL AND expires_ms > $now AND revision = $revision",
            ("$id", id),
            ("$revision", revision),
            ("$now", now.ToColumn()));
        if (closed == 0)
            throw NotOpen(session, id);
    }

    /// <summary>Removes sessions that ended by themselves, with their blocks.</summary>
    public static void Forget(SqliteSession session, DateTimeOffset expiredBefore) =>
        session.Execute("DELETE FROM transfer_session WHERE expires_ms < $before", ("$before", expiredBefore.ToColumn()));

    private static void CountBlock(SqliteSession session, string id, DateTimeOffset now)
    {
        var counted = session.Execute(
            "UPDATE transfer_session SET revision = revision + 1 WHERE id = $id AND closed_ms IS NULL AND expires_ms > $now",
            ("$id", id),
            ("$now", now.ToColumn()));
        if (counted == 0)
            throw NotOpen(session, id);
    }

    private static void WriteBlock(SqliteSession session, string id, UploadBlock block) => session.Execute(
        $"INSERT OR REPLACE INTO upload_block (session_id, {BlockColumns}) VALUES ($id, $number, $count, $rows, $files)",
        ("$id", id),
        ("$number", block.Number),
        ("$count", block.FileCount),
        ("$rows", block.RecordCount),
        ("$files", block.Files.ToArray()));

    private static RametException NotOpen(SqliteSession session, string id) => Find(session, id) is null
        ? new RametException(ErrorCode.InvalidParameter, ErrorKind.NotFound, $"there is no tunnel session '{id}'", hint: "Begin a new session.")
        : new RametException(
            ErrorCode.ConcurrentChange,
            ErrorKind.Conflict,
            $"tunnel session '{id}' was closed, has expired, or got another block meanwhile; nothing was changed",
            hint: "Ask for the state of the session.");

    private static UploadBlock MapBlock(SqliteDataReader row) => new(row.GetInt64(0), row.GetInt32(1), row.GetInt64(2), row.GetFieldValue<byte[]>(3));

    private static TransferSession Map(SqliteDataReader row) => new()
    {
        Id = row.GetString(0),
        Kind = row.GetEnum<TransferKind>(1),
        Owner = row.GetPrincipal(2),
        Table = new TableId(row.GetInt64(3)),
        Partition = row.GetText(4),
        IsOverwrite = row.GetInt64(5) != 0,
        Snapshot = row.IsDBNull(6) ? null : new SnapshotId(row.GetInt64(6)),
        SchemaId = row.GetInt32(7),
        Rows = row.GetInt64(8),
        CreatedAt = row.GetTime(9),
        ExpiresAt = row.GetTime(10),
        ClosedAt = row.GetOptionalTime(11),
        Revision = row.GetInt64(12),
    };
}
