namespace Ramet.Cli.Terminal;

/// <summary>The keyboard and screen that the line editor works with; tests replace it by a list of keys and a screen in memory.</summary>
internal interface ITerminal
{
    /// <summary>Cells in a row of the screen, at least 1.</summary>
    int Width { get; }

    /// <summary>Rows of the screen, at least 1.</summary>
    int Height { get; }

    /// <summary>Whether a key waits to be read: true while a text is pasted.</summary>
    bool KeyAvailable { get; }

    /// <summary>Makes Ctrl-C a key like the others, and no longer a signal, until the result is disposed.</summary>
    IDisposable TakeControlC();

    /// <summary>Waits for a key.</summary>
    ConsoleKeyInfo ReadKey();

    /// <summary>Shows a text with its control sequences (ECMA-48) at once.</summary>
    void Write(string text);
}
