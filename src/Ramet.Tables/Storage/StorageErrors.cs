using Ramet.Errors;

namespace Ramet.Tables.Storage;

/// <summary>Turns what the file system says into errors that name the file and the next step.</summary>
internal static class StorageErrors
{
    public static void Guard(string verb, string path, Action action) => Guard(verb, path, () =>
    {
        action();
        return true;
    });

    public static T Guard<T>(string verb, string path, Func<T> action)
    {
        try
        {
            return action();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw Translate(verb, path, e);
        }
    }

    private static RametException Translate(string verb, string path, Exception cause) => cause switch
    {
        FileNotFoundException or DirectoryNotFoundException => Error(
            ErrorKind.Environment,
            $"file '{path}' is missing",
            "Restore it from a backup: files of a warehouse must not be deleted or moved one by one.",
            cause),
        UnauthorizedAccessException => Error(
            ErrorKind.Environment,
            $"no permission to {verb} '{path}'",
            "Run as the owner of the warehouse directory, or change its permissions.",
            cause),
        IOException { HResult: var code } when IsDiskFull(code) => Error(
            ErrorKind.Limit,
            $"the disk is full: cannot {verb} '{path}'",
            "Free some space and run the statement again; nothing was changed.",
            cause),
        _ => Error(ErrorKind.Environment, $"cannot {verb} '{path}': {cause.Message}", hint: null, cause),
    };

    // The CLR passes on errno on Unix (ENOSPC, EDQUOT of Linux and of macOS) and an HRESULT on Windows (ERROR_DISK_FULL,
    // ERROR_HANDLE_DISK_FULL).
    private static bool IsDiskFull(int code) => code is 28 or 122 or 69 or unchecked((int)0x80070070) or unchecked((int)0x80070027);

    private static RametException Error(ErrorKind kind, string detail, string? hint, Exception cause) =>
        new(ErrorCode.StorageError, kind, detail, hint: hint, cause: cause);
}
