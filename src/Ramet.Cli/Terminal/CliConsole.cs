using System.Text;

namespace Ramet.Cli.Terminal;

/// <summary>
/// The streams of the process and what they are connected to. Results go to <see cref="Output"/>, everything else to
/// <see cref="Error"/>. Both end lines with <c>\n</c> on every platform.
/// </summary>
internal sealed class CliConsole
{
    private const int OutputBufferBytes = 64 * 1024;
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false);

    /// <summary>Where a script is read from when it has no file.</summary>
    public required TextReader Input { get; init; }

    /// <summary>Standard output, buffered: whoever writes a result flushes it.</summary>
    public required TextWriter Output { get; init; }

    /// <summary>Standard error; what is written appears at once.</summary>
    public required TextWriter Error { get; init; }

    /// <summary>Whether standard output is a terminal.</summary>
    public required bool OutputIsTerminal { get; init; }

    /// <summary>Whether standard error is a terminal.</summary>
    public required bool ErrorIsTerminal { get; init; }

    /// <summary>Whether text on standard error may be coloured: on a terminal that knows colours, unless <c>NO_COLOR</c> is set.</summary>
    public required bool UsesColor { get; init; }

    /// <summary>Keyboard and screen for the shell; null when the standard input or what the shell draws on is no terminal.</summary>
    public required ITerminal? Terminal { get; init; }

    /// <summary>The console of this process.</summary>
    public static CliConsole OfProcess()
    {
        var error = new StreamWriter(Console.OpenStandardError(), Utf8) { AutoFlush = true, NewLine = "\n" };
        return new CliConsole
        {
            Input = new StreamReader(Console.OpenStandardInput(), Utf8),
            Output = new StreamWriter(StandardOutput.Open(), Utf8, OutputBufferBytes) { NewLine = "\n" },
            Error = error,
            OutputIsTerminal = !Console.IsOutputRedirected,
            ErrorIsTerminal = !Console.IsErrorRedirected,
            UsesColor = !Console.IsErrorRedirected && Environment.GetEnvironmentVariable("TERM") != "dumb"
                && string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR")),
            Terminal = Console.IsInputRedirected || Console.IsErrorRedirected ? null : new ConsoleTerminal(error),
        };
    }
}
