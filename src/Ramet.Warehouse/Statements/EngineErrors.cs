using System.Globalization;
using System.Text.RegularExpressions;
using Ramet.DuckDb;
using Ramet.Errors;
using Ramet.Sql.Binding;
using Ramet.Sql.Functions;
using Ramet.Sql.Types;

namespace Ramet.Warehouse.Statements;

/// <summary>
/// The codes, texts and places of what can be wrong with a query's values. The engine's classes are coarser than MaxCompute's codes, and its
/// texts speak of its own types and of a query that the user did not write, so errors are told apart by the engine's wording and said
/// anew; one that is reworded there falls back to the code of its class and to its own text.
/// </summary>
internal static partial class EngineErrors
{
    private const string CsvErrorStart = "CSV Error on Line: ";
    private const string CsvFileStart = "  file = ";

    // The texts of RE2, the engine's library of regular expressions (kErrorStrings in re2/regexp.cc).
    private static readonly string[] patternProblems =
    [
        "invalid escape sequence", "invalid character class", "missing ]", "missing )", "unexpected )", "trailing \\",
        "no argument for repetition operator", "invalid repetition size", "bad repetition operator", "invalid perl operator",
        "invalid UTF-8", "invalid named capture group",
    ];

    private static readonly (Regex Wording, Func<Match, FaultText> Meaning)[] wordings =
    [
        (TextToType(), match => TextConversion(match.Groups["value"].Value, match.Groups["type"].Value)),
        (TextToDate(), match => TextConversion(match.Groups["value"].Value, "DATE")),
        (TextToTimestamp(), match => TextConversion(match.Groups["value"].Value, "TIMESTAMP")),
        (ValueOutOfRange(), match => OutOfRange(match.Groups["value"].Value, match.Groups["type"].Value)),
        (DecimalOutOfRange(), match => OutOfRange(match.Groups["value"].Value, match.Groups["type"].Value)),
        (OverflowIn(), match => Overflow(match.Groups["operation"].Value, match.Groups["type"].Value, match.Groups["values"].Value)),
        (OverflowOn(), match => new FaultText(
            ErrorCode.DataOverflow, new ValueFault(ValueFaultKind.Call) { Operation = match.Groups["function"].Value }, "{0} overflows", "a value overflows", match.Groups["call"].Value)),
        (SeveralRows(), _ => Plain(ErrorCode.SubqueryRows, ValueFaultKind.SubqueryRows, null, "Data Set should contains exactly one row, the scalar subquery gives more")),
        (DateFormat(), match => new FaultText(
            ErrorCode.DateFormatMismatch, new ValueFault(ValueFaultKind.Call) { Operation = "to_date" }, "'{0}' does not match the format", "a text does not match the format", match.Groups["value"].Value)),
        (CodePoint(), match => new FaultText(
            ErrorCode.InvalidArguments, new ValueFault(ValueFaultKind.Call) { Operation = "chr" }, "{0} is not the code of a character", "a number is not the code of a character", match.Groups["value"].Value)),
        (HexDigit(), match => new FaultText(
            ErrorCode.InvalidArguments, new ValueFault(ValueFaultKind.Call) { Operation = "unhex" }, "'{0}' is no hexadecimal digit", "a character is no hexadecimal digit", match.Groups["value"].Value)),
        (NoText(), _ => Plain(ErrorCode.IllegalCast, ValueFaultKind.Call, null, "a BINARY value is no text in UTF-8")),
        (BeyondYears(), _ => Plain(ErrorCode.DataOverflow, ValueFaultKind.Call, null, "a date lies outside of the years 0001 to 9999")),
        (TextTooLong(), _ => Plain(ErrorCode.DataOverflow, ValueFaultKind.Call, null, "a text would be longer than 4294967295 bytes")),
        (ListTooLong(), _ => Plain(ErrorCode.DataOverflow, ValueFaultKind.Call, null, "an ARRAY would have more than 4294967295 elements")),
        (DuplicateKey(), _ => Plain(ErrorCode.InvalidArguments, ValueFaultKind.Call, "map", "the keys of a MAP must differ")),
        (NullKey(), _ => Plain(ErrorCode.InvalidArguments, ValueFaultKind.Call, "map", "a key of a MAP cannot be NULL")),
        (NullJsonKey(), _ => Plain(ErrorCode.InvalidArguments, ValueFaultKind.Call, "json_object", "a key of a JSON object cannot be NULL")),
        (FractionOutOfRange(), _ => Plain(ErrorCode.ArgumentOutOfRange, ValueFaultKind.Refusal, "mc_fraction", "a fraction of percentiles lies between 0 and 1")),
        (UnknownZone(), match => new FaultText(
            ErrorCode.InvalidArguments, new ValueFault(ValueFaultKind.Refusal) { Operation = "mc_from_utc" }, "'{0}' is not a time zone; expected an IANA name such as Asia/Shanghai", "a text is not a time zone", match.Groups["value"].Value)),
        (LongEscape(), _ => Plain(ErrorCode.InvalidArguments, ValueFaultKind.Call, null, "ESCAPE of LIKE takes one character")),
        (WrongJsonPath(), match => new FaultText(
            ErrorCode.InvalidArguments, new ValueFault(ValueFaultKind.Call), "JSON path error {0}", "JSON path error", match.Groups["value"].Value)),
        (TilesNotPositive(), _ => Plain(ErrorCode.InvalidArguments, ValueFaultKind.Call, "ntile", "NTILE needs a number greater than 0")),
    ];

