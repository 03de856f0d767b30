using System.Globalization;
using Ramet.Errors;
using Ramet.Tables.Commits;
using Ramet.Tables.Manifests;
using Ramet.Tables.Metadata;

namespace Ramet.Tables.Snapshots;

/// <summary>
/// Makes the snapshot of one change: writes its manifests and its manifest list, which become visible only when the catalog commits the
/// snapshot. When another statement was faster, <see cref="Write"/> is called again with the fresh state; manifests of new files, which do
/// not depend on the state, are written only once.
/// </summary>
/// <remarks>
/// S1 Every live file of the base that the change does not remove is live in the new snapshot, with the same sequence numbers.
/// S2 The totals of the summary are those of the manifest list.
/// S3 No file of an older snapshot is changed or deleted (I4); a crash leaves only files that nothing refers to (I1).
/// S4 When <see cref="Write"/> returns, all files that the snapshot refers to are durable, provided the data files are (I6).
/// S5 Files that the change removes one by one are all live in the base; otherwise nothing is written.
/// S6 A change that keeps the rows adds as many rows as it removes.
/// <para>
/// Removed files get no entries with the status "deleted". They are informational in the specification, and leaving them out makes the
/// removal of a whole manifest free.
/// </para>
/// </remarks>
public sealed class SnapshotWriter
{
    private readonly ManifestStore manifests;
    private readonly SnapshotChange change;
    private readonly Guid commitId = Guid.NewGuid();
    private IReadOnlyList<ManifestFile>? manifestsOfAdds;
    private int manifestCount;
    private int attemptCount;

    /// <summary>Prepares a change; nothing is written yet.</summary>
    /// <param name="manifests">Where manifests are read, and written through.</param>
    /// <param name="change">What to do. Its data files must be durable already.</param>
    public SnapshotWriter(ManifestStore manifests, SnapshotChange change)
    {
        this.manifests = manifests;
        this.change = change;
    }

    /// <summary>The id of the snapshot, the same in every attempt.</summary>
    public SnapshotId SnapshotId { get; } = SnapshotId.New();

    /// <summary>Applies the change to a state of the table.</summary>
    /// <param name="metadata">The state; its current snapshot is the base.</param>
    /// <param name="nowMs">UTC milliseconds from 1970-01-01.</param>
    /// <param name="cancellation">Stops between files; what is written by then is not referred to.</param>
    /// <returns>The snapshot, to be committed by <see cref="Updates"/> under <see cref="Requirements"/>.</returns>
    /// <exception cref="RametException">
    /// StorageError: a manifest of the base cannot be read, or a new one cannot be written; ConcurrentChange: the state lacks a file that
    /// the change removes (S5).
    /// </exception>
    /// <exception cref="ArgumentException">A new file does not fit the table's partition spec, or that spec cannot be written.</exception>
    public Snapshot Write(TableMetadata metadata, long nowMs, CancellationToken cancellation)
    {
        var listUri = string.Create(
            CultureInfo.InvariantCulture, $"{metadata.Location}/metadata/snap-{SnapshotId}-{attemptCount++}-{commitId}.avro");
        var attempt = new SnapshotAttempt(manifests, metadata, change, SnapshotId, () => NextManifestUri(metadata), cancellation);
        var snapshot = attempt.Build(manifestsOfAdds, listUri, nowMs);
        manifests.Objects.Write(attempt.NewObjects, cancellation); // S4
        manifestsOfAdds = attempt.ManifestsOfAdds;
        manifests.Remember(listUri, attempt.ManifestList);
        return snapshot;
    }

    /// <summary>The ids that the table must never give to new columns, since shared files use them; null when it shares none.</summary>
    public TableUpdate.ReserveIds? ReservedIds => change.Shares?.Ids;

    /// <summary>The updates that put a snapshot in force.</summary>
    public static ValueList<TableUpdate> Updates(Snapshot snapshot) =>
        [new TableUpdate.AddSnapshot(snapshot), new TableUpdate.SetCurrentSnapshot(snapshot.Id)];

    /// <summary>What must still hold when a snapshot that was made from this state is committed.</summary>
    public static ValueList<TableRequirement> Requirements(TableMetadata metadata) =>
        [new TableRequirement.HasUuid(metadata.TableUuid), new TableRequirement.HasCurrentSnapshot(metadata.CurrentSnapshotId)];

    private string NextManifestUri(TableMetadata metadata) =>
        string.Create(CultureInfo.InvariantCulture, $"{metadata.Location}/metadata/{commitId}-m{manifestCount++}.avro");
}
