namespace Ramet.DuckDb;

/// <summary>How a database is opened.</summary>
public sealed record DuckDbOptions
{
    /// <summary>The database file, made when it does not exist; null for a database in memory.</summary>
    public string? Path { get; init; }

    /// <summary>Whether the database file may only be read; it must exist then.</summary>
    public bool ReadOnly { get; init; }

    /// <summary>Number of threads that run queries, the caller's included; null for one per core.</summary>
    public int? Threads { get; init; }

    /// <summary>Bytes of memory the engine may use for its buffers; null for its default, 80 % of the machine's memory.</summary>
    public long? MemoryLimitBytes { get; init; }

    /// <summary>
    /// The directory into which queries spill what exceeds the memory limit, made when first needed; null for the engine's default:
    /// <c>.tmp</c> in the current directory, or beside the database file.
    /// </summary>
    public string? TempDirectory { get; init; }

    /// <summary>Bytes the temporary directory may take; null for the engine's default, 90 % of the free space on its disk.</summary>
    public long? TempDirectoryBytesMax { get; init; }

    /// <summary>
    /// Further settings of the engine by name, with values as text (https://duckdb.org/docs/stable/configuration/overview). They win over
    /// everything above and over this binding's own: that extensions are neither installed nor loaded by themselves.
    /// </summary>
    public IReadOnlyDictionary<string, string> Settings { get; init; } = new Dictionary<string, string>();
}
