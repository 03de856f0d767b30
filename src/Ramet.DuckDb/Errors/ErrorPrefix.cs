using System.Collections.Frozen;

namespace Ramet.DuckDb;

/// <summary>
/// The engine's messages begin with the name of their class: <c>Catalog Error: ...</c>. While statements are prepared and databases opened,
/// the C API hands out only this text, so the class is read from it.
/// </summary>
internal static class ErrorPrefix
{
    private const string Separator = " Error: ";

    // The names of EXCEPTION_MAP in duckdb/src/common/exception.cpp.
    private static readonly FrozenDictionary<string, DuckDbErrorType> Types = new Dictionary<string, DuckDbErrorType>
    {
        ["Invalid"] = DuckDbErrorType.Invalid,
        ["Out of Range"] = DuckDbErrorType.OutOfRange,
        ["Conversion"] = DuckDbErrorType.Conversion,
        ["Unknown Type"] = DuckDbErrorType.UnknownType,
        ["Decimal"] = DuckDbErrorType.Decimal,
        ["Mismatch Type"] = DuckDbErrorType.MismatchType,
        ["Divide by Zero"] = DuckDbErrorType.DivideByZero,
        ["Object Size"] = DuckDbErrorType.ObjectSize,
        ["Invalid type"] = DuckDbErrorType.InvalidType,
        ["Serialization"] = DuckDbErrorType.Serialization,
        ["TransactionContext"] = DuckDbErrorType.Transaction,
        ["Not implemented"] = DuckDbErrorType.NotImplemented,
        ["Expression"] = DuckDbErrorType.Expression,
        ["Catalog"] = DuckDbErrorType.Catalog,
        ["Parser"] = DuckDbErrorType.Parser,
        ["Binder"] = DuckDbErrorType.Binder,
        ["Planner"] = DuckDbErrorType.Planner,
        ["Scheduler"] = DuckDbErrorType.Scheduler,
        ["Executor"] = DuckDbErrorType.Executor,
        ["Constraint"] = DuckDbErrorType.Constraint,
        ["Index"] = DuckDbErrorType.Index,
        ["Stat"] = DuckDbErrorType.Statistics,
        ["Connection"] = DuckDbErrorType.Connection,
        ["Syntax"] = DuckDbErrorType.Syntax,
        ["Settings"] = DuckDbErrorType.Settings,
        ["Optimizer"] = DuckDbErrorType.Optimizer,
        ["NullPointer"] = DuckDbErrorType.NullPointer,
        ["IO"] = DuckDbErrorType.Io,
        ["INTERRUPT"] = DuckDbErrorType.Interrupt,
        ["FATAL"] = DuckDbErrorType.Fatal,
        ["INTERNAL"] = DuckDbErrorType.Internal,
        ["Invalid Input"] = DuckDbErrorType.InvalidInput,
        ["Out of Memory"] = DuckDbErrorType.OutOfMemory,
        ["Permission"] = DuckDbErrorType.Permission,
        ["Parameter Not Resolved"] = DuckDbErrorType.ParameterNotResolved,
        ["Parameter Not Allowed"] = DuckDbErrorType.ParameterNotAllowed,
        ["Dependency"] = DuckDbErrorType.Dependency,
        ["Missing Extension"] = DuckDbErrorType.MissingExtension,
        ["HTTP"] = DuckDbErrorType.Http,
        ["Extension Autoloading"] = DuckDbErrorType.Autoload,
        ["Sequence"] = DuckDbErrorType.Sequence,
        ["Invalid Configuration"] = DuckDbErrorType.InvalidConfiguration,
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>
    /// Takes the class's name off a message; a message without one is <see cref="DuckDbErrorType.Invalid"/> and stays whole.
    /// </summary>
    public static (DuckDbErrorType Type, string Detail) Split(string message)
    {
        var end = message.IndexOf(Separator, StringComparison.Ordinal);
        return end >= 0 && Types.TryGetValue(message[..end], out var type)
            ? (type, message[(end + Separator.Length)..])
            : (DuckDbErrorType.Invalid, message);
    }
}
