using Ramet.Cli.Terminal;

namespace Ramet.Cli.Shell.Editing;

/// <summary>
/// Reads one statement of one or more lines, with the keys of readline's emacs mode. Enter ends the statement when it is complete and
/// begins a new line otherwise; the arrow keys move within the lines, and from the first and last line into the history.
/// A text of several lines can be pasted: its line breaks act as Enter.
/// </summary>
/// <param name="terminal">Keyboard and screen.</param>
/// <param name="history">Earlier statements.</param>
/// <param name="isComplete">Whether a text can be run as it is.</param>
internal sealed class StatementEditor(ITerminal terminal, StatementHistory history, Func<string, bool> isComplete)
{
    private const int TabWidth = 4;

    private readonly EditBuffer buffer = new();
    private readonly EditorScreen screen = new(terminal);

    /// <summary>Reads a statement. It is not added to the history.</summary>
    /// <param name="prompts">What stands before the lines.</param>
    /// <param name="statement">The text as it was typed when the result is <see cref="EditorResult.Entered"/>, else empty.</param>
    public EditorResult Read(EditorPrompts prompts, out string statement)
    {
        using var controlC = terminal.TakeControlC();
        buffer.Reset("");
        var recall = new HistoryRecall(history);
        EditorResult? result = null;
        while (result is null)
        {
            // While keys wait (a paste) the screen is not drawn: one redraw a key would take time with the square of the text.
            if (!terminal.KeyAvailable)
                screen.Draw(prompts, buffer.Text, buffer.Cursor);
            result = Apply(terminal.ReadKey(), recall);
        }
        buffer.MoveToEnd();
        screen.Draw(prompts, result == EditorResult.Discarded ? buffer.Text + "^C" : buffer.Text, DrawnCursor(result.Value));
        screen.Leave();
        statement = result == EditorResult.Entered ? buffer.Text : "";
        return result.Value;
    }

    private int DrawnCursor(EditorResult result) => result == EditorResult.Discarded ? buffer.Cursor + 2 : buffer.Cursor;

    /// <summary>Does what a key asks for; null while the statement goes on.</summary>
    private EditorResult? Apply(ConsoleKeyInfo key, HistoryRecall recall)
    {
        // Windows reports AltGr, which types characters such as @ and {, as Ctrl and Alt together.
        if (key.Modifiers.HasFlag(ConsoleModifiers.Control | ConsoleModifiers.Alt) && !char.IsControl(key.KeyChar))
        {
            Type(key.KeyChar);
            return null;
        }
        if (key.Modifiers.HasFlag(ConsoleModifiers.Control))
            return ApplyControl(key, recall);
        if (key.Modifiers.HasFlag(ConsoleModifiers.Alt))
            ApplyAlt(key);
        else if (key.Key == ConsoleKey.Enter || key.KeyChar is '\r' or '\n')
            return Enter();
        else
            ApplyPlain(key, recall);
        return null;
    }

    private EditorResult? Enter()
    {
        if (isComplete(buffer.Text))
            return EditorResult.Entered;
        buffer.Insert("\n");
        return null;
    }

    private EditorResult? ApplyControl(ConsoleKeyInfo key, HistoryRecall recall)
    {
        switch (key.Key)
        {
            case ConsoleKey.C:
                return EditorResult.Discarded;
            case ConsoleKey.D when buffer.IsEmpty:
                return EditorResult.EndOfInput;
            // Ctrl-J and Ctrl-M are how some terminals send a pasted line break.
            case ConsoleKey.J or ConsoleKey.M or ConsoleKey.Enter:
                return Enter();
            case ConsoleKey.L:
                screen.Clear();
                break;
            default:
                EditWithControl(key, recall);
                break;
        }
        return null;
    }

    private void EditWithControl(ConsoleKeyInfo key, HistoryRecall recall)
    {
        switch (key.Key)
        {
            case ConsoleKey.A: buffer.MoveToLineStart(); break;
            case ConsoleKey.E: buffer.MoveToLineEnd(); break;
            case ConsoleKey.B: buffer.MoveLeft(); break;
            case ConsoleKey.F: buffer.MoveRight(); break;
            case ConsoleKey.LeftArrow: buffer.MoveWordLeft(); break;
            case ConsoleKey.RightArrow: buffer.MoveWordRight(); break;
            case ConsoleKey.D: buffer.DeleteForward(); break;
            case ConsoleKey.H: buffer.DeleteBackward(); break;
            case ConsoleKey.U: buffer.CutToLineStart(); break;
            case ConsoleKey.K: buffer.CutToLineEnd(); break;
            case ConsoleKey.W or ConsoleKey.Backspace: buffer.CutWordBackward(); break;
            case ConsoleKey.Delete: buffer.CutWordForward(); break;
            case ConsoleKey.Y: buffer.Paste(); break;
            case ConsoleKey.P: recall.Earlier(buffer); break;
            case ConsoleKey.N: recall.Later(buffer); break;
            default: break;
        }
    }

    private void ApplyAlt(ConsoleKeyInfo key)
    {
        switch (key.Key)
        {
            case ConsoleKey.Enter: buffer.Insert("\n"); break;
            case ConsoleKey.B or ConsoleKey.LeftArrow: buffer.MoveWordLeft(); break;
            case ConsoleKey.F or ConsoleKey.RightArrow: buffer.MoveWordRight(); break;
            case ConsoleKey.D: buffer.CutWordForward(); break;
            case ConsoleKey.Backspace: buffer.CutWordBackward(); break;
            default: break;
        }
    }

    private void ApplyPlain(ConsoleKeyInfo key, HistoryRecall recall)
    {
        switch (key.Key)
        {
            case ConsoleKey.LeftArrow: buffer.MoveLeft(); break;
            case ConsoleKey.RightArrow: buffer.MoveRight(); break;
            case ConsoleKey.Home: buffer.MoveToLineStart(); break;
            case ConsoleKey.End: buffer.MoveToLineEnd(); break;
            case ConsoleKey.Backspace: buffer.DeleteBackward(); break;
            case ConsoleKey.Delete: buffer.DeleteForward(); break;
            case ConsoleKey.Tab: buffer.InsertTab(TabWidth); break;
            case ConsoleKey.UpArrow when !buffer.TryMoveUp(): recall.Earlier(buffer); break;
            case ConsoleKey.DownArrow when !buffer.TryMoveDown(): recall.Later(buffer); break;
            default: Type(key.KeyChar); break;
        }
    }

    /// <summary>Keys without a character (function keys, a bare Escape) type nothing.</summary>
    private void Type(char c)
    {
        if (!char.IsControl(c))
            buffer.Insert(c.ToString());
    }
}
