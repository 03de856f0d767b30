using Microsoft.Data.Sqlite;
using Ramet.Access;
using Ramet.Catalog.Accounts;
using Ramet.Errors;

namespace Ramet.Catalog.Sqlite;

/// <summary>Accounts, RAM users and RAM roles in the table <c>principal</c>.</summary>
internal static class PrincipalRows
{
    public static RegisteredPrincipal? Find(SqliteSession session, Principal principal) => session.QueryFirst(
        "SELECT name, created_ms FROM principal WHERE name = $name",
        Map,
        ("$name", principal.ToString()));

    public static List<RegisteredPrincipal> List(SqliteSession session) =>
        session.Query("SELECT name, created_ms FROM principal ORDER BY name", Map);

    public static void Insert(SqliteSession session, Principal principal, DateTimeOffset now)
    {
        var isOfAccount = principal.Kind != PrincipalKind.Account;
        if (isOfAccount && Find(session, principal.Account) is null)
            throw NotFound(principal.Account);

        var inserted = session.Execute(
            "INSERT INTO principal (name, account, created_ms) VALUES ($name, $account, $now) ON CONFLICT DO NOTHING",
            ("$name", principal.ToString()),
            ("$account", isOfAccount ? principal.Account.ToString() : null),
            ("$now", now.ToColumn()));
        if (inserted == 0)
            throw new RametException(ErrorCode.DdlTaskFailed, ErrorKind.User, $"{principal} already exists");
    }

    /// <summary>The error for a principal that was named and does not exist.</summary>
    public static RametException NotFound(Principal principal) => new(
        ErrorCode.DdlTaskFailed,
        ErrorKind.NotFound,
        $"{principal} does not exist",
        hint: principal.Kind == PrincipalKind.Account
            ? $"The administrator creates it with CREATE ACCOUNT {principal};"
            : $"Its account or the administrator creates it with CREATE RAM USER {principal};");

    /// <summary>The error for a principal that is to become a user of a project and that the warehouse does not know.</summary>
    public static RametException Invalid(Principal principal) =>
        new(ErrorCode.InvalidParameter, ErrorKind.NotFound, $"Invalid account Name {principal}", hint: NotFound(principal).Hint);

    private static RegisteredPrincipal Map(SqliteDataReader row) => new(row.GetPrincipal(0), row.GetTime(1));
}
