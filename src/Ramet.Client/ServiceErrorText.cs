using System.Globalization;
using System.Text.RegularExpressions;
using Ramet.Errors;

namespace Ramet.Client;

/// <summary>Reads errors as services print them: <c>ODPS-0130131:[1,15] Table not found - table p.t cannot be resolved</c>.</summary>
public static partial class ServiceErrorText
{
    private const string Failed = "FAILED:";
    private const string HintMark = "\nHint: ";
    private const string UnknownCode = "Service";

    /// <summary>The error of a task that failed.</summary>
    /// <param name="text">The text, with or without <c>FAILED:</c> before it.</param>
    public static RametException Parse(string text) => Parse(UnknownCode, text, hint: null);

    /// <summary>The error of a request that was refused.</summary>
    /// <param name="code">The code beside the message: a number, or a name such as <c>NoSuchTable</c>.</param>
    /// <param name="message">The message, which may begin with the number.</param>
    /// <param name="hint">What else is known; null for nothing.</param>
    public static RametException Parse(string code, string message, string? hint)
    {
        var text = message.StartsWith(Failed, StringComparison.Ordinal) ? message[Failed.Length..].TrimStart() : message.Trim();
        if (text.IndexOf(HintMark, StringComparison.Ordinal) is var mark and >= 0)
            (hint, text) = (text[(mark + HintMark.Length)..].Trim(), text[..mark]);
        var parts = Form().Match(text);
        var number = parts.Success ? parts.Groups["number"].Value : code;
        var rest = parts.Success ? parts.Groups["rest"].Value : text;
        var dash = rest.IndexOf(" - ", StringComparison.Ordinal);
        var (general, detail) = dash < 0 ? ("The service refused", rest) : (rest[..dash], rest[(dash + 3)..]);
        return new RametException(new ErrorCode(number, general), KindOf(number), detail, Place(parts), hint);
    }

    private static SourceSpan? Place(Match parts) => parts.Groups["line"].Success
        ? new SourceSpan(Number(parts, "line"), Number(parts, "column"), Start: 0, Length: 1)
        : null;

    private static int Number(Match parts, string group) => int.Parse(parts.Groups[group].ValueSpan, CultureInfo.InvariantCulture);

    private static ErrorKind KindOf(string number) =>
        number == ErrorCode.Cancelled.Number ? ErrorKind.Cancelled
        : number == ErrorCode.InternalError.Number ? ErrorKind.Defect
        : number is "NoPermission" || number == ErrorCode.AccessDenied.Number || number == ErrorCode.AuthorizationException.Number ? ErrorKind.Denied
        : number.StartsWith("NoSuch", StringComparison.Ordinal) || number == ErrorCode.TableNotFound.Number ? ErrorKind.NotFound
        : ErrorKind.User;

    [GeneratedRegex(@"^(?<number>ODPS-\d{7}):\s*(\[(?<line>\d{1,6}),(?<column>\d{1,6})\])?\s*(?<rest>.*)$", RegexOptions.Singleline)]
    private static partial Regex Form();
}
