using Ramet.Cli.Options;

namespace Ramet.Cli.Printing;

/// <summary>The formats by their names on the command line.</summary>
internal static class ResultFormats
{
    /// <summary>The format that an option chose.</summary>
    public static IResultFormat Of(OutputFormat format) => format switch
    {
        OutputFormat.Table => new GridFormat(),
        OutputFormat.Csv => new CsvFormat(),
        OutputFormat.Tsv => new TsvFormat(),
        OutputFormat.Json => new JsonFormat(),
    };
}
