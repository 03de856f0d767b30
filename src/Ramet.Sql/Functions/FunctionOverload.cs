using System.Collections.Immutable;

namespace Ramet.Sql.Functions;

/// <summary>What a function computes its result from.</summary>
internal enum FunctionKind
{
    /// <summary>The arguments of one row.</summary>
    Scalar,

    /// <summary>The rows of a group, or of a window.</summary>
    Aggregate,

    /// <summary>The rows of a window; OVER is required.</summary>
    Window,

    /// <summary>The arguments of one row, giving any number of rows.</summary>
    Table,
}

/// <summary>
/// One way to call a built-in function: which arguments, which result, and how the engine is asked for it.
/// </summary>
/// <param name="Kind">What the result is computed from.</param>
/// <param name="Name">The function's name, in lower case.</param>
/// <param name="Parameters">The parameters in order.</param>
/// <param name="Results">The type of the result; for a table function its columns.</param>
/// <param name="Engine">
/// A function or macro of the engine that takes the same arguments, or, with braces, a text around them: <c>{0}</c> is the first
/// argument, <c>{*}</c> all of them between commas, <c>{*sep}</c> all of them between <c>sep</c>, <c>{T}</c> the engine's type of the
/// result.
/// </param>
internal sealed record FunctionOverload(
    FunctionKind Kind,
    string Name,
    ImmutableArray<FunctionParameter> Parameters,
    ImmutableArray<FunctionResult> Results,
    string Engine)
{
    /// <summary>The definition that this was read from; see <see cref="SignatureParser"/> for its form.</summary>
    public string Signature { get; init; } = "";

    /// <summary>The type of the one result.</summary>
    public FunctionResult Result => Results[0];

    /// <summary>True when two calls with the same arguments may differ, as with RAND.</summary>
    public bool IsVolatile { get; init; }

    /// <summary>
    /// For aggregates: a text around the finished call, where <c>{0}</c> is the call and its OVER clause, and <c>{1}</c> the first argument.
    /// Null for none.
    /// </summary>
    public string? Finish { get; init; }

    /// <summary>For aggregates: rows whose first argument is NULL are left out, although the engine's function takes them.</summary>
    public bool SkipsNull { get; init; }

    /// <summary>For aggregates in windows: the frame without a frame clause counts rows, not peers, outside of Hive's mode.</summary>
    public bool HasRowFrame { get; init; }

    /// <summary>True or false when the overload exists only with or without <c>odps.sql.hive.compatible</c>; null when always.</summary>
    public bool? InHiveMode { get; init; }

    /// <summary>The smallest number of arguments.</summary>
    public int ArgumentsMin => Parameters.Count(parameter => parameter.Presence == ParameterPresence.Required);

    /// <summary>The greatest number of arguments; null when there is no limit.</summary>
    public int? ArgumentsMax => Parameters is [.., { Presence: ParameterPresence.Repeated }] ? null : Parameters.Length;

    /// <summary>Whether a call may have so many arguments.</summary>
    public bool Takes(int argumentCount) => argumentCount >= ArgumentsMin && argumentCount <= (ArgumentsMax ?? int.MaxValue);

    /// <summary>The parameter for an argument, by its position from 0.</summary>
    public FunctionParameter ParameterAt(int argumentIndex) => Parameters[Math.Min(argumentIndex, Parameters.Length - 1)];
}

/// <summary>A parameter of a function.</summary>
/// <param name="Type">The types that are taken.</param>
/// <param name="Presence">Whether and how often it is written.</param>
/// <param name="IsConstant">True when the argument must be known while the statement is compiled.</param>
internal sealed record FunctionParameter(TypePattern Type, ParameterPresence Presence, bool IsConstant);

/// <summary>How often an argument is written.</summary>
internal enum ParameterPresence
{
    /// <summary>Once.</summary>
    Required,

    /// <summary>Once or not at all.</summary>
    Optional,

    /// <summary>Any number of times, also none; only for the last parameter.</summary>
    Repeated,
}

/// <summary>The type of a result, or of one column of a table function's rows.</summary>
/// <param name="ColumnName">The column's name; null for the result of other functions.</param>
/// <param name="Type">The type, over the variables of the parameters.</param>
/// <param name="Rule">How the type follows from the one that <paramref name="Type"/> gives.</param>
internal sealed record FunctionResult(string? ColumnName, TypePattern Type, ResultRule Rule);

/// <summary>Types of results that are neither fixed nor the type of an argument.</summary>
internal enum ResultRule
{
    /// <summary>The type of the pattern itself.</summary>
    Same,

    /// <summary>The type of a sum: BIGINT for integers, DOUBLE for FLOAT, ten more digits for DECIMAL.</summary>
    Sum,

    /// <summary>The type of an average: DOUBLE, or DECIMAL with four more digits.</summary>
    Average,

    /// <summary>DECIMAL without its fraction, BIGINT for other numbers.</summary>
    Whole,
}
