using System.Collections.Immutable;
using Ramet.Errors;
using Ramet.Sql.Lexing;
using Ramet.Sql.Syntax;

namespace Ramet.Sql.Parsing;

/// <summary>
/// Reads the statements of a script. SET takes raw text, so the script is cut at each SET; what stands between is read at once. Places count
/// from the beginning of the script.
/// </summary>
internal static class ScriptParser
{
    /// <summary>Whether a text is more than one statement of its own.</summary>
    public static bool IsScript(string text, ImmutableArray<ScriptPart> parts) =>
        parts.Length > 1 || (parts.Length == 1 && Lexer.First(text) is { } first && (first.Kind == TokenKind.Variable || first.Keyword is Keyword.If or Keyword.Loop));

    /// <summary>Reads a script.</summary>
    /// <exception cref="RametException">A statement is wrong.</exception>
    public static ScriptStatement Parse(string text, ImmutableArray<ScriptPart> parts)
    {
        var statements = ImmutableArray.CreateBuilder<Statement>();
        for (var i = 0; i < parts.Length;)
        {
            var first = i++;
            if (IsSet(parts[first]))
            {
                statements.Add(SqlParser.ParseStatement(At(text, parts[first].Span)));
                continue;
            }
            while (i < parts.Length && !IsSet(parts[i]))
                i++;
            var segment = At(text, parts[first].Span.To(parts[i - 1].Span));
            statements.AddRange(new Parser(segment, Lexer.Tokenize(segment)).ParseStatements());
        }
        var script = new ScriptStatement(statements.DrainToImmutable()) { Span = parts[0].Span.To(parts[^1].Span) };
        TreeHeight.Check(script);
        return script;
    }

    private static bool IsSet(ScriptPart part) => part.Kind == ScriptPartKind.Statement && Lexer.First(part.Text).Keyword == Keyword.Set;

    /// <summary>A part of a text behind as many lines and columns of nothing as there are in front of it.</summary>
    private static string At(string text, SourceSpan span) => string.Create(span.End, (text, span.Start), static (at, source) =>
    {
        source.text.AsSpan(0, at.Length).CopyTo(at);
        foreach (ref var c in at[..source.Start])
            c = c is '\n' or '\r' ? c : ' ';
    });
}
