using System.Buffers;

namespace Ramet.Cli.Printing;

/// <summary>
/// Comma-separated values as in RFC 4180, with lines ended by LF. NULL is an empty value and the empty string is <c>""</c>, so that the
/// two stay apart.
/// </summary>
internal sealed class CsvFormat() : DelimitedFormat(',')
{
    private static readonly SearchValues<char> NeedsQuotes = SearchValues.Create(",\"\r\n");

    /// <inheritdoc/>
    protected override void WriteValue(string? value, TextWriter output)
    {
        if (value is null)
            return;
        if (value.Length > 0 && !value.AsSpan().ContainsAny(NeedsQuotes))
        {
            output.Write(value);
            return;
        }
        output.Write('"');
        output.Write(value.Replace("\"", "\"\"", StringComparison.Ordinal));
        output.Write('"');
    }
}