    /// <summary>The error of a value that the engine refused.</summary>
    /// <param name="error">The engine's error.</param>
    /// <param name="classCode">The code of its class, for errors that are not known more exactly.</param>
    /// <param name="query">The query that was run, to find the place; null when there is none.</param>
    public static RametException OfValue(DuckDbException error, ErrorCode classCode, BoundQuery? query)
    {
        var meaning = MeaningOf(error.Detail) ?? new FaultText(classCode, new ValueFault(ValueFaultKind.Call), DetailOf(error.Detail), "a value cannot be computed", null);
        var place = query is null ? null : FaultPlaces.Find(query, meaning.Fault);
        return new RametException(meaning.Code, ErrorKind.User, meaning.Write(place), place?.Span, cause: error);
    }

    /// <summary>Whether the engine's text is known to be about a value of the query, whatever its class.</summary>
    public static bool IsKnown(string detail) => MeaningOf(detail) is not null;

    private static FaultText? MeaningOf(string detail)
    {
        if (FunctionErrors.TryRead(detail, out var refused))
        {
            var fault = new ValueFault(ValueFaultKind.Refusal) { Operation = refused.Function };
            return new FaultText(refused.Code, fault, "{0}", "a function does not take the value of an argument", refused.Detail.TrimEnd());
        }
        foreach (var (wording, meaning) in wordings)
        {
            if (wording.Match(detail) is { Success: true } match)
                return meaning(match);
        }
        return patternProblems.Any(problem => detail.StartsWith(problem, StringComparison.Ordinal))
            ? Plain(ErrorCode.InvalidPattern, ValueFaultKind.Pattern, null, DetailOf(detail))
            : null;
    }

    private static FaultText Plain(ErrorCode code, ValueFaultKind kind, string? operation, string text) =>
        new(code, new ValueFault(kind) { Operation = operation }, text, null, null);

    private static FaultText TextConversion(string value, string engineType) => new(
        ErrorCode.IllegalCast,
        new ValueFault(ValueFaultKind.TextConversion) { Value = value, EngineType = engineType },
        $"value '{{0}}' cannot be cast from STRING to {WordOf(engineType)}",
        $"a value cannot be cast from STRING to {WordOf(engineType)}",
        value);

    private static FaultText OutOfRange(string value, string engineType) => new(
        ErrorCode.DataOverflow,
        new ValueFault(ValueFaultKind.RangeConversion) { Value = value, EngineType = engineType },
        $"value {{0}} is out of range for {WordOf(engineType)}",
        $"a value is out of range for {WordOf(engineType)}",
        value);

