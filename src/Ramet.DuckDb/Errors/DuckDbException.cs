using Ramet.DuckDb.Interop;

namespace Ramet.DuckDb;

/// <summary>An error of the engine.</summary>
public sealed class DuckDbException : Exception
{
    internal DuckDbException(DuckDbErrorType type, string message)
        : base(message)
    {
        ErrorType = type;
    }

    /// <summary>The class of the error, by which callers tell what happened.</summary>
    public DuckDbErrorType ErrorType { get; }

    /// <summary>
    /// The message without the name of its class: <c>Table with name t does not exist!</c> where <see cref="Exception.Message"/> reads
    /// <c>Catalog Error: Table with name t does not exist!</c>. Errors of the parser and binder end with the line of the SQL text and a
    /// caret.
    /// </summary>
    public string Detail => ErrorPrefix.Split(Message).Detail;

    /// <summary>An error of which the C API gives nothing but the text.</summary>
    internal static DuckDbException FromText(string? text)
    {
        var message = text ?? "The engine gave no message.";
        return new DuckDbException(ErrorPrefix.Split(message).Type, message);
    }

    internal static DuckDbException FromResult(ResultHandle result) =>
        new(NativeMethods.ResultErrorType(result), NativeText.Borrowed(NativeMethods.ResultError(result)) ?? "The engine gave no message.");

    internal static DuckDbException FromAppender(AppenderHandle appender)
    {
        using var error = NativeMethods.AppenderErrorData(appender);
        var message = NativeText.Borrowed(NativeMethods.ErrorDataMessage(error)) ?? "The engine gave no message.";
        return new DuckDbException(NativeMethods.ErrorDataType(error), message);
    }
}
