using System.Globalization;
using System.Text;
using Ramet.Cli.Terminal;

namespace Ramet.Cli.Shell.Editing;

/// <summary>
/// Keeps the block of rows that the editor owns on the terminal up to date. Only relative moves are used (ECMA-48 CUU, CUF, ED),
/// because where on the screen the block begins is not known. The sequences are written as one text, so that nothing flickers.
/// </summary>
internal sealed class EditorScreen(ITerminal terminal)
{
    private const string EraseBelow = "\e[J";
    private const string EraseScreen = "\e[H\e[2J";

    /// <summary>Rows of the block above the cursor.</summary>
    private int rowsAboveCursor;

    /// <summary>Draws a text in place of what the block showed.</summary>
    public void Draw(EditorPrompts prompts, string text, int cursor)
    {
        var layout = EditorLayout.Of(prompts, text, cursor, terminal.Width).Within(terminal.Height);
        var output = new StringBuilder(ToBlockStart()).Append(EraseBelow);
        output.AppendJoin("\r\n", layout.Rows);
        output.Append(Up(layout.Rows.Count - 1 - layout.CursorRow)).Append('\r').Append(Right(layout.CursorColumn));
        terminal.Write(output.ToString());
        rowsAboveCursor = layout.CursorRow;
    }

    /// <summary>Clears the whole screen; the block begins at its top.</summary>
    public void Clear()
    {
        terminal.Write(EraseScreen);
        rowsAboveCursor = 0;
    }

    /// <summary>Leaves the block as it is, whose cursor stands on the last row, and goes to the row below it.</summary>
    public void Leave()
    {
        terminal.Write("\r\n");
        rowsAboveCursor = 0;
    }

    private string ToBlockStart() => Up(rowsAboveCursor) + "\r";

    private static string Up(int rows) => rows == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $"\e[{rows}A");

    private static string Right(int cells) => cells == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $"\e[{cells}C");
}
