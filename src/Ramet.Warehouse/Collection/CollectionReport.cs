namespace Ramet.Warehouse.Collection;

/// <summary>What a collection deleted, or would delete.</summary>
public sealed record CollectionReport
{
    /// <summary>Whether nothing was deleted: the numbers say what would be.</summary>
    public required bool IsDryRun { get; init; }

    /// <summary>Only what expired, or was written, before this time was considered; UTC.</summary>
    public required DateTimeOffset Horizon { get; init; }

    /// <summary>Snapshots that were forgotten.</summary>
    public required long Snapshots { get; init; }

    /// <summary>Records of jobs that were removed.</summary>
    public required long Jobs { get; init; }

    /// <summary>Files that were deleted.</summary>
    public required long Files { get; init; }

    /// <summary>Their size in bytes.</summary>
    public required long Bytes { get; init; }

    /// <summary>Empty directories that were deleted.</summary>
    public required long Directories { get; init; }
}
