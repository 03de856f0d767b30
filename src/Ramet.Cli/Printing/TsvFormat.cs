using System.Buffers;

namespace Ramet.Cli.Printing;

/// <summary>
/// Tab-separated values, one line a row whatever the values hold: tab, line feed, carriage return and back-slash are written as
/// <c>\t</c>, <c>\n</c>, <c>\r</c> and <c>\\</c>, NULL as <c>\N</c>.
/// </summary>
internal sealed class TsvFormat() : DelimitedFormat('\t')
{
    private static readonly SearchValues<char> NeedsEscape = SearchValues.Create("\t\n\r\\");

    /// <inheritdoc/>
    protected override void WriteValue(string? value, TextWriter output)
    {
        if (value is null)
        {
            output.Write("\\N");
            return;
        }
        var rest = value.AsSpan();
        for (var at = rest.IndexOfAny(NeedsEscape); at >= 0; at = rest.IndexOfAny(NeedsEscape))
        {
            output.Write(rest[..at]);
            output.Write(Escape(rest[at]));
            rest = rest[(at + 1)..];
        }
        output.Write(rest);
    }

    private static string Escape(char c) => c switch
    {
        '\t' => "\\t",
        '\n' => "\\n",
        '\r' => "\\r",
        _ => "\\\\",
    };
}
