using Microsoft.Data.Sqlite;
using Ramet.Errors;
using SQLitePCL;

namespace Ramet.Catalog.Sqlite;

/// <summary>Says in the user's words what SQLite reports about the catalog's file.</summary>
internal static class SqliteErrors
{
    /// <summary>The error that a user sees in place of SQLite's.</summary>
    /// <param name="error">SQLite's error.</param>
    /// <param name="databasePath">The path of the catalog's file.</param>
    public static RametException Translate(SqliteException error, string databasePath) => error.SqliteErrorCode switch
    {
        raw.SQLITE_BUSY or raw.SQLITE_LOCKED => new RametException(
            ErrorCode.ConcurrentChange,
            ErrorKind.Conflict,
            $"the catalog '{databasePath}' is kept busy by other processes",
            hint: "Repeat the statement when they have finished.",
            cause: error),
        raw.SQLITE_FULL => new RametException(
            ErrorCode.StorageError,
            ErrorKind.Limit,
            $"the disk that holds the catalog '{databasePath}' is full; nothing was changed",
            hint: "Free some space and repeat the statement.",
            cause: error),
        raw.SQLITE_READONLY or raw.SQLITE_PERM or raw.SQLITE_AUTH => Environment(
            error,
            $"the catalog '{databasePath}' cannot be written",
            "Give yourself write permission on the file and its directory, or choose another warehouse directory."),
        raw.SQLITE_CANTOPEN => Environment(
            error,
            $"the catalog '{databasePath}' cannot be opened",
            "Check that its directory exists and that you may read and write in it, or choose another warehouse directory."),
        raw.SQLITE_NOTADB => Environment(
            error,
            $"the file '{databasePath}' is not a catalog",
            "Choose another warehouse directory, or move the file away to create a new warehouse."),
        raw.SQLITE_CORRUPT => Environment(
            error,
            $"the catalog '{databasePath}' is damaged ({error.Message})",
            "Restore the warehouse directory from a backup, or try 'sqlite3 catalog.db .recover'."),
        raw.SQLITE_IOERR => Environment(
            error,
            $"reading or writing the catalog '{databasePath}' failed ({error.Message})",
            "Check the disk; the catalog needs a local file system with working locks."),
        _ => new RametException(
            ErrorCode.InternalError,
            ErrorKind.Defect,
            $"the catalog '{databasePath}' reported: {error.Message}",
            cause: error),
    };

    private static RametException Environment(SqliteException error, string detail, string hint) =>
        new(ErrorCode.StorageError, ErrorKind.Environment, detail, hint: hint, cause: error);
}
