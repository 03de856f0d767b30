namespace Ramet.Cli.Transfers;

/// <summary>The form of a file whose rows are moved.</summary>
internal enum FileFormat
{
    /// <summary>Comma-separated values under a header, as <c>--format csv</c> writes them: NULL is nothing, the empty text is <c>""</c>.</summary>
    Csv,

    /// <summary>Apache Parquet.</summary>
    Parquet,
}
