using System.Text;
using Ramet.Cli.Terminal;

namespace Ramet.Cli.Shell.Editing;

/// <summary>
/// The rows that a prompt and the text after it take on a screen, and where the cursor is among them. Pure, so that wrapping is
/// tested without a terminal.
/// </summary>
/// <param name="Rows">The rows from top to bottom, each at most as wide as the screen.</param>
/// <param name="CursorRow">Zero-based index of the cursor's row.</param>
/// <param name="CursorColumn">Cells to the left of the cursor in its row; less than the width of the screen.</param>
internal sealed record EditorLayout(IReadOnlyList<string> Rows, int CursorRow, int CursorColumn)
{
    /// <summary>Lays out a text.</summary>
    /// <param name="prompts">What stands before the first and before each further line; the same width is not required.</param>
    /// <param name="text">The text; a control character in it is shown as <c>^X</c>.</param>
    /// <param name="cursor">Offset of the cursor in the text.</param>
    /// <param name="width">Cells in a row of the screen.</param>
    public static EditorLayout Of(EditorPrompts prompts, string text, int cursor, int width)
    {
        var composer = new Composer(width);
        composer.Append(prompts.First);
        var offset = 0;
        foreach (var rune in text.EnumerateRunes())
        {
            if (offset == cursor)
                composer.MarkCursor();
            offset += rune.Utf16SequenceLength;
            if (rune.Value == '\n')
            {
                composer.BreakRow();
                composer.Append(prompts.Continuation);
            }
            else
            {
                composer.Append(rune);
            }
        }
        if (offset == cursor)
            composer.MarkCursor();
        return composer.Finish();
    }

    /// <summary>The part of the layout that a screen of so many rows can show: the last rows that include the cursor's.</summary>
    public EditorLayout Within(int height)
    {
        if (Rows.Count <= height)
            return this;
        var first = Math.Max(0, CursorRow - height + 1);
        return new EditorLayout([.. Rows.Skip(first).Take(height)], CursorRow - first, CursorColumn);
    }

    /// <summary>Fills rows from left to right and breaks them where the screen ends.</summary>
    private sealed class Composer(int width)
    {
        private readonly List<string> rows = [];
        private readonly StringBuilder row = new();
        private int column;
        private int cursorRow;
        private int cursorColumn;

        public void Append(string text)
        {
            foreach (var rune in text.EnumerateRunes())
                Append(rune);
        }

        public void Append(Rune rune)
        {
            if (Rune.IsControl(rune))
            {
                Append('^');
                Append((char)(rune.Value < 0x20 ? rune.Value + '@' : '?'));
                return;
            }
            var cells = CellWidth.Of(rune);
            if (column + cells > width)
                BreakRow();
            row.Append(rune.ToString());
            column += cells;
        }

        public void BreakRow()
        {
            rows.Add(row.ToString());
            row.Clear();
            column = 0;
        }

        /// <summary>A cursor after a full row stands on the next one, because a terminal has no cell for it at the end.</summary>
        public void MarkCursor()
        {
            if (column == width)
                BreakRow();
            (cursorRow, cursorColumn) = (rows.Count, column);
        }

        public EditorLayout Finish()
        {
            BreakRow();
            return new EditorLayout(rows, cursorRow, cursorColumn);
        }

        private void Append(char c) => Append(new Rune(c));
    }
}
