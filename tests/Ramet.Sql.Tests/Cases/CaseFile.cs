namespace Ramet.Sql.Tests.Cases;

/// <summary>
/// Cases in text files beside this one. A statement on a line of its own is followed by what is expected of it:
/// <c>= canonical text</c> (nothing behind the sign: the same text), or <c>! [line,column] message</c> and perhaps <c>? hint</c>.
/// In either <c>⏎</c> stands for a line break. Lines that begin with <c>#</c> are comments.
/// </summary>
internal static class CaseFile
{
    public static IEnumerable<Case> Read(string name)
    {
        Case? current = null;
        foreach (var line in File.ReadLines(Path.Combine(AppContext.BaseDirectory, "Cases", name)))
        {
            if (line.Length == 0 || line.StartsWith('#'))
                continue;
            if (!line.StartsWith("  ", StringComparison.Ordinal))
            {
                if (current is not null)
                    yield return current;
                current = new Case(line.Replace('⏎', '\n'), null, null, null);
                continue;
            }
            if (current is null)
                throw new InvalidDataException($"'{line}' has no statement.");
            current = current.With(line[2], line[3..].Trim().Replace('⏎', '\n'));
        }
        if (current is not null)
            yield return current;
    }

    public static IEnumerable<string> Names() =>
        Directory.GetFiles(Path.Combine(AppContext.BaseDirectory, "Cases"), "*.txt").Select(Path.GetFileName).OfType<string>();
}

/// <summary>One case.</summary>
internal sealed record Case(string Statement, string? Canonical, string? Error, string? Hint)
{
    public Case With(char kind, string content) => kind switch
    {
        '=' => this with { Canonical = content.Length == 0 ? Statement : content },
        '!' => this with { Error = content },
        '?' => this with { Hint = content },
        _ => throw new InvalidDataException($"'{kind}' is not a kind of expectation."),
    };
}
