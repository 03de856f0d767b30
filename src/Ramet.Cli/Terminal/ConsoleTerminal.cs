namespace Ramet.Cli.Terminal;

/// <summary>The terminal of the process. The screen is the stream that the prompt goes to, which keeps standard output to results.</summary>
internal sealed class ConsoleTerminal(TextWriter screen) : ITerminal
{
    private const int FallbackWidth = 80;
    private const int FallbackHeight = 24;

    /// <inheritdoc/>
    public int Width => Console.WindowWidth is var width and > 0 ? width : FallbackWidth;

    /// <inheritdoc/>
    public int Height => Console.WindowHeight is var height and > 0 ? height : FallbackHeight;

    /// <inheritdoc/>
    public bool KeyAvailable => Console.KeyAvailable;

    /// <inheritdoc/>
    public ConsoleKeyInfo ReadKey()
    {
        // Only while a key is awaited: when a statement runs, Ctrl-C must be the signal that cancels it.
        Console.TreatControlCAsInput = true;
        try
        {
            return Console.ReadKey(intercept: true);
        }
        finally
        {
            Console.TreatControlCAsInput = false;
        }
    }

    /// <inheritdoc/>
    public void Write(string text)
    {
        screen.Write(text);
        screen.Flush();
    }
}
