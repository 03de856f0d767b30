using Ramet.Errors;
using Ramet.Sql.Lexing;
using Ramet.Sql.Syntax;
using Ramet.Sql.Types;

namespace Ramet.Sql.Parsing;

/// <summary>
/// Reads text of the dialect. A syntax error is a <see cref="RametException"/> with <see cref="ErrorCode.ParseException"/> and its place.
/// </summary>
public static class SqlParser
{
    /// <summary>
    /// Reads one statement; a semicolon at its end is allowed. Scripts are cut into statements by <see cref="ScriptSplitter"/>.
    /// </summary>
    /// <exception cref="RametException">The text is not one statement of the dialect, or is nested too deep.</exception>
    public static Statement ParseStatement(string text) =>
        Lexer.First(text).Keyword switch
        {
            Keyword.Set when SettingParser.IsAboutLabel(text) => Parse(text, parser => parser.ParseSetLabel()),
            Keyword.Unset when SettingParser.IsAboutLabel(text) => Parse(text, parser => parser.ParseUnsetLabel()),
            Keyword.Set or Keyword.SetProject or Keyword.Unset => SettingParser.Parse(text),
            _ => Parse(text, parser => parser.ParseStatement()),
        };

    /// <summary>Reads the text of a job: one statement, or several, which are a <see cref="ScriptStatement"/>.</summary>
    /// <exception cref="RametException">The text is neither, or is nested too deep.</exception>
    public static Statement ParseText(string text)
    {
        // Most texts are one statement, and need not be cut first.
        if (!text.AsSpan().TrimEnd(" \t\r\n;").Contains(';') && Lexer.First(text) is { Kind: not TokenKind.Variable, Keyword: not (Keyword.If or Keyword.Loop) })
            return ParseStatement(text);
        var parts = ScriptSplitter.Split(text).Parts;
        return ScriptParser.IsScript(text, parts) ? ScriptParser.Parse(text, parts) : ParseStatement(text);
    }

    /// <summary>Reads one expression, such as the stored DEFAULT of a column.</summary>
    /// <exception cref="RametException">The text is not one expression, or is nested too deep.</exception>
    public static Expression ParseExpression(string text) => Parse(text, parser => parser.ParseExpression());

    /// <summary>Reads one query, such as the stored text of a view.</summary>
    /// <exception cref="RametException">The text is not one query, or is nested too deep.</exception>
    public static Query ParseQuery(string text) => Parse(text, parser => parser.ParseQuery());

    /// <summary>Reads how and where files are kept, such as the stored clause of an external table.</summary>
    /// <exception cref="RametException">The text is not <c>STORED AS ...</c> with the clauses that go with it.</exception>
    public static StorageClause ParseStorage(string text) => Parse(text, parser => parser.ParseStorage());

    /// <summary>Reads the name of a table, such as <c>project.table</c>.</summary>
    /// <exception cref="RametException">The text is not one name.</exception>
    public static TableName ParseTableName(string text) => Parse(text, parser => parser.ParseTableName());

    /// <summary>Reads one type; see <see cref="DataType.Parse"/>.</summary>
    internal static DataType ParseDataType(string text) => Parse(text, parser => parser.ParseType()).Type;

    /// <summary>Reads a type, or the fields of a STRUCT without its name: <c>a BIGINT, b STRING</c>.</summary>
    internal static DataType ParseSchema(string text) => Parse(text, parser => parser.ParseSchema()).Type;

    private static T Parse<T>(string text, Func<Parser, T> parse) where T : SyntaxNode
    {
        var parser = new Parser(text, Lexer.Tokenize(text));
        var node = parse(parser);
        parser.ExpectEnd();
        TreeHeight.Check(node);
        return node;
    }
}
