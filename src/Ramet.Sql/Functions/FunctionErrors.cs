using System.Diagnostics.CodeAnalysis;
using System.Text.RegularExpressions;
using Ramet.Errors;

namespace Ramet.Sql.Functions;

/// <summary>
/// The texts by which functions that check their arguments while a query runs pass an error through the engine:
/// <c>ODPS-0121095 mc_slice: what is wrong</c>.
/// </summary>
public static partial class FunctionErrors
{
    private static readonly ErrorCode[] codes =
    [
        ErrorCode.InvalidPattern, ErrorCode.ArgumentOutOfRange, ErrorCode.InvalidArguments, ErrorCode.DataOverflow, ErrorCode.IllegalCast,
        ErrorCode.DateFormatMismatch, ErrorCode.SemanticError,
    ];

    /// <summary>The text of an error.</summary>
    /// <param name="code">Its code.</param>
    /// <param name="function">The macro or managed function that raises it, for example <c>mc_slice</c>.</param>
    /// <param name="detail">What is wrong.</param>
    public static string Write(ErrorCode code, string function, string detail) => $"{code.Number} {function}: {detail}";

    /// <summary>Reads a text that <see cref="Write"/>, or a macro in the same form, has made.</summary>
    /// <param name="text">The engine's error.</param>
    /// <param name="error">The parts of the text.</param>
    public static bool TryRead(string text, [NotNullWhen(true)] out FunctionError? error)
    {
        var match = Form().Match(text);
        var code = codes.FirstOrDefault(known => known.Number == match.Groups["code"].Value);
        error = code is null ? null : new FunctionError(code, match.Groups["function"].Value, match.Groups["detail"].Value);
        return error is not null;
    }

    [GeneratedRegex(@"^(?<code>ODPS-\d{7}) (?<function>mc_\w+): (?<detail>.*)$", RegexOptions.Singleline)]
    private static partial Regex Form();
}

/// <summary>An error that a function raised while a query ran.</summary>
/// <param name="Code">MaxCompute's code.</param>
/// <param name="Function">The macro or managed function that raised it.</param>
/// <param name="Detail">What is wrong.</param>
public sealed record FunctionError(ErrorCode Code, string Function, string Detail);
