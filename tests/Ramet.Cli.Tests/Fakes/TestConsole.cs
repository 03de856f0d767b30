using Ramet.Cli.Terminal;

namespace Ramet.Cli.Tests.Fakes;

/// <summary>A console in memory.</summary>
internal sealed class TestConsole : IDisposable
{
    private readonly StringWriter output = new() { NewLine = "\n" };
    private readonly StringWriter error = new() { NewLine = "\n" };

    /// <summary>Makes a console whose outputs are files, as it were, unless said otherwise.</summary>
    public TestConsole(string input = "", ITerminal? terminal = null, bool usesColor = false)
    {
        Console = new CliConsole
        {
            Input = new StringReader(input),
            Output = output,
            Error = error,
            OutputIsTerminal = false,
            ErrorIsTerminal = false,
            UsesColor = usesColor,
            Terminal = terminal,
        };
    }

    public CliConsole Console { get; }

    /// <summary>What was written to standard output.</summary>
    public string Output => output.ToString();

    /// <summary>What was written to standard error.</summary>
    public string Error => error.ToString();

    /// <summary>Standard error without the times that statements took.</summary>
    public string ErrorWithoutTimes => System.Text.RegularExpressions.Regex.Replace(Error, @" \([0-9.]+ s\)", "");

    public void Dispose()
    {
        output.Dispose();
        error.Dispose();
    }
}
