using Ramet.Errors;
using Ramet.Sql.Parsing;
using Ramet.Sql.Types;

namespace Ramet.Sql.Binding;

/// <summary>The errors of the binder, worded as MaxCompute words them.</summary>
internal static class BindingErrors
{
    public static RametException ColumnNotFound(string name, SourceSpan span, IEnumerable<string> candidates) =>
        Semantic($"column {name} cannot be resolved", span, HintOf(name, candidates));

    public static RametException FunctionNotFound(string name, SourceSpan span, IEnumerable<string> candidates) =>
        Functions.FunctionReference.WhyMissing(name) is { } why
            ? Unsupported($"the function {name}", span, why)
            : Semantic($"function or view '{name}' cannot be resolved", span, HintOf(name, candidates));

    public static RametException Semantic(string detail, SourceSpan span, string? hint = null) =>
        new(ErrorCode.SemanticError, ErrorKind.User, detail, span, hint);

    public static RametException ArgumentCount(string function, string needed, int actual, SourceSpan span) =>
        new(ErrorCode.WrongArgumentCount, ErrorKind.User, $"function {function} needs {needed}, actually have {actual}", span);

    public static RametException ArgumentType(DataType actual, int position, string function, string expected, SourceSpan span) =>
        Type(
            $"invalid type {actual.ToSql()} of argument {position} for function {function}, expect {expected}", span,
            "Convert the argument with CAST.");

    public static RametException OperandTypes(string symbol, DataType left, DataType right, SourceSpan span) =>
        Type($"invalid types {left.ToSql()} and {right.ToSql()} for the operator {symbol}", span, "Convert one of the operands with CAST.");

    public static RametException Type(string detail, SourceSpan span, string hint) =>
        new(ErrorCode.InvalidArgumentType, ErrorKind.User, detail, span, hint);

    public static RametException PartitionKey(string detail, SourceSpan span, string? hint = null) =>
        new(ErrorCode.InvalidPartitionKey, ErrorKind.User, detail, span, hint);

    public static RametException NotImplicit(DataType from, DataType to, SourceSpan span) =>
        new(ErrorCode.IllegalImplicitCast, ErrorKind.User, $"{from.ToSql()} is not converted to {to.ToSql()} by itself", span,
            $"Write CAST(... AS {to.ToSql()}).");

    /// <summary>What is wrong inside of a view, said where the view is named.</summary>
    public static RametException InView(TableSymbol view, RametException error, SourceSpan span) => error.Kind is ErrorKind.User or ErrorKind.NotFound
        ? InvalidView(view, error.Detail, span)
        : error.MovedTo(span);

    public static RametException InvalidView(TableSymbol view, string detail, SourceSpan span) => new(
        ErrorCode.InvalidView, ErrorKind.User, $"view {view} cannot be read: {detail}", span,
        $"SHOW CREATE TABLE {view} shows its query; CREATE OR REPLACE VIEW gives it another one.");

    public static RametException ColumnCount(int given, int needed, SourceSpan span) => Semantic(
        $"wrong columns count {given} in data source, requires {needed} columns (includes dynamic partitions if any)", span);

    public static RametException IncompatibleColumn(string source, DataType type, ColumnSymbol column, SourceSpan span) => Semantic(
        $"column {source} in source has incompatible type {type.ToSql()} "
        + $"with destination column {column.Name}, which has type {column.Type.ToSql()}", span,
        $"Write CAST(... AS {column.Type.ToSql()}).");

    public static RametException Unsupported(string what, SourceSpan span, string? hint = null) => Semantic($"{what} is not supported", span, hint);

    // A single letter is near to every other one.
    private static string? HintOf(string name, IEnumerable<string> candidates) =>
        name.Length > 1 && Spelling.Nearest(name, candidates) is { } nearest ? $"Did you mean {nearest}?" : null;
}
