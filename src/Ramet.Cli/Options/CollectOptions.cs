namespace Ramet.Cli.Options;

/// <summary>What <c>ramet gc</c> does.</summary>
internal sealed record CollectOptions
{
    /// <summary>The warehouse and the caller.</summary>
    public required WarehouseSelection Warehouse { get; init; }

    /// <summary>Whether it only says what it would delete.</summary>
    public required bool IsDryRun { get; init; }

    /// <summary>How long what nothing reaches is kept, in hours.</summary>
    public required int GraceHours { get; init; }
}
