using Ramet.Warehouse.Jobs;

namespace Ramet.Warehouse;

/// <summary>How a warehouse is opened.</summary>
public sealed record WarehouseOptions
{
    /// <summary>The directory of the warehouse; made, with its parents, when it does not exist.</summary>
    public required string Directory { get; init; }

    /// <summary>Threads that run queries; null for one per core.</summary>
    public int? Threads { get; init; }

    /// <summary>Bytes of memory that queries may use before they spill to disk; null for half of the machine's memory.</summary>
    public long? MemoryLimitBytes { get; init; }

    /// <summary>The directory for what queries spill; null for <c>tmp</c> in the warehouse's directory.</summary>
    public string? TempDirectory { get; init; }

    /// <summary>
    /// Directories outside of the warehouse whose files every user may read, by LOAD and external tables; default none. The administrator may
    /// read all files of the machine that this process may.
    /// </summary>
    public IReadOnlyList<string> AllowedLocations { get; init; } = [];

    /// <summary>Directories outside of the warehouse to which every user may write files by UNLOAD; default none, for the administrator too.</summary>
    public IReadOnlyList<string> UnloadLocations { get; init; } = [];

    /// <summary>How many jobs of <see cref="RametWarehouse.Jobs"/> run side by side, and how long what they leave is kept.</summary>
    public JobOptions Jobs { get; init; } = new();

    /// <summary>The clock.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;
}
