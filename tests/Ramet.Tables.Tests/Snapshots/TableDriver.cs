using Ramet.Tables.Commits;
using Ramet.Tables.Manifests;
using Ramet.Tables.Metadata;
using Ramet.Tables.Partitions;
using Ramet.Tables.Scans;
using Ramet.Tables.Snapshots;
using Ramet.Tables.Storage;

namespace Ramet.Tables.Tests.Snapshots;

/// <summary>A table with a store, to be changed and looked at by tests.</summary>
internal sealed class TableDriver(IObjectStore store, TableMetadata metadata)
{
    private int fileCount;

    public TableMetadata Metadata { get; private set; } = metadata;

    public ManifestStore Manifests { get; private set; } = new(store);

    public IReadOnlyList<ManifestFile> ManifestList => Manifests.ReadList(Metadata, Metadata.CurrentSnapshot);

    public DataFile NewFile(PartitionKey key, long rows = 1) => new()
    {
        Path = $"{Metadata.Location}/data/{fileCount++:D6}.parquet",
        Partition = key,
        RecordCount = rows,
        SizeBytes = 100 + rows,
    };

    public Snapshot Commit(SnapshotChange change) => Commit(new SnapshotWriter(Manifests, change));

    public Snapshot Commit(SnapshotWriter writer)
    {
        var snapshot = writer.Write(Metadata, SampleTable.NowMs + Metadata.LastSequenceNumber, CancellationToken.None);
        Commit(Metadata, snapshot);
        return snapshot;
    }

    /// <summary>Commits what was made from an older state: a conflict.</summary>
    public void Commit(TableMetadata basis, Snapshot snapshot)
    {
        foreach (var requirement in SnapshotWriter.Requirements(basis))
            TableCommit.Check(Metadata, requirement);
        Metadata = TableCommit.Apply(Metadata, SnapshotWriter.Updates(snapshot), snapshot.TimestampMs);
    }

    public TableScan Scan() => new(Manifests, Metadata);

    /// <summary>Forgets what was read, so that everything comes from the store again.</summary>
    public void ForgetCache() => Manifests = new ManifestStore(store);

    public string[] LivePaths() => [.. Scan().LiveFiles(PartitionFilter.All).Select(file => file.Path).Order(StringComparer.Ordinal)];
}
