using Ramet.Access;

namespace Ramet.Cli.Options;

/// <summary>Which warehouse is opened, by whom and with what means: the options that all commands share.</summary>
internal sealed record WarehouseSelection
{
    /// <summary>The warehouse's directory.</summary>
    public required string Directory { get; init; }

    /// <summary>The project that is current at the start; null for none.</summary>
    public required string? Project { get; init; }

    /// <summary>Who runs the statements.</summary>
    public required Principal Caller { get; init; }

    /// <summary>Memory that queries may use, in bytes; null for the warehouse's default.</summary>
    public required long? MemoryBytes { get; init; }

    /// <summary>Threads that queries may use; null for the warehouse's default.</summary>
    public required int? Threads { get; init; }

    /// <summary>Directories whose files every user may read.</summary>
    public IReadOnlyList<string> AllowedLocations { get; init; } = [];

    /// <summary>Directories to which every user may write by UNLOAD.</summary>
    public IReadOnlyList<string> UnloadLocations { get; init; } = [];
}
