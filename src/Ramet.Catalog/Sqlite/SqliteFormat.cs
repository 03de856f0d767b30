using System.Reflection;
using Ramet.Access;
using Ramet.Errors;

namespace Ramet.Catalog.Sqlite;

/// <summary>
/// The format of the database: numbered migrations, embedded as SQL files, that make each version from the one before.
/// <c>PRAGMA user_version</c> says which one a file has, <c>PRAGMA application_id</c> that it is a catalog at all.
/// </summary>
internal static class SqliteFormat
{
    /// <summary>The letters "RAME".</summary>
    private const int ApplicationId = 0x52414D45;

    private static readonly string[] Migrations = Assembly.GetExecutingAssembly().GetManifestResourceNames()
        .Where(static name => name.EndsWith(".sql", StringComparison.Ordinal))
        .Order(StringComparer.Ordinal)
        .ToArray();

    /// <summary>The version that this program writes, and the highest that it can read.</summary>
    public static int NewestVersion => Migrations.Length;

    /// <summary>Makes sure that the database has the newest version: creates it when it is empty, upgrades it when it is older.</summary>
    /// <param name="session">A connection to the database.</param>
    /// <param name="databasePath">Its path, for errors.</param>
    /// <param name="rootUri">The root that a new warehouse remembers.</param>
    /// <param name="now">The time of creation, UTC.</param>
    /// <exception cref="RametException">
    /// The file is of another program or of a newer version (kind <see cref="ErrorKind.Environment"/>).
    /// </exception>
    public static void Prepare(SqliteSession session, string databasePath, Uri rootUri, DateTimeOffset now)
    {
        // At one moment: between two reads another process may create the warehouse, and half of that looks like a foreign file.
        if (session.ReadAtOneMoment(moment => ReadVersion(moment, databasePath)) == NewestVersion)
            return;

        session.ExecuteScript("PRAGMA journal_mode = WAL");
        session.Write(transaction =>
        {
            // Again, because by now another process may have been faster.
            var version = ReadVersion(transaction, databasePath);
            foreach (var migration in Migrations.Skip(version))
                transaction.ExecuteScript(ReadResource(migration));
            if (version == 0)
                FillNewWarehouse(transaction, rootUri, now);
            transaction.ExecuteScript($"PRAGMA user_version = {NewestVersion}; PRAGMA application_id = {ApplicationId}");
            return NewestVersion;
        });
    }

    private static int ReadVersion(SqliteSession session, string databasePath)
    {
        var version = (int)(session.QueryNumber("PRAGMA user_version") ?? 0);
        var applicationId = session.QueryNumber("PRAGMA application_id");
        var isEmpty = version == 0 && session.QueryNumber("SELECT count(*) FROM sqlite_schema") == 0;
        if (applicationId != ApplicationId && !isEmpty)
            throw NotACatalog(databasePath);
        return version <= NewestVersion ? version : throw TooNew(databasePath, version);
    }

    private static void FillNewWarehouse(SqliteSession session, Uri rootUri, DateTimeOffset now)
    {
        session.Execute(
            "INSERT INTO warehouse (id, root_uri, created_ms) VALUES (1, $root, $now)",
            ("$root", rootUri.AbsoluteUri),
            ("$now", now.ToColumn()));
        PrincipalRows.Insert(session, Principal.Administrator, now);
    }

    private static string ReadResource(string name)
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream(name)
            ?? throw new InvalidOperationException($"The assembly lacks its resource {name}.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }

    private static RametException NotACatalog(string databasePath) => new(
        ErrorCode.StorageError,
        ErrorKind.Environment,
        $"the file '{databasePath}' is a database of another program, not a catalog",
        hint: "Choose another warehouse directory, or move the file away to create a new warehouse.");

    private static RametException TooNew(string databasePath, int version) => new(
        ErrorCode.StorageError,
        ErrorKind.Environment,
        $"the catalog '{databasePath}' has format {version}, but this version of ramet knows formats up to {NewestVersion} only",
        hint: "Upgrade ramet to the version that wrote the warehouse, or a later one.");
}
