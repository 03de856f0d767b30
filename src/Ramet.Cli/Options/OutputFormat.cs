namespace Ramet.Cli.Options;

/// <summary>How results are written to standard output.</summary>
internal enum OutputFormat
{
    /// <summary>The grid of MaxCompute's documentation, for people.</summary>
    Table,

    /// <summary>Comma-separated values (RFC 4180) under a header.</summary>
    Csv,

    /// <summary>An array of objects a statement.</summary>
    Json,

    /// <summary>Tab-separated values with back-slash escapes under a header.</summary>
    Tsv,
}
