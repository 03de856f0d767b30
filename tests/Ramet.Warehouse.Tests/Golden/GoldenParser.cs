using System.Globalization;

namespace Ramet.Warehouse.Tests.Golden;

/// <summary>Reads golden files; the format is described in <c>tests/golden/README.md</c>.</summary>
internal sealed class GoldenParser
{
    private const string ResultSeparator = "----";

    private readonly string path;
    private readonly string[] lines;
    private int next;

    private GoldenParser(string path, string text)
    {
        this.path = path;
        lines = text.ReplaceLineEndings("\n").Split('\n');
    }

    private int LineNumber => next + 1;

    private bool IsAtEnd => next >= lines.Length;

    private bool IsAtBlank => IsAtEnd || string.IsNullOrWhiteSpace(lines[next]);

    /// <summary>Reads a whole file.</summary>
    /// <param name="path">Where it came from; only used in errors and kept for reports.</param>
    /// <param name="text">Its contents.</param>
    /// <exception cref="GoldenFormatException">The text does not follow the format.</exception>
    public static GoldenFile Parse(string path, string text)
    {
        var parser = new GoldenParser(path, text);
        if (!text.StartsWith("# ", StringComparison.Ordinal))
            throw parser.Wrong("the first line must be a comment that says what is tested and why");
        return new GoldenFile(path, [.. parser.ParseBlocks()]);
    }

    private IEnumerable<GoldenBlock> ParseBlocks()
    {
        while (SkipToDirective())
            yield return ParseBlock();
    }

    private bool SkipToDirective()
    {
        while (!IsAtEnd && (IsAtBlank || lines[next].StartsWith('#')))
            next++;
        return !IsAtEnd;
    }

    private GoldenBlock ParseBlock()
    {
        var line = LineNumber;
        var words = lines[next].Split(' ', 3, StringSplitOptions.RemoveEmptyEntries);
        switch (words)
        {
            case ["as", var caller]:
                next++;
                return new CallerBlock(line, caller);
            case ["reopen"]:
                next++;
                return new ReopenBlock(line);
            case ["advance", var count, var unit]:
                next++;
                return new AdvanceBlock(line, ParseTime(count, unit));
            case ["statement", "ok"]:
                next++;
                return new OkBlock(line, ParseSqlAlone());
            case ["statement", "error", var expectation]:
                var error = ErrorExpectation.TryParse(expectation) ?? throw Wrong("expected 'statement error ODPS-0000000 [line,column] words of the message'");
                next++;
                return new ErrorBlock(line, ParseSqlAlone(), error);
            case ["query"]:
                return ParseQuery(line, isUnordered: false);
            case ["query", "unordered"]:
                return ParseQuery(line, isUnordered: true);
            case ["text"]:
                next++;
                return new TextBlock(line, ParseSqlBeforeResult(), ParseLines());
            case ["plan"]:
                next++;
                var sql = ParseSqlBeforeResult();
                return new PlanBlock(line, sql, TextLine: LineNumber, Text: ParseLines());
            default:
                throw Wrong($"'{lines[next]}' is no directive; expected 'as', 'reopen', 'advance', 'statement ok', 'statement error', 'query', 'text' or 'plan'");
        }
    }

    private TimeSpan ParseTime(string count, string unit)
    {
        if (!int.TryParse(count, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
            throw Wrong($"expected a number of hours or days, found '{count}'");
        return unit switch
        {
            "hours" => TimeSpan.FromHours(number),
            "days" => TimeSpan.FromDays(number),
            _ => throw Wrong($"expected 'hours' or 'days', found '{unit}'"),
        };
    }

    private QueryBlock ParseQuery(int line, bool isUnordered)
    {
        next++;
        var sql = ParseSqlBeforeResult();
        if (IsAtBlank)
            throw Wrong("expected the header with names and types of the columns");
        var header = lines[next++];
        return new QueryBlock(line, sql, isUnordered, header, ParseLines());
    }

    private string ParseSqlAlone()
    {
        var sql = ParseSql();
        return IsAtBlank ? sql : throw Wrong("a statement without a result must end at an empty line");
    }

    private string ParseSqlBeforeResult()
    {
        var sql = ParseSql();
        if (IsAtBlank)
            throw Wrong($"expected '{ResultSeparator}' and a result after the statement");
        next++;
        return sql;
    }

    private string ParseSql()
    {
        var start = next;
        while (!IsAtBlank && lines[next] != ResultSeparator)
            next++;
        return next > start ? string.Join('\n', lines[start..next]) : throw Wrong("expected a statement");
    }

    private string[] ParseLines()
    {
        var start = next;
        while (!IsAtBlank)
            next++;
        return lines[start..next];
    }

    private GoldenFormatException Wrong(string problem) => new(path, LineNumber, problem);
}
