using System.Globalization;
using System.Text;

namespace Ramet.Cli.Shell.Editing;

/// <summary>
/// The text being typed and the cursor in it: every operation of the editor, without a screen. The cursor moves by what a reader
/// takes for one character (a letter with its accents, an emoji of several parts) and never stands inside one.
/// </summary>
internal sealed class EditBuffer
{
    private readonly StringBuilder content = new();
    private string lastCut = "";

    /// <summary>The whole text; lines are separated by <c>\n</c>.</summary>
    public string Text => content.ToString();

    /// <summary>Whether nothing is typed.</summary>
    public bool IsEmpty => content.Length == 0;

    /// <summary>Zero-based UTF-16 offset of the character that the cursor stands before; the length of the text at its end.</summary>
    public int Cursor { get; private set; }

    /// <summary>Replaces the text and puts the cursor at its end.</summary>
    public void Reset(string text)
    {
        content.Clear().Append(text);
        Cursor = text.Length;
    }

    /// <summary>Inserts before the cursor.</summary>
    public void Insert(string text)
    {
        content.Insert(Cursor, text);
        Cursor += text.Length;
    }

    /// <summary>Inserts blanks up to the next multiple of <paramref name="tabWidth"/> characters of the line.</summary>
    public void InsertTab(int tabWidth) => Insert(new string(' ', tabWidth - (Cursor - LineStart) % tabWidth));

    /// <summary>Deletes the character before the cursor.</summary>
    public void DeleteBackward() => Remove(PreviousCharacter(), Cursor);

    /// <summary>Deletes the character under the cursor.</summary>
    public void DeleteForward() => Remove(Cursor, NextCharacter());

    /// <summary>Cuts the word before the cursor with the blanks after it.</summary>
    public void CutWordBackward() => Cut(PreviousWord(), Cursor);

    /// <summary>Cuts the word after the cursor with the blanks before it.</summary>
    public void CutWordForward() => Cut(Cursor, NextWord());

    /// <summary>Cuts from the start of the line to the cursor.</summary>
    public void CutToLineStart() => Cut(LineStart, Cursor);

    /// <summary>Cuts from the cursor to the end of the line; at the end of a line it joins the next one.</summary>
    public void CutToLineEnd() => Cut(Cursor, Cursor == LineEnd ? NextCharacter() : LineEnd);

    /// <summary>Inserts what was cut last.</summary>
    public void Paste() => Insert(lastCut);

    /// <summary>Moves one character to the left.</summary>
    public void MoveLeft() => Cursor = PreviousCharacter();

    /// <summary>Moves one character to the right.</summary>
    public void MoveRight() => Cursor = NextCharacter();

    /// <summary>Moves to the start of the word before the cursor.</summary>
    public void MoveWordLeft() => Cursor = PreviousWord();

    /// <summary>Moves to the end of the word after the cursor.</summary>
    public void MoveWordRight() => Cursor = NextWord();

    /// <summary>Moves to the start of the line.</summary>
    public void MoveToLineStart() => Cursor = LineStart;

    /// <summary>Moves to the end of the line.</summary>
    public void MoveToLineEnd() => Cursor = LineEnd;

    /// <summary>Moves to the end of the text.</summary>
    public void MoveToEnd() => Cursor = content.Length;

    /// <summary>Moves to the line above, in the same column if it is long enough; false on the first line.</summary>
    public bool TryMoveUp()
    {
        var start = LineStart;
        if (start == 0)
            return false;
        MoveToColumn(StartOfLineAt(start - 1), Cursor - start);
        return true;
    }

    /// <summary>Moves to the line below, in the same column if it is long enough; false on the last line.</summary>
    public bool TryMoveDown()
    {
        var end = LineEnd;
        if (end == content.Length)
            return false;
        MoveToColumn(end + 1, Cursor - LineStart);
        return true;
    }

    private int LineStart => StartOfLineAt(Cursor);

    private int LineEnd => EndOfLineAt(Cursor);

    private int StartOfLineAt(int position)
    {
        while (position > 0 && content[position - 1] != '\n')
            position--;
        return position;
    }

    private int EndOfLineAt(int position)
    {
        while (position < content.Length && content[position] != '\n')
            position++;
        return position;
    }

    private void MoveToColumn(int lineStart, int column)
    {
        var target = Math.Min(lineStart + column, EndOfLineAt(lineStart));
        Cursor = lineStart;
        for (var next = NextCharacter(); next <= target && next > Cursor; next = NextCharacter())
            Cursor = next;
    }

    private int NextCharacter()
    {
        if (Cursor == content.Length)
            return Cursor;
        var line = LineFrom(Cursor);
        return line.Length == 0 ? Cursor + 1 : Cursor + StringInfo.GetNextTextElementLength(line);
    }

    /// <summary>Looks from the start of the line: whether a part belongs to the one before it shows only from there.</summary>
    private int PreviousCharacter()
    {
        var lineStart = LineStart;
        if (Cursor == lineStart)
            return Math.Max(0, Cursor - 1);
        var line = LineFrom(lineStart);
        var offset = 0;
        var previous = 0;
        while (lineStart + offset < Cursor)
        {
            previous = offset;
            offset += StringInfo.GetNextTextElementLength(line, offset);
        }
        return lineStart + previous;
    }

    private string LineFrom(int start) => content.ToString(start, EndOfLineAt(start) - start);

    private int PreviousWord()
    {
        var position = Cursor;
        while (position > 0 && !IsWordPart(position - 1))
            position--;
        while (position > 0 && IsWordPart(position - 1))
            position--;
        return position;
    }

    private int NextWord()
    {
        var position = Cursor;
        while (position < content.Length && !IsWordPart(position))
            position++;
        while (position < content.Length && IsWordPart(position))
            position++;
        return position;
    }

    /// <summary>Parts of surrogate pairs and marks count as parts of a word, so that a word move never stops inside a character.</summary>
    private bool IsWordPart(int position)
    {
        var c = content[position];
        return c == '_' || char.IsLetterOrDigit(c) || char.IsSurrogate(c) || char.GetUnicodeCategory(c) is UnicodeCategory.NonSpacingMark
            or UnicodeCategory.SpacingCombiningMark or UnicodeCategory.EnclosingMark or UnicodeCategory.Format;
    }

    private void Cut(int start, int end)
    {
        if (start == end)
            return;
        lastCut = content.ToString(start, end - start);
        Remove(start, end);
    }

    private void Remove(int start, int end)
    {
        content.Remove(start, end - start);
        Cursor = start;
    }
}