    private static FaultText Overflow(string operation, string engineType, string values) => new(
        ErrorCode.DataOverflow,
        new ValueFault(ValueFaultKind.Arithmetic) { Operation = operation, EngineType = engineType.Length > 0 ? engineType : null },
        $"{WordOf(engineType)} {operation} overflows{(values.Length > 0 ? ": {0}" : "")}",
        $"{WordOf(engineType)} {operation} overflows",
        values);

    /// <summary>A type of the engine in the dialect's words, for when the expression is not known. Texts become whole numbers by way of DECIMAL.</summary>
    private static string WordOf(string engineType) => engineType switch
    {
        "INT8" => "TINYINT",
        "INT16" => "SMALLINT",
        "INT32" => "INT",
        "INT64" => "BIGINT",
        "BOOL" => "BOOLEAN",
        "DECIMAL(38,18)" or "" => "a number",
        "TIMESTAMP" => "DATETIME",
        "INT128" => "DECIMAL",
        "numeric value" or "integer" => "BIGINT",
        _ when engineType.StartsWith("DECIMAL(", StringComparison.Ordinal) && !engineType.Contains(',', StringComparison.Ordinal) => "DECIMAL",
        _ => engineType,
    };

    private static string DetailOf(string detail)
    {
        var lines = detail.Split('\n');
        if (lines[0].StartsWith(CsvErrorStart, StringComparison.Ordinal))
            return CsvDetail(lines);
        return lines[0].TrimEnd();
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

    [GeneratedRegex(@"^Could not convert string (?<quote>['""])(?<value>.*)\k<quote> to (?<type>[A-Z0-9]+(\([0-9, ]+\))?)", RegexOptions.Singleline | RegexOptions.CultureInvariant)]
    private static partial Regex TextToType();

    [GeneratedRegex(@"^(invalid date field format|date field value out of range): ""(?<value>.*?)""", RegexOptions.Singleline | RegexOptions.CultureInvariant)]
    private static partial Regex TextToDate();

    [GeneratedRegex(@"^(invalid timestamp field format|timestamp field value out of range): ""(?<value>.*?)""", RegexOptions.Singleline | RegexOptions.CultureInvariant)]
    private static partial Regex TextToTimestamp();

    [GeneratedRegex(@"^Type [A-Z0-9()]+ with value (?<value>.*) can't be cast .* destination type (?<type>[A-Z0-9]+)", RegexOptions.Singleline | RegexOptions.CultureInvariant)]
    private static partial Regex ValueOutOfRange();

    [GeneratedRegex(@"^(Casting value ""(?<value>.*)"" to type (?<type>DECIMAL\([0-9]+,[0-9]+\)) failed|Could not cast value (?<value>\S+) to (?<type>DECIMAL\([0-9]+,[0-9]+\))|Failed to cast decimal value (?<value>\S+) to type (?<type>[A-Z0-9]+))", RegexOptions.Singleline | RegexOptions.CultureInvariant)]
    private static partial Regex DecimalOutOfRange();

    [GeneratedRegex(@"^Overflow in (?<operation>[a-z]+) of (?<type>[A-Z0-9]+(\([0-9,]+\))?|numeric value|integer) ?(\((?<values>.*)\))?", RegexOptions.Singleline | RegexOptions.CultureInvariant)]
    private static partial Regex OverflowIn();

    [GeneratedRegex(@"^Overflow on (?<call>(?<function>[a-z]+)\(.*\))", RegexOptions.Singleline | RegexOptions.CultureInvariant)]
    private static partial Regex OverflowOn();

    [GeneratedRegex("^More than one row returned by a subquery", RegexOptions.CultureInvariant)]
    private static partial Regex SeveralRows();

    [GeneratedRegex(@"^Could not parse string ""(?<value>.*)"" according to format specifier", RegexOptions.Singleline | RegexOptions.CultureInvariant)]
    private static partial Regex DateFormat();

    [GeneratedRegex(@"^Invalid UTF8 Codepoint (?<value>-?[0-9]+)", RegexOptions.CultureInvariant)]
    private static partial Regex CodePoint();

    [GeneratedRegex("^Invalid input for hex digit: (?<value>.)", RegexOptions.Singleline | RegexOptions.CultureInvariant)]
    private static partial Regex HexDigit();

    [GeneratedRegex("^Failure in decode: could not convert blob to UTF8", RegexOptions.CultureInvariant)]
    private static partial Regex NoText();

    [GeneratedRegex("^(Epoch (seconds|milliseconds|microseconds|ms|us) out of range|.*(Date|Timestamp|timestamp|date|TIMESTAMP WITH TIME ZONE).*(out of range|Overflow)|Overflow .*(Timestamp|timestamp|date)|Interval value .* out of range|interval value is out of range)", RegexOptions.CultureInvariant)]
    private static partial Regex BeyondYears();

    [GeneratedRegex("^(Cannot create a string of size|Substring (offset|length) outside of supported range)", RegexOptions.CultureInvariant)]
    private static partial Regex TextTooLong();

    [GeneratedRegex("^Lists larger than", RegexOptions.CultureInvariant)]
    private static partial Regex ListTooLong();

    [GeneratedRegex("^Map keys must be unique", RegexOptions.CultureInvariant)]
    private static partial Regex DuplicateKey();

    [GeneratedRegex("^Map keys can ?not be NULL", RegexOptions.CultureInvariant)]
    private static partial Regex NullKey();

    [GeneratedRegex("^JSON key cannot be NULL", RegexOptions.CultureInvariant)]
    private static partial Regex NullJsonKey();

    [GeneratedRegex("^(APPROXIMATE )?QUANTILE (can only take parameters in|argument must not be NULL)", RegexOptions.CultureInvariant)]
    private static partial Regex FractionOutOfRange();

    [GeneratedRegex("^Unknown TimeZone '(?<value>.*)'", RegexOptions.Singleline | RegexOptions.CultureInvariant)]
    private static partial Regex UnknownZone();

    [GeneratedRegex("^Invalid escape string", RegexOptions.CultureInvariant)]
    private static partial Regex LongEscape();

    [GeneratedRegex("^JSON path error (?<value>[^\\n]*)", RegexOptions.CultureInvariant)]
    private static partial Regex WrongJsonPath();

    [GeneratedRegex("^Argument for ntile must be greater than zero", RegexOptions.CultureInvariant)]
    private static partial Regex TilesNotPositive();

    /// <summary>An error of the engine in the dialect's words.</summary>
    /// <param name="Code">The code.</param>
    /// <param name="Fault">What is looked for in the query.</param>
    /// <param name="Text">The text; <c>{0}</c> is the value.</param>
    /// <param name="Veiled">The text without the value, for readers of views; null when the text has none.</param>
    /// <param name="Value">The value; null for none.</param>
    private sealed record FaultText(ErrorCode Code, ValueFault Fault, string Text, string? Veiled, string? Value)
    {
        /// <summary>The text for a place; there the types of a conversion may be known better than the engine says.</summary>
        public string Write(FaultPlace? place)
        {
            var isVeiled = place is { IsInView: true } && Veiled is not null;
            if (Value is not null && place is { From: { } from, To: { } to })
            {
                var value = isVeiled ? "a value" : $"value {(from.Kind is TypeKind.String or TypeKind.VarChar or TypeKind.Char ? $"'{Value}'" : Value)}";
                return Code == ErrorCode.IllegalCast
                    ? $"{value} cannot be cast from {from.ToSql()} to {to.ToSql()}"
                    : $"{value} is out of range for {to.ToSql()}";
            }
            return isVeiled ? Veiled! : Value is null ? Text : string.Format(CultureInfo.InvariantCulture, Text, Value);
        }
    }
}
