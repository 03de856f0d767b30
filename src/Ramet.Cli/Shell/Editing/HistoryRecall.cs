namespace Ramet.Cli.Shell.Editing;

/// <summary>Walks through the history while one statement is edited. What was typed before the walk comes back at its end.</summary>
internal sealed class HistoryRecall(StatementHistory history)
{
    /// <summary>Index of the entry shown; the number of entries while the user's own text is shown.</summary>
    private int position = history.Entries.Count;
    private string typed = "";

    /// <summary>Shows the entry before the one shown; the oldest one stays.</summary>
    public void Earlier(EditBuffer buffer)
    {
        if (position == 0)
            return;
        if (position == history.Entries.Count)
            typed = buffer.Text;
        buffer.Reset(history.Entries[--position]);
    }

    /// <summary>Shows the entry after the one shown, and after the newest the text that the user had typed.</summary>
    public void Later(EditBuffer buffer)
    {
        if (position == history.Entries.Count)
            return;
        position++;
        buffer.Reset(position == history.Entries.Count ? typed : history.Entries[position]);
    }
}
