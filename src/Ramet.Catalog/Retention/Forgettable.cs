namespace Ramet.Catalog.Retention;

/// <summary>How much the catalog holds of what a collection forgets.</summary>
/// <param name="Snapshots">Snapshots that expired before its horizon.</param>
/// <param name="Jobs">Jobs that finished long ago.</param>
public sealed record Forgettable(long Snapshots, long Jobs);
