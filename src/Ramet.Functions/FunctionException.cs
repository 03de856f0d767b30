using Ramet.Errors;

namespace Ramet.Functions;

/// <summary>Ends a call of a managed function: an argument is wrong.</summary>
/// <param name="code">MaxCompute's code.</param>
/// <param name="detail">What was expected and what was found, without the name of the function.</param>
internal sealed class FunctionException(ErrorCode code, string detail) : Exception(detail)
{
    /// <summary>The text by which the error passes through the engine; see <see cref="Ramet.Sql.Functions.FunctionErrors"/>.</summary>
    public string TextFor(string function) => Sql.Functions.FunctionErrors.Write(code, function, Message);

    /// <summary>An argument has a value that the function does not take.</summary>
    public static FunctionException Invalid(string detail) => new(ErrorCode.InvalidArguments, detail);

    /// <summary>An argument lies outside of its range.</summary>
    public static FunctionException OutOfRange(string detail) => new(ErrorCode.ArgumentOutOfRange, detail);
}
