namespace Ramet.Server;

/// <summary>How the log is written to standard error.</summary>
public enum LogFormat
{
    /// <summary>Not at all.</summary>
    None,

    /// <summary>A line of text for each message.</summary>
    Text,

    /// <summary>A JSON object on one line for each message.</summary>
    Json,
}
