namespace Ramet.Cli.Terminal;

/// <summary>The terminal of the process. Its screen is standard error, which keeps standard output to results.</summary>
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
    public IDisposable TakeControlC() => new ControlCAsKey();

    /// <inheritdoc/>
    public ConsoleKeyInfo ReadKey() => Console.ReadKey(intercept: true);

    /// <inheritdoc/>
    public void Write(string text)
    {
        screen.Write(text);
        screen.Flush();
    }

    private sealed class ControlCAsKey : IDisposable
    {
        public ControlCAsKey() => Console.TreatControlCAsInput = true;

        public void Dispose() => Console.TreatControlCAsInput = false;
    }
}
