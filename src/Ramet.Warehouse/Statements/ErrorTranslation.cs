using Ramet.DuckDb;
using Ramet.Errors;
using Ramet.Sql.Binding;

namespace Ramet.Warehouse.Statements;

/// <summary>Turns what goes wrong below a statement into the one error type of users.</summary>
internal static class ErrorTranslation
{
    private const string DepthExceeded = "Max expression depth limit";
    private const int DiskFullErrno = 28; // ENOSPC
    private const int DiskFullWin32 = unchecked((int)0x80070070); // ERROR_DISK_FULL

    /// <summary>The error that the user gets; never null, so that no exception ends the session.</summary>
    /// <param name="exception">What went wrong.</param>
    /// <param name="cancellationToken">Whether the statement was cancelled.</param>
    /// <param name="query">The query that was run, for the place of a wrong value; null when there is none.</param>
    public static RametException Of(Exception exception, CancellationToken cancellationToken, BoundQuery? query = null) => exception switch
    {
        RametException error => error,
        OperationCanceledException => Cancelled(exception),
        DuckDbException when cancellationToken.IsCancellationRequested => Cancelled(exception),
        DuckDbException error => OfEngine(error, query),
        IOException { HResult: DiskFullErrno or DiskFullWin32 } => DiskFull(exception),
        IOException or UnauthorizedAccessException => Storage(exception.Message, exception),
        _ => Defect(exception.Message, exception),
    };

    private static RametException OfEngine(DuckDbException error, BoundQuery? query) => error.ErrorType switch
    {
        DuckDbErrorType.Conversion or DuckDbErrorType.MismatchType => EngineErrors.OfValue(error, ErrorCode.IllegalCast, query),
        DuckDbErrorType.OutOfRange or DuckDbErrorType.Decimal => EngineErrors.OfValue(error, ErrorCode.DataOverflow, query),
        DuckDbErrorType.InvalidInput or DuckDbErrorType.InvalidType => EngineErrors.OfValue(error, ErrorCode.InvalidArguments, query),
        // Constants are already checked when the engine plans a query, by errors of other classes.
        _ when EngineErrors.IsKnown(error.Detail) => EngineErrors.OfValue(error, ErrorCode.InvalidArguments, query),
        DuckDbErrorType.Parser or DuckDbErrorType.Binder when error.Detail.StartsWith(DepthExceeded, StringComparison.Ordinal) => new(
            ErrorCode.ParseException,
            ErrorKind.Limit,
            "too deep expression: with all that its functions and conversions stand for, the statement nests deeper than the query engine allows",
            hint: "Compute inner parts of the expression in a subquery or a common table expression, or write it with fewer functions within each other.",
            cause: error),
        DuckDbErrorType.OutOfMemory or DuckDbErrorType.ObjectSize => new(
            ErrorCode.BufferOverflow,
            ErrorKind.Limit,
            FirstLine(error.Detail),
            hint: "Give the warehouse more memory or a larger disk for what it spills, or let the query do less at once.",
            cause: error),
        DuckDbErrorType.Interrupt => Cancelled(error),
        DuckDbErrorType.Io or DuckDbErrorType.Serialization or DuckDbErrorType.LibraryMissing => error.Message.Contains("No space left", StringComparison.OrdinalIgnoreCase)
            ? DiskFull(error)
            : Storage(FirstLine(error.Detail), error),
        _ => Defect(FirstLine(error.Detail), error),
    };

    private static RametException Cancelled(Exception cause) =>
        new(ErrorCode.Cancelled, ErrorKind.Cancelled, "the statement was cancelled and has changed nothing", cause: cause);

    private static RametException DiskFull(Exception cause) => new(
        ErrorCode.StorageError,
        ErrorKind.Limit,
        $"the disk is full: {FirstLine(cause.Message)}",
        hint: "Free space on the disk of the warehouse and repeat the statement; it has changed nothing.",
        cause: cause);

    private static RametException Storage(string detail, Exception cause) =>
        new(ErrorCode.StorageError, ErrorKind.Environment, detail, cause: cause);

    private static RametException Defect(string detail, Exception cause) => new(
        ErrorCode.InternalError,
        ErrorKind.Defect,
        FirstLine(detail),
        hint: "This is a defect of Ramet; the statement has changed nothing. Please report it with the statement.",
        cause: cause);

    private static string FirstLine(string text) => text.Split('\n', 2)[0].TrimEnd();
}
