using System.Globalization;
using Ramet.Cli.Terminal;
using Ramet.Errors;

namespace Ramet.Cli.Running;

/// <summary>
/// Shows an error with its place in the script:
/// <code>
/// FAILED: ODPS-0130131:[12,15] Table not found - table p.t cannot be resolved
/// migrate.sql:12:15
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

    /// <summary>Writes an error of a statement or command.</summary>
    /// <param name="error">The error; its span, if any, counts from the start of the statement.</param>
    /// <param name="source">The script.</param>
    /// <param name="statement">The place of the statement in the script: that of the error when it has none of its own.</param>
    public void Write(RametException error, ScriptSource source, SourceSpan statement)
    {
        var placed = InScript(error, statement);
        WriteMessage(placed);
        var place = placed.Span ?? statement;
        if (source.Name is not null)
            console.Error.Write(string.Create(CultureInfo.InvariantCulture, $"{source.Name}:{place.Line}:{place.Column}\n"));
        if (placed.Span is not null)
            WriteExcerpt(source.Line(place.Line), place);
        WriteHint(placed);
    }

    /// <summary>The same error with its place counted from the start of the script.</summary>
    private static RametException InScript(RametException error, SourceSpan statement)
    {
        if (error.Span is not { } place)
            return error;
        var inScript = place with
        {
            Line = statement.Line + place.Line - 1,
            Column = place.Line == 1 ? statement.Column + place.Column - 1 : place.Column,
            Start = statement.Start + place.Start,
        };
        return new RametException(error.Code, error.Kind, error.Detail, inScript, error.Hint, error.InnerException);
    }

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
