using Ramet.Tables.Commits;
using Ramet.Tables.Manifests;
using Ramet.Tables.Partitions;

namespace Ramet.Tables.Snapshots;

/// <summary>
/// A change of the files of a table, as data: take some partitions away, then add files. It does not say of which state, so it can be
/// applied again when another statement was faster.
/// </summary>
public sealed record SnapshotChange
{
    private SnapshotChange()
    {
    }

    /// <summary>The partitions whose files are removed first; null when none are.</summary>
    public PartitionFilter? Removes { get; private init; }

    /// <summary>
    /// Single files that are removed, all of which the state must have (S5 of <see cref="SnapshotWriter"/>); null when none are.
    /// </summary>
    public RemovedFiles? RemovesFiles { get; private init; }

    /// <summary>New data files.</summary>
    public IReadOnlyList<DataFile> Adds { get; private init; } = [];

    /// <summary>Whole manifests of another table that are shared; null for none.</summary>
    public SharedManifests? Shares { get; private init; }

    /// <summary>Whether the added files hold exactly the rows of the removed ones.</summary>
    public bool KeepsRows { get; private init; }

    /// <summary>Whether nothing is removed.</summary>
    public bool IsAppend => Removes is null && RemovesFiles is null;

    /// <summary>Adds files: INSERT INTO, and ADD PARTITION with files without rows.</summary>
    public static SnapshotChange Append(IReadOnlyList<DataFile> files) => new() { Adds = files };

    /// <summary>Replaces all files: INSERT OVERWRITE of a table without partitions, and TRUNCATE when there are no new ones.</summary>
    public static SnapshotChange ReplaceAll(IReadOnlyList<DataFile> files) => new() { Removes = PartitionFilter.All, Adds = files };

    /// <summary>Replaces the files of given partitions: INSERT OVERWRITE of a static partition, and the rename of one.</summary>
    /// <param name="removed">The partitions that lose all their files.</param>
    /// <param name="files">The new files, of these partitions or of others.</param>
    public static SnapshotChange ReplacePartitions(PartitionFilter removed, IReadOnlyList<DataFile> files) =>
        new() { Removes = removed, Adds = files };

    /// <summary>Replaces exactly the partitions that the new files belong to: INSERT OVERWRITE with dynamic partitions.</summary>
    public static SnapshotChange ReplacePartitionsOf(IReadOnlyList<DataFile> files) => new()
    {
        Removes = PartitionFilter.Of(files.Select(file => file.Partition)),
        Adds = files,
    };

    /// <summary>Removes partitions: DROP PARTITION.</summary>
    public static SnapshotChange DeletePartitions(PartitionFilter removed) => new() { Removes = removed };

    /// <summary>Replaces single files by others: UPDATE, DELETE and MERGE, which write the rows of these files anew.</summary>
    /// <param name="removed">Files of the state that the change was made for.</param>
    /// <param name="files">The new files, of the same partitions or of others.</param>
    public static SnapshotChange ReplaceFiles(IEnumerable<DataFile> removed, IReadOnlyList<DataFile> files) =>
        new() { RemovesFiles = new RemovedFiles(removed), Adds = files };

    /// <summary>Replaces single files by others with exactly their rows: the merge of small files.</summary>
    /// <inheritdoc cref="ReplaceFiles"/>
    public static SnapshotChange RewriteFiles(IEnumerable<DataFile> removed, IReadOnlyList<DataFile> files) =>
        ReplaceFiles(removed, files) with { KeepsRows = true };

    /// <summary>Also takes in whole manifests of another table, whose files are then shared: CLONE into an existing table.</summary>
    public SnapshotChange WithShared(SharedManifests shared) => this with { Shares = shared };
}

/// <summary>
/// Manifests of another table, to be shared as they are. Both tables must have equal partition specs under the same id, and equal field
/// ids for the columns.
/// </summary>
/// <param name="Manifests">The manifests.</param>
/// <param name="Totals">What their live files hold in all.</param>
/// <param name="Ids">
/// The ids that the other table has given. Its files may hold columns that it dropped: a column that is added here later must not have
/// the id of one, or the old values would show in it.
/// </param>
public sealed record SharedManifests(IReadOnlyList<ManifestFile> Manifests, SnapshotTotals Totals, TableUpdate.ReserveIds Ids);
