using Microsoft.Data.Sqlite;
using Ramet.Access;
using Ramet.Catalog.Accounts;
using Ramet.Errors;

namespace Ramet.Catalog.Sqlite;

/// <summary>Access keys in the table <c>access_key</c>.</summary>
internal static class AccessKeyRows
{
    public static AccessKey? Find(SqliteSession session, string id) => session.QueryFirst(
        "SELECT id, principal, secret, created_ms FROM access_key WHERE id = $id",
        Map,
        ("$id", id));

    public static List<AccessKey> List(SqliteSession session, Principal? principal) => session.Query(
        "SELECT id, principal, secret, created_ms FROM access_key WHERE $principal IS NULL OR principal = $principal ORDER BY created_ms, id",
        Map,
        ("$principal", principal?.ToString()));

    public static void Insert(SqliteSession session, AccessKey key, DateTimeOffset now)
    {
        if (PrincipalRows.Find(session, key.Principal) is null)
            throw PrincipalRows.NotFound(key.Principal);
        session.Execute(
            "INSERT INTO access_key (id, principal, secret, created_ms) VALUES ($id, $principal, $secret, $now)",
            ("$id", key.Id),
            ("$principal", key.Principal.ToString()),
            ("$secret", key.EncryptedSecret.ToArray()),
            ("$now", now.ToColumn()));
    }

    public static void Delete(SqliteSession session, string id)
    {
        if (session.Execute("DELETE FROM access_key WHERE id = $id", ("$id", id)) == 0)
            throw new RametException(ErrorCode.InvalidParameter, ErrorKind.NotFound, $"access key '{id}' does not exist", hint: "LIST ACCESS KEYS; shows them.");
    }

    private static AccessKey Map(SqliteDataReader row) =>
        new(row.GetString(0), row.GetPrincipal(1), row.GetFieldValue<byte[]>(2), row.GetTime(3));
}
