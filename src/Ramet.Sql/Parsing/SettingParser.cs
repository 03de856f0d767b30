using Ramet.Errors;
using Ramet.Sql.Lexing;
using Ramet.Sql.Syntax;

namespace Ramet.Sql.Parsing;

/// <summary>
/// SET, UNSET and SETPROJECT. Their keys and values are raw text, which need not be made of tokens: <c>SET odps.sql.timezone=Asia/Shanghai</c>.
/// </summary>
internal static class SettingParser
{
    public static Statement Parse(string text)
    {
        var verb = Lexer.First(text);
        var rest = text.AsSpan(verb.Span.End);
        var end = verb.Span.End + rest.TrimEnd().TrimEnd(';').TrimEnd().Length;
        var assignment = text[verb.Span.End..end];
        var span = verb.Span with { Length = end - verb.Span.Start };
        return verb.Keyword switch
        {
            Keyword.Unset => new UnsetStatement(Key(text, assignment, verb, "UNSET key")) { Span = span },
            Keyword.SetProject => ParseSetProject(text, assignment, verb, span),
            _ => ParseSet(text, assignment, verb, span),
        };
    }

    private static SetStatement ParseSet(string text, string assignment, Token verb, SourceSpan span)
    {
        var (key, value) = Split(text, assignment, verb, "SET key=value");
        return new SetStatement(key, value) { Span = span };
    }

    private static SetProjectStatement ParseSetProject(string text, string assignment, Token verb, SourceSpan span)
    {
        if (string.IsNullOrWhiteSpace(assignment))
            return new SetProjectStatement(null, null) { Span = span };
        var (key, value) = Split(text, assignment, verb, "SETPROJECT key=value");
        return new SetProjectStatement(key, value) { Span = span };
    }

    private static (string Key, string Value) Split(string text, string assignment, Token verb, string form)
    {
        var equals = assignment.IndexOf('=', StringComparison.Ordinal);
        if (equals < 0)
            throw SyntaxError.At(PlaceAfter(text, verb), $"found no '=', expected {form}");
        return (Key(text, assignment[..equals], verb, form), assignment[(equals + 1)..].Trim());
    }

    private static string Key(string text, string key, Token verb, string form)
    {
        var trimmed = key.Trim();
        if (trimmed.Length == 0 || trimmed.AsSpan().ContainsAny(" \t\r\n"))
            throw SyntaxError.At(PlaceAfter(text, verb), $"found '{trimmed}' as the key, expected one word as in {form}");
        return trimmed;
    }

    // The verb and what follows it stand on one line in all but contrived statements; a place on a later line is counted from the text.
    private static SourceSpan PlaceAfter(string text, Token verb)
    {
        var start = verb.Span.End;
        var (line, column) = (verb.Span.Line, verb.Span.Column + verb.Span.Length);
        for (; start < text.Length && char.IsWhiteSpace(text[start]); start++)
            (line, column) = text[start] == '\n' ? (line + 1, 1) : (line, column + 1);
        return new SourceSpan(line, column, start, text.AsSpan(start).TrimEnd().TrimEnd(';').Length);
    }
}
