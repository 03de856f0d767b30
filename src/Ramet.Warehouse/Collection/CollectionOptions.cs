namespace Ramet.Warehouse.Collection;

/// <summary>How garbage is collected.</summary>
public sealed record CollectionOptions
{
    /// <summary>Whether to only say what would be deleted.</summary>
    public bool IsDryRun { get; init; }

    /// <summary>
    /// How long what nothing reaches any more is kept for those who may still use it: statements that are no running jobs, and other
    /// engines. Default 24 hours.
    /// </summary>
    public TimeSpan Grace { get; init; } = TimeSpan.FromHours(24);
}
