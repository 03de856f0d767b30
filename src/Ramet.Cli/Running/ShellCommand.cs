using System.Text.RegularExpressions;
using Ramet.Access;
using Ramet.Errors;

namespace Ramet.Cli.Running;

/// <summary>A line of a script or of the shell that begins with a back-slash and speaks to <c>ramet</c> itself.</summary>
internal abstract partial record ShellCommand
{
    private static readonly char[] Blanks = [' ', '\t'];

    private ShellCommand()
    {
    }

    /// <summary><c>\as PRINCIPAL</c>: the statements that follow run on behalf of somebody else.</summary>
    internal sealed record SwitchCaller(Principal Caller) : ShellCommand;

    /// <summary><c>\expect CODE</c>: the next statement must be refused with this error code.</summary>
    internal sealed record ExpectError(string Code) : ShellCommand;

    /// <summary><c>\?</c>: shows the statements and commands.</summary>
    internal sealed record Help : ShellCommand;

    /// <summary><c>\q</c>: ends the script or the shell.</summary>
    internal sealed record Quit : ShellCommand;

    /// <summary>Reads a command; a semicolon at its end is allowed.</summary>
    /// <exception cref="RametException">There is no such command, or what follows it is wrong; its span is in the text.</exception>
    public static ShellCommand Parse(string text)
    {
        var words = text.TrimEnd(';', ' ', '\t').Split(Blanks, 2, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        return words switch
        {
            ["\\as", var principal] => new SwitchCaller(ParsePrincipal(text, principal)),
            ["\\expect", var code] => new ExpectError(ParseErrorCode(text, code)),
            ["\\?"] => new Help(),
            ["\\q"] => new Quit(),
            ["\\as"] => throw Error(text, text, "expected a principal after \\as", "Write \\as ALIYUN$name@domain."),
            ["\\expect"] => throw Error(text, text, "expected an error code after \\expect", "Write \\expect ODPS-0420095."),
            ["\\?" or "\\q", var rest] => throw Error(text, rest, $"expected the end of the line, found '{rest}'", null),
            _ => throw Error(text, text, $"unknown command '{words[0]}'", "The commands are \\as PRINCIPAL, \\expect CODE, \\? and \\q."),
        };
    }

    private static Principal ParsePrincipal(string text, string word) =>
        Principal.TryParse(word, out var principal)
            ? principal
            : throw Error(text, word, $"'{word}' is not a principal", "Write ALIYUN$name@domain, or RAM$account:user for a RAM user.");

    private static string ParseErrorCode(string text, string word) =>
        ErrorCodeForm().IsMatch(word)
            ? word
            : throw Error(text, word, $"'{word}' is not an error code", "Write a code such as ODPS-0420095; docs/errors.md lists them.");

    [GeneratedRegex(@"^ODPS-\d{7}$")]
    private static partial Regex ErrorCodeForm();

    private static RametException Error(string text, string part, string detail, string? hint)
    {
        var start = text.LastIndexOf(part, StringComparison.Ordinal);
        return new RametException(ErrorCode.ParseException, ErrorKind.User, detail, new SourceSpan(1, start + 1, start, part.Length), hint);
    }
}
