using Ramet.Tables.Snapshots;

namespace Ramet.Warehouse.History;

/// <summary>One of the states that the rows of a table had.</summary>
/// <param name="Number">
/// Its number, which SHOW HISTORY calls LSN: the sequence number of the snapshot, 0 for the empty table before its first snapshot.
/// </param>
/// <param name="Snapshot">The snapshot; null for the empty table before its first one.</param>
/// <param name="Since">From when it was the current state, UTC.</param>
/// <param name="ReplacedAt">When the next state took its place, UTC; null for the current one.</param>
internal sealed record TableState(long Number, Snapshot? Snapshot, DateTimeOffset Since, DateTimeOffset? ReplacedAt)
{
    /// <summary>Whether it is the last one.</summary>
    public bool IsCurrent => ReplacedAt is null;
}
