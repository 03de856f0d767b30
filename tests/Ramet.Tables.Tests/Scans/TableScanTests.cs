using Ramet.Errors;
using Ramet.Tables.Manifests;
using Ramet.Tables.Partitions;
using Ramet.Tables.Scans;
using Ramet.Tables.Snapshots;
using Ramet.Tables.Tests.Snapshots;
using Ramet.Tables.Tests.Storage;

namespace Ramet.Tables.Tests.Scans;

public sealed class TableScanTests
{
    private readonly MemoryObjectStore store = new();
    private readonly TableDriver table;

    public TableScanTests()
    {
        table = new TableDriver(store, SampleTable.SaleDetail());
        table.Commit(SnapshotChange.Append([table.NewFile(Key("2023", "a"), 3), table.NewFile(Key("2023", "b"), 0)]));
        table.Commit(SnapshotChange.Append([table.NewFile(Key("2024", "a"), 4)]));
        table.Commit(SnapshotChange.Append([table.NewFile(Key("2023", "a"), 5)]));
    }

    [Fact]
    public void Partitions_are_listed_in_order_with_what_they_hold()
    {
        Assert.Equal(
            [
                (Key("2023", "a"), 2, 8L, 208L, 3L),
                (Key("2023", "b"), 0, 0L, 0L, 1L),
                (Key("2024", "a"), 1, 4L, 104L, 2L),
            ],
            table.Scan().Partitions(PartitionFilter.All).Select(p => (p.Key, p.Files, p.Records, p.Bytes, p.LastSequenceNumber)));
        Assert.Equal(table.Metadata.CurrentSnapshotId, table.Scan().Partitions(PartitionFilter.All)[0].LastChange);
    }

    [Fact]
    public void Only_manifests_that_may_hold_a_wanted_partition_are_opened()
    {
        table.ForgetCache();
        var reads = store.Reads;
        var file = Assert.Single(table.Scan().FilesWithRows(PartitionFilter.Matching(PartitionValue.OfString("2024"))));
        Assert.Equal(4, file.RecordCount);
        Assert.Equal(reads + 2, store.Reads); // the list and one manifest

        Assert.Single(table.Scan().FilesWithRows(PartitionFilter.Matching(PartitionValue.OfString("2024"))));
        Assert.Equal(reads + 2, store.Reads); // both are remembered
    }

    [Fact]
    public void File_without_rows_is_not_scanned()
    {
        Assert.Empty(table.Scan().FilesWithRows(PartitionFilter.Of([Key("2023", "b")])));
        Assert.Single(table.Scan().LiveFiles(PartitionFilter.Of([Key("2023", "b")])));
    }

    [Fact]
    public void Existing_partitions_are_found()
    {
        Assert.Equal([Key("2023", "b")], table.Scan().FindExisting([Key("2023", "b"), Key("2024", "b")]));
        Assert.Empty(table.Scan().FindExisting([]));
    }

    [Fact]
    public void Older_snapshot_is_scanned_as_it_was()
    {
        var scan = new TableScan(table.Manifests, table.Metadata, table.Metadata.Snapshots[0]);
        Assert.Equal(3, scan.Totals().Records);
        Assert.Equal(1, scan.Totals().FilesWithRows);
        Assert.Equal(2, scan.Partitions(PartitionFilter.All).Count);
    }

    [Fact]
    public void Table_without_a_snapshot_is_empty()
    {
        var empty = new TableDriver(store, SampleTable.AllTypes());
        Assert.Empty(empty.LivePaths());
        Assert.Empty(empty.Scan().Partitions(PartitionFilter.All));
        Assert.Equal(default, empty.Scan().Totals());
    }

    [Fact]
    public void Totals_come_without_reading_and_from_the_manifests_when_the_summary_lacks_them()
    {
        table.ForgetCache();
        var reads = store.Reads;
        Assert.Equal(12, table.Scan().Totals().Records);
        Assert.Equal(reads, store.Reads);

        var current = table.Metadata.CurrentSnapshot!;
        var silent = current with { Summary = new SnapshotSummary(SnapshotOperation.Append, current.Summary.Properties.Clear()) };
        Assert.Equal(table.Scan().Totals(), new TableScan(table.Manifests, table.Metadata, silent).Totals());
    }

    [Fact]
    public void File_of_another_format_is_refused_by_its_name()
    {
        var file = table.NewFile(Key("2025", "a")) with { Format = FileFormat.Orc, Path = "file:///warehouse/x.orc" };
        table.Commit(SnapshotChange.Append([file]));
        var error = Assert.Throws<RametException>(() => table.Scan().FilesWithRows(PartitionFilter.All).ToList());
        Assert.Contains("'file:///warehouse/x.orc' is in the format Orc", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Many_threads_share_one_cache()
    {
        var small = new ManifestStore(store, cachedEntriesMax: 20);
        Parallel.For(0, 200, _ =>
        {
            var files = new TableScan(small, table.Metadata).LiveFiles(PartitionFilter.All);
            Assert.Equal(12, files.Sum(file => file.RecordCount));
        });
    }

    [Fact]
    public void Cache_forgets_what_was_used_longest_ago()
    {
        var cache = new ManifestCache<int>(linesMax: 7); // two files of two lines, and one for each file
        cache.Add("a", [1, 2]);
        cache.Add("b", [3, 4]);
        Assert.True(cache.TryGet("a", out _));
        cache.Add("c", [5, 6]);
        cache.Add("huge", [1, 2, 3, 4, 5, 6, 7]);

        Assert.Equal([true, false, true, false], new[] { "a", "b", "c", "huge" }.Select(uri => cache.TryGet(uri, out _)));
    }

    [Fact]
    public void Cache_does_not_keep_empty_files_without_limit()
    {
        var cache = new ManifestCache<int>(linesMax: 10);
        for (var i = 0; i < 100; i++)
            cache.Add($"empty {i}", []);
        Assert.Equal(10, Enumerable.Range(0, 100).Count(i => cache.TryGet($"empty {i}", out _)));
    }

    private static PartitionKey Key(string date, string region) => new(PartitionValue.OfString(date), PartitionValue.OfString(region));
}
