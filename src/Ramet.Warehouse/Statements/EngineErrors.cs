using Ramet.DuckDb;
using Ramet.Errors;

namespace Ramet.Warehouse.Statements;

/// <summary>
/// The codes and texts of what can be wrong with a query's values. The engine's classes are coarser than MaxCompute's codes, so some
/// errors are told apart by the engine's wording; one that is reworded falls back to the code of its class.
/// </summary>
internal static class EngineErrors
{
    private const string CsvErrorStart = "CSV Error on Line: ";
    private const string CsvFileStart = "  file = ";

    private static readonly (string Words, ErrorCode Code)[] wordings =
    [
        ("value is out of range", ErrorCode.DataOverflow),
        ("More than one row returned by a subquery", ErrorCode.SubqueryRows),
        ("according to format specifier", ErrorCode.DateFormatMismatch),
    ];

    // The texts of RE2, the engine's library of regular expressions (kErrorStrings in re2/regexp.cc).
    private static readonly string[] patternProblems =
    [
        "invalid escape sequence", "invalid character class", "missing ]", "missing )", "unexpected )", "trailing \\",
        "no argument for repetition operator", "invalid repetition size", "bad repetition operator", "invalid perl operator",
        "invalid UTF-8", "invalid named capture group",
    ];

    /// <summary>The error of a value that the engine refused.</summary>
    /// <param name="error">The engine's error.</param>
    /// <param name="classCode">The code of its class, for errors that are not known more exactly.</param>
    public static RametException OfValue(DuckDbException error, ErrorCode classCode) =>
        new(CodeOf(error.Detail) ?? classCode, ErrorKind.User, DetailOf(error.Detail), cause: error);

    private static ErrorCode? CodeOf(string detail)
    {
        foreach (var (words, code) in wordings)
        {
            if (detail.Contains(words, StringComparison.Ordinal))
                return code;
        }
        return patternProblems.Any(problem => detail.StartsWith(problem, StringComparison.Ordinal)) ? ErrorCode.InvalidPattern : null;
    }

    private static string DetailOf(string detail)
    {
        var lines = detail.Split('\n');
        if (lines[0].StartsWith(CsvErrorStart, StringComparison.Ordinal))
            return CsvDetail(lines);
        // Functions that check their arguments themselves begin their texts with the code.
        var prefix = $"{ErrorCode.InvalidArguments.Number}: ";
        return lines[0].StartsWith(prefix, StringComparison.Ordinal) ? lines[0][prefix.Length..].TrimEnd() : lines[0].TrimEnd();
    }

    /// <summary>
    /// The file, the line and what is wrong there. The engine writes the number of the line, its text, the problem, and then advice about
    /// settings that a statement cannot give.
    /// </summary>
    private static string CsvDetail(string[] lines)
    {
        var file = lines.FirstOrDefault(line => line.StartsWith(CsvFileStart, StringComparison.Ordinal))?[CsvFileStart.Length..] ?? "the file";
        var problem = lines.Length > 2 ? lines[2].Trim() : "it cannot be read";
        return $"line {lines[0][CsvErrorStart.Length..].Trim()} of {file}: {problem}";
    }
}
