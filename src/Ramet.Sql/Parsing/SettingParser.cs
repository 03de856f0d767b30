using Ramet.Errors;
using Ramet.Sql.Lexing;
using Ramet.Sql.Syntax;

namespace Ramet.Sql.Parsing;

/// <summary>
/// SET, UNSET and SETPROJECT. Their keys and values are raw text, which need not be made of tokens:
/// <c>SET odps.sql.timezone=Asia/Shanghai</c>.
/// </summary>
internal sealed class SettingParser
{
    private readonly Token verb;
    private readonly string assignment;
    private readonly SourceSpan assignmentPlace;
    private readonly SourceSpan span;

    private SettingParser(string text)
    {
        verb = Lexer.First(text);
        var end = text.Length;
        while (end > verb.Span.End && (char.IsWhiteSpace(text[end - 1]) || text[end - 1] == ';'))
            end--;
        assignmentPlace = PlaceOfAssignment(text, end);
        assignment = text[assignmentPlace.Start..assignmentPlace.End];
        span = verb.Span.To(assignmentPlace);
    }

    public static Statement Parse(string text)
    {
        var parser = new SettingParser(text);
        return parser.verb.Keyword switch
        {
            Keyword.Set => parser.ParseSet(),
            Keyword.SetProject => parser.ParseSetProject(),
            _ => new UnsetStatement(parser.Key(parser.assignment, "UNSET key")) { Span = parser.span },
        };
    }

    private SetStatement ParseSet()
    {
        var (key, value) = Split("SET key=value");
        return new SetStatement(key, value) { Span = span };
    }

    private SetProjectStatement ParseSetProject()
    {
        if (assignment.Length == 0)
            return new SetProjectStatement(null, null) { Span = verb.Span };
        var (key, value) = Split("SETPROJECT key=value");
        return new SetProjectStatement(key, value) { Span = span };
    }

    private (string Key, string Value) Split(string form)
    {
        var equals = assignment.IndexOf('=', StringComparison.Ordinal);
        if (equals < 0)
            throw SyntaxError.At(assignmentPlace, $"found no '=', expected {form}");
        return (Key(assignment[..equals].TrimEnd(), form), assignment[(equals + 1)..].TrimStart());
    }

    private string Key(string key, string form)
    {
        if (key.Length == 0 || key.Any(char.IsWhiteSpace))
            throw SyntaxError.At(assignmentPlace, $"found '{key}' as the key, expected one word as in {form}");
        return key;
    }

    private SourceSpan PlaceOfAssignment(string text, int end)
    {
        var (line, column, start) = (verb.Span.Line, verb.Span.Column + verb.Span.Length, verb.Span.End);
        for (; start < end && char.IsWhiteSpace(text[start]); start++)
            (line, column) = text[start] == '\n' ? (line + 1, 1) : (line, column + 1);
        return new SourceSpan(line, column, start, end - start);
    }
}
