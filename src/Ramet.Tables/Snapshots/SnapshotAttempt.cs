using Ramet.Errors;
using Ramet.Tables.Manifests;
using Ramet.Tables.Metadata;
using Ramet.Tables.Partitions;
using Ramet.Tables.Scans;
using Ramet.Tables.Storage;

namespace Ramet.Tables.Snapshots;

/// <summary>
/// One application of a change to one state of a table. It builds all new files in memory; <see cref="SnapshotWriter"/> then writes them
/// in one go. The invariants S1, S2, S5 and S6 are explained there.
/// </summary>
internal sealed class SnapshotAttempt
{
    private readonly ManifestStore manifests;
    private readonly TableMetadata metadata;
    private readonly SnapshotChange change;
    private readonly SnapshotId snapshotId;
    private readonly Func<string> nextManifestUri;
    private readonly CancellationToken cancellation;
    private readonly long sequenceNumber;
    private readonly List<NewObject> newObjects = [];
    private SnapshotTotals removed;

    public SnapshotAttempt(
        ManifestStore manifests,
        TableMetadata metadata,
        SnapshotChange change,
        SnapshotId snapshotId,
        Func<string> nextManifestUri,
        CancellationToken cancellation)
    {
        this.manifests = manifests;
        this.metadata = metadata;
        this.change = change;
        this.snapshotId = snapshotId;
        this.nextManifestUri = nextManifestUri;
        this.cancellation = cancellation;

        // Shared manifests may be younger than anything in this table.
        var shared = change.Shares?.Manifests ?? [];
        sequenceNumber = 1 + shared.Select(manifest => manifest.SequenceNumber).Append(metadata.LastSequenceNumber).Max();
    }

    /// <summary>The files to write.</summary>
    public IReadOnlyList<NewObject> NewObjects => newObjects;

    /// <summary>The manifests of the files that the change adds.</summary>
    public IReadOnlyList<ManifestFile> ManifestsOfAdds { get; private set; } = [];

    /// <summary>The manifests of the snapshot.</summary>
    public IReadOnlyList<ManifestFile> ManifestList { get; private set; } = [];

    /// <summary>Makes the snapshot and the files that it needs.</summary>
    /// <param name="writtenForAdds">What an earlier attempt wrote for the added files; null for none.</param>
    /// <param name="listUri">Where the manifest list will be.</param>
    /// <param name="nowMs">UTC milliseconds from 1970-01-01.</param>
    public Snapshot Build(IReadOnlyList<ManifestFile>? writtenForAdds, string listUri, long nowMs)
    {
        ManifestsOfAdds = writtenForAdds is null ? WriteAdds() : [.. writtenForAdds.Select(WithNewSequenceNumber)];
        ManifestList = [.. ManifestsOfAdds, .. change.Shares?.Manifests ?? [], .. KeepMergeOrRewrite()];
        CheckRemovedFiles();
        var summary = Summarise();
        newObjects.Add(new NewObject(
            listUri, ManifestListAvro.Write(ManifestList, metadata, snapshotId, metadata.CurrentSnapshotId, sequenceNumber)));
        return new Snapshot
        {
            Id = snapshotId,
            ParentId = metadata.CurrentSnapshotId,
            SequenceNumber = sequenceNumber,
            TimestampMs = nowMs,
            ManifestList = listUri,
            Summary = summary,
            SchemaId = metadata.CurrentSchemaId,
        };
    }

    // Its files inherit the number from the list, so the manifest itself need not change.
    private ManifestFile WithNewSequenceNumber(ManifestFile manifest) =>
        manifest with { SequenceNumber = sequenceNumber, MinSequenceNumber = sequenceNumber };

    // Sorted, so that each of several manifests covers a narrow range of partitions.
    private List<ManifestFile> WriteAdds()
    {
        if (change.Adds.Count == 0)
            return [];
        var spec = metadata.DefaultSpec;
        if (!spec.IsWritable)
            throw new ArgumentException($"Partition spec {spec.Id} of the table has fields other than identity and cannot be written.");
        return WriteManifests(spec.Id, change.Adds.OrderBy(file => file.Partition), (writer, file) => writer.Add(file));
    }

    private List<ManifestFile> KeepMergeOrRewrite()
    {
        var kept = new List<ManifestFile>();
        var rewritten = new List<ManifestFile>();
        foreach (var manifest in manifests.ReadList(metadata, metadata.CurrentSnapshot))
        {
            cancellation.ThrowIfCancellationRequested();
            switch (ScopeOf(manifest))
            {
                case Scope.None:
                    kept.Add(manifest);
                    break;
                case Scope.Part:
                    rewritten.AddRange(WriteExisting(manifest.SpecId, Survivors(manifest)));
                    break;
                case Scope.Whole:
                    break;
            }
        }

        return [.. rewritten, .. Merge(kept)];
    }

    // How much of a manifest the change removes; what it removes is counted.
    private Scope ScopeOf(ManifestFile manifest)
    {
        if (manifest.LiveFiles == 0 || change.Removes == PartitionFilter.All)
            return Scope.Whole;
        if (!MayRemoveFrom(manifest))
            return Scope.None;
        var live = manifests.ReadEntries(metadata, manifest).Where(entry => entry.IsLive).ToArray();
        var removedHere = live.Where(entry => IsRemoved(entry.File)).ToArray();
        removed += SnapshotTotals.OfFiles(removedHere.Select(entry => entry.File));
        return removedHere.Length == 0 ? Scope.None : removedHere.Length < live.Length ? Scope.Part : Scope.Whole;
    }

