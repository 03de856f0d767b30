using System.Globalization;
using Ramet.Cli.Terminal;
using Ramet.Errors;

namespace Ramet.Cli.Running;

/// <summary>
/// Shows an error with its place in the script:
/// <code>
/// FAILED: ODPS-0130131:[2,15] Table not found - table p.t cannot be resolved
/// migrate.sql:2:15
///   SELECT * FROM t;
///                 ^
/// Hint: SHOW TABLES lists the tables.
/// </code>
/// </summary>
internal sealed class ErrorReport(CliConsole console)
{
    private const string Indent = "  ";

    /// <summary>Characters of a long line that are shown before and after the place of the error.</summary>
    private const int ContextBefore = 60;
    private const int ContextAfter = 80;

    /// <summary>Writes an error that belongs to no script.</summary>
    public void Write(RametException error)
    {
        WriteMessage(error);
        WriteHint(error);
    }

    /// <summary>Writes an error of a statement.</summary>
    /// <param name="error">The error; its span, if any, is a place in <paramref name="source"/>.</param>
    /// <param name="source">The script.</param>
    /// <param name="statementLine">The line on which the statement begins: the place when the error has none.</param>
    public void Write(RametException error, ScriptSource source, int statementLine)
    {
        WriteMessage(error);
        if (source.Name is not null)
            console.Error.Write($"{source.Name}:{Place(error.Span, statementLine)}\n");
        if (error.Span is { } span)
            WriteExcerpt(source.Line(span.Line), span);
        WriteHint(error);
    }

    private static string Place(SourceSpan? span, int statementLine) => span is { } place
        ? string.Create(CultureInfo.InvariantCulture, $"{place.Line}:{place.Column}")
        : statementLine.ToString(CultureInfo.InvariantCulture);

    private void WriteMessage(RametException error) => console.Error.Write($"{Highlight("FAILED:")} {error.Message}\n");

    private void WriteHint(RametException error)
    {
        if (error.Hint is not null)
            console.Error.Write($"Hint: {error.Hint}\n");
    }

    /// <summary>The line and the carets below it; of a long line only the surroundings of the place.</summary>
    private void WriteExcerpt(ReadOnlySpan<char> line, SourceSpan span)
    {
        var place = Math.Clamp(span.Column - 1, 0, line.Length);
        var start = place > ContextBefore + ContextAfter ? place - ContextBefore : 0;
        var end = Math.Min(line.Length, place + ContextAfter);
        var before = (start > 0 ? "..." : "") + Shown(line[start..place]);
        var marked = Shown(line[place..Math.Min(end, place + span.Length)]);
        var after = Shown(line[Math.Min(end, place + span.Length)..end]) + (end < line.Length ? "..." : "");
        var carets = new string('^', Math.Max(1, CellWidth.Of(marked)));
        console.Error.Write($"{Indent}{before}{marked}{after}\n{Indent}{new string(' ', CellWidth.Of(before))}{Highlight(carets)}\n");
    }

    private static string Shown(ReadOnlySpan<char> text) => VisibleText.Of(text.ToString().Replace('\t', ' '));

    private string Highlight(string text) => console.UsesColor ? Color.Error(text) : text;
}
