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
    private const StringSplitOptions SplitBlanks = StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries;

    private static readonly char[] Blanks = [' ', '\t', '\r', '\n'];

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

    /// <summary>
    /// Whether <c>SET LABEL ...</c> or <c>UNSET LABEL ...</c> begins here, which are made of tokens; a setting of that name is followed by
    /// an equals sign or nothing.
    /// </summary>
    public static bool IsAboutLabel(string text)
    {
        var rest = new SettingParser(text).assignment;
        var length = Keywords.Text(Keyword.Label).Length;
        return rest.StartsWith(Keywords.Text(Keyword.Label), StringComparison.OrdinalIgnoreCase)
            && rest.Length > length
            && char.IsWhiteSpace(rest[length])
            && rest[length..].TrimStart() is not ['=', ..];
    }

    /// <summary>Whether <c>SET odps.sql.submit.mode=script</c> begins here.</summary>
    public static bool IsScriptMode(string text)
    {
        if (!text.StartsWith("SET", StringComparison.OrdinalIgnoreCase))
            return false;
        var parser = new SettingParser(text);
        return parser.verb.Keyword == Keyword.Set
            && parser.assignment.Split('=', SplitBlanks) is ["odps.sql.submit.mode", var mode]
            && mode.Equals("script", StringComparison.OrdinalIgnoreCase);
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

    private Statement ParseSet()
    {
        var (key, value) = Split("SET key=value");
        return SecurityFlags.Find(key) is { } flag ? ParseFlag(flag, value) : new SetStatement(key, value) { Span = span };
    }

    /// <summary><c>true|false</c>, and for ProjectProtection <c>true WITH EXCEPTION file</c>.</summary>
    private SetSecurityConfigurationStatement ParseFlag(string flag, string value)
    {
        string? file = null;
        if (flag == SecurityFlags.ProjectProtection && value.Split(Blanks, 4, SplitBlanks) is [var isOn, var with, var exception, var path]
            && Keywords.Find(with) == Keyword.With && Keywords.Find(exception) == Keyword.Exception)
        {
            (value, file) = (isOn, path[0] is '\'' or '"' && Quoted.End(path, 0) == path.Length ? TokenValue.Text(path) : path);
        }
        if (!bool.TryParse(value, out var on) || (!on && file is not null))
        {
            var form = flag == SecurityFlags.ProjectProtection ? "true, true WITH EXCEPTION file, or false" : "true or false";
            throw SyntaxError.At(assignmentPlace, $"found '{value}' as the value of {flag}, expected {form}");
        }
        return new SetSecurityConfigurationStatement(flag, on, file) { Span = span };
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