    private bool MayRemoveFrom(ManifestFile manifest) =>
        change.Removes?.MayInclude(manifest) == true || change.RemovesFiles?.MayInclude(manifest) == true;

    private bool IsRemoved(DataFile file) =>
        change.Removes?.Includes(file.Partition) == true || change.RemovesFiles?.Includes(file) == true;

    private IEnumerable<ManifestEntry> Survivors(ManifestFile manifest) => ReadLive(manifest).Where(entry => !IsRemoved(entry.File));

    private IEnumerable<ManifestEntry> ReadLive(ManifestFile manifest) =>
        manifests.ReadEntriesWithStatistics(metadata, manifest).Where(entry => entry.IsLive);

    // Manifests of this attempt are not merged: those of added files must stay as they are for the next one.
    private List<ManifestFile> Merge(List<ManifestFile> kept)
    {
        var group = ManifestMergePolicy.Choose(kept);
        if (group.Count == 0)
            return kept;
        var merged = WriteExisting(group[0].SpecId, group.SelectMany(ReadLive).OrderBy(entry => entry.File.Partition));
        return [.. merged, .. kept.Where(manifest => !group.Contains(manifest))];
    }

    private List<ManifestFile> WriteExisting(int specId, IEnumerable<ManifestEntry> entries) =>
        WriteManifests(specId, entries, (writer, entry) => writer.AddExisting(entry)); // S1

    private List<ManifestFile> WriteManifests<T>(int specId, IEnumerable<T> items, Action<ManifestWriter, T> add)
    {
        var written = new List<ManifestFile>();
        var writer = NewManifest(specId);
        foreach (var item in items)
        {
            if (writer.Length >= ManifestMergePolicy.FullBytes)
            {
                cancellation.ThrowIfCancellationRequested();
                written.Add(Finish(writer));
                writer = NewManifest(specId);
            }

            add(writer, item);
        }

        written.Add(Finish(writer));
        return written;
    }

    private ManifestWriter NewManifest(int specId)
    {
        var spec = metadata.FindSpec(specId) ?? throw new ArgumentException($"The table has no partition spec {specId}.", nameof(specId));
        return new ManifestWriter(metadata.CurrentSchema, spec, metadata.PartitionTypeOf(specId), snapshotId);
    }

    private ManifestFile Finish(ManifestWriter writer)
    {
        var manifest = writer.Finish(nextManifestUri(), sequenceNumber, out var content);
        newObjects.Add(new NewObject(manifest.Path, content));
        return manifest;
    }

    private SnapshotSummary Summarise()
    {
        var added = SnapshotTotals.OfFiles(change.Adds) + (change.Shares?.Totals ?? default);
        var before = BaseTotals();
        if (change.Removes == PartitionFilter.All)
            removed = before;
        var total = before - removed + added;
        CheckTotals(total);
        CheckKeptRows(added);
        var operation = change switch
        {
            { IsAppend: true } => SnapshotOperation.Append,
            { KeepsRows: true } => SnapshotOperation.Replace,
            { Adds.Count: 0, Shares: null } => SnapshotOperation.Delete,
            _ => SnapshotOperation.Overwrite,
        };
        return SnapshotSummary.Of(operation, added, removed, total);
    }

    private SnapshotTotals BaseTotals() => metadata.CurrentSnapshot is not { } current
        ? default
        : new TableScan(manifests, metadata, current).Totals();

    // S5. Adding what was made of files that another statement has removed would bring their rows back.
    private void CheckRemovedFiles()
    {
        if (change.RemovesFiles is not { } files || files.Count == removed.DataFiles)
            return;
        throw new RametException(
            ErrorCode.ConcurrentChange,
            ErrorKind.Conflict,
            $"the table at '{metadata.Location}' was changed by another statement: of {files.Count} files to replace it still has {removed.DataFiles}",
            hint: "Run the statement again.");
    }

    // S2
    private void CheckTotals(SnapshotTotals total)
    {
        var files = ManifestList.Sum(manifest => (long)manifest.LiveFiles);
        var records = ManifestList.Sum(manifest => manifest.LiveRows);
        if (files == total.DataFiles && records == total.Records)
            return;
        throw new RametException(
            ErrorCode.InternalError,
            ErrorKind.Defect,
            $"a new snapshot of the table at '{metadata.Location}' would hold {records} rows in {files} files; "
            + $"{total.Records} rows in {total.DataFiles} files were expected");
    }

    // S6
    private void CheckKeptRows(SnapshotTotals added)
    {
        if (!change.KeepsRows || added.Records == removed.Records)
            return;
        throw new RametException(
            ErrorCode.InternalError,
            ErrorKind.Defect,
            $"files with {removed.Records} rows of the table at '{metadata.Location}' would be replaced by files with {added.Records}");
    }

    private enum Scope
    {
        None,
        Part,
        Whole,
    }
}
