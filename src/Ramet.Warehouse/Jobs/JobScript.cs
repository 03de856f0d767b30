using Ramet.Errors;
using Ramet.Sql.Parsing;
using Ramet.Sql.Syntax;
using Ramet.Warehouse.Sessions;

namespace Ramet.Warehouse.Jobs;

/// <summary>The text of a job: one statement, which SET statements may precede.</summary>
internal static class JobScript
{
    /// <summary>Runs a job's text in a session of its own.</summary>
    /// <exception cref="RametException">The text is wrong, or its statement failed.</exception>
    public static void Run(JobRequest request, Session session, JobRun run)
    {
        foreach (var (name, value) in request.Settings)
            session.Set(name, value);
        var text = RunSettings(session, request.Text);
        session.Execute(text, run).Dispose();
    }

    /// <summary>Runs the SET statements at the beginning of a text, and gives the rest at the places where it was.</summary>
    private static string RunSettings(Session session, string text)
    {
        if (!text.Contains(';', StringComparison.Ordinal))
            return text;
        foreach (var part in ScriptSplitter.Split(text).Parts)
        {
            if (!part.Text.AsSpan().TrimStart().StartsWith("SET", StringComparison.OrdinalIgnoreCase)
                || SqlParser.ParseStatement(part.Text) is not SetStatement set)
            {
                return Blank(text.AsSpan(0, part.Span.Start)) + text[part.Span.Start..];
            }
            session.Set(set.Key, set.Value);
        }
        return text;
    }

    /// <summary>As many lines and columns of nothing.</summary>
    private static string Blank(ReadOnlySpan<char> text)
    {
        var blank = text.ToArray();
        for (var i = 0; i < blank.Length; i++)
            blank[i] = blank[i] is '\n' or '\r' ? blank[i] : ' ';
        return new string(blank);
    }
}
