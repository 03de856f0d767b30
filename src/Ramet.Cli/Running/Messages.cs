using Ramet.Cli.Terminal;

namespace Ramet.Cli.Running;

/// <summary>What goes to standard error and is no error; with <c>--quiet</c> nothing does.</summary>
internal sealed class Messages(CliConsole console, bool isQuiet)
{
    /// <summary>Writes a line.</summary>
    public void Say(string line)
    {
        if (!isQuiet)
            console.Error.Write(line + "\n");
    }

    /// <summary>Begins a line of progress; null where there is no terminal to show it.</summary>
    /// <param name="percent">How far the statement is, from 0 to 100; null when nobody knows.</param>
    public ProgressLine? ShowProgress(Func<double?> percent) =>
        isQuiet || !console.ErrorIsTerminal ? null : new ProgressLine(console.Error, percent, TimeProvider.System);
}
