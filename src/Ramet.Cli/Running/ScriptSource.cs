namespace Ramet.Cli.Running;

/// <summary>A text with statements, and how messages name it.</summary>
/// <param name="Name">The file as the user wrote it, or what stands for it; null for what was typed, which needs no name.</param>
/// <param name="Text">The whole text.</param>
internal sealed record ScriptSource(string? Name, string Text)
{
    /// <summary>The text of a line without its end; empty when there is no such line.</summary>
    /// <param name="number">The line's number, from 1.</param>
    public ReadOnlySpan<char> Line(int number)
    {
        var rest = Text.AsSpan();
        for (; number > 1; number--)
        {
            var lineEnd = rest.IndexOf('\n');
            if (lineEnd < 0)
                return [];
            rest = rest[(lineEnd + 1)..];
        }
        var end = rest.IndexOf('\n');
        return (end < 0 ? rest : rest[..end]).TrimEnd('\r');
    }
}
