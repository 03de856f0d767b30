using System.Collections.Immutable;
using Ramet.Errors;
using Ramet.Sql.Lexing;

namespace Ramet.Sql.Parsing;

/// <summary>
/// Cuts a script into its statements at semicolons outside of quotes and comments. It does not look into the statements,
/// so that the good ones before a bad one can run, and a shell can tell whether what was typed so far is complete.
/// </summary>
public static class ScriptSplitter
{
    /// <summary>Cuts a script; never fails.</summary>
    public static Script Split(string text) => new Scanner(text).Split();

    /// <summary>
    /// The parts of a text as they are run. From <c>SET odps.sql.submit.mode=script</c> on it is one part, for
    /// <see cref="SqlParser.ParseText"/>.
    /// </summary>
    public static ImmutableArray<ScriptPart> SplitToRun(string text)
    {
        var parts = Split(text).Parts;
        for (var i = 0; i < parts.Length - 1; i++)
        {
            if (!SettingParser.IsScriptMode(parts[i].Text))
                continue;
            var span = parts[i].Span.To(parts[^1].Span);
            return [.. parts.Take(i), parts[^1] with { Kind = ScriptPartKind.Statement, Text = text[span.Start..span.End], Span = span }];
        }
        return parts;
    }

    private sealed class Scanner(string text)
    {
        private readonly ImmutableArray<ScriptPart>.Builder parts = ImmutableArray.CreateBuilder<ScriptPart>();
        private int at;
        private int counted;
        private int line = 1;
        private int lineStart;

        public Script Split()
        {
            while (SkipBlanksAndComments())
            {
                if (at == text.Length)
                    return new Script(parts.ToImmutable(), IsComplete: parts is [] || parts[^1].IsTerminated);
                if (text[at] == ';')
                    at++;
                else if (text[at] == '\\')
                    AddPart(ScriptPartKind.Command, Quoted.EndOfLine(text, at), isTerminated: true);
                else
                    AddStatement();
            }
            return new Script(parts.DrainToImmutable(), IsComplete: false);
        }

        /// <summary>False if a comment is not closed.</summary>
        private bool SkipBlanksAndComments()
        {
            while (at < text.Length)
            {
                if (char.IsWhiteSpace(text[at]))
                    at++;
                else if (Quoted.StartsLineComment(text, at))
                    at = Quoted.EndOfLine(text, at);
                else if (!Quoted.StartsComment(text, at))
                    return true;
                else if (Quoted.EndOfComment(text, at) is var end && end >= 0)
                    at = end;
                else
                    return false;
            }
            return true;
        }

        private void AddStatement()
        {
            var end = EndOfStatement();
            var isTerminated = end >= 0;
            AddPart(ScriptPartKind.Statement, isTerminated ? end : text.Length, isTerminated);
            if (isTerminated)
                at++;
        }

        /// <summary>The offset of the semicolon, or -1 if the text ends before it.</summary>
        private int EndOfStatement()
        {
            var next = at;
            while (next >= 0 && next < text.Length)
            {
                if (text[next] == ';')
                    return next;
                next = text[next] switch
                {
                    '\'' or '"' or '`' => Quoted.End(text, next),
                    '-' when Quoted.StartsLineComment(text, next) => Quoted.EndOfLine(text, next),
                    '/' when Quoted.StartsComment(text, next) => Quoted.EndOfComment(text, next),
                    _ => next + 1,
                };
            }
            return -1;
        }

        private void AddPart(ScriptPartKind kind, int end, bool isTerminated)
        {
            CountLines();
            var content = text[at..end].TrimEnd();
            var span = new SourceSpan(line, at - lineStart + 1, at, content.Length);
            parts.Add(new ScriptPart(kind, content, span, isTerminated));
            at = end;
        }

        private void CountLines()
        {
            for (; counted < at; counted++)
            {
                if (text[counted] == '\n')
                {
                    line++;
                    lineStart = counted + 1;
                }
            }
        }
    }
}

/// <summary>A script cut into its parts.</summary>
/// <param name="Parts">The statements and commands in order; empty ones are left out.</param>
/// <param name="IsComplete">False if the last statement lacks its semicolon, or a quote or comment is not closed: more is to come.</param>
public sealed record Script(ImmutableArray<ScriptPart> Parts, bool IsComplete);

/// <summary>One statement or command of a script.</summary>
/// <param name="Kind">Which of the two.</param>
/// <param name="Text">Its text without the semicolon, and without blanks and comments before and blanks behind it.</param>
/// <param name="Span">Its place in the script. The places in errors about the statement count from here.</param>
/// <param name="IsTerminated">False only for a last statement without a semicolon.</param>
public sealed record ScriptPart(ScriptPartKind Kind, string Text, SourceSpan Span, bool IsTerminated);

/// <summary>What a part of a script is.</summary>
public enum ScriptPartKind
{
    /// <summary>A statement, for <see cref="SqlParser.ParseStatement"/>.</summary>
    Statement,

    /// <summary>
    /// A line that begins with a back-slash where a statement may begin, for the shell itself: <c>\as ALIYUN$name@domain</c>.
    /// </summary>
    Command,
}
