using Ramet.Catalog.Tables;
using Ramet.Tables.Snapshots;

namespace Ramet.Catalog.Retention;

/// <summary>A snapshot whose files must be kept.</summary>
/// <param name="Table">The table that has it, or had it.</param>
/// <param name="Snapshot">The snapshot.</param>
/// <param name="ManifestList">URI of its manifest list, from which all of its files are reached. Several snapshots may share one.</param>
public sealed record SnapshotFile(TableId Table, SnapshotId Snapshot, string ManifestList);
