using Ramet.Errors;
using Ramet.Tables.Commits;
using Ramet.Tables.Manifests;
using Ramet.Tables.Partitions;
using Ramet.Tables.Snapshots;
using Ramet.Tables.Tests.Storage;

namespace Ramet.Tables.Tests.Snapshots;

public sealed class SnapshotWriterTests
{
    private readonly MemoryObjectStore store = new();
    private readonly TableDriver table;

    public SnapshotWriterTests() => table = new TableDriver(store, SampleTable.SaleDetail());

    [Fact]
    public void Summary_tells_what_was_done_and_what_there_is()
    {
        DataFile[] files = [table.NewFile(Key("2023", "a"), 10), table.NewFile(Key("2024", "a"), 20), table.NewFile(Key("2024", "b"), 0)];
        table.Commit(SnapshotChange.Append(files));
        var snapshot = table.Commit(SnapshotChange.ReplacePartitionsOf([table.NewFile(Key("2024", "a"), 5)]));

        Assert.Equal(SnapshotOperation.Overwrite, snapshot.Summary.Operation);
        Assert.Equal(
            "added-data-files=1 added-files-size=105 added-records=5 deleted-data-files=1 deleted-records=20 ramet.total-empty-files=1 "
            + "ramet.total-empty-files-size=100 removed-files-size=120 total-data-files=3 total-delete-files=0 total-equality-deletes=0 "
            + "total-files-size=315 total-position-deletes=0 total-records=15",
            string.Join(' ', snapshot.Summary.Properties.Select(property => $"{property.Key}={property.Value}")));
        Assert.Equal(2, snapshot.SequenceNumber);
        Assert.Equal(215, table.Scan().Totals().BytesOfRows);
    }

    [Fact]
    public void Manifest_out_of_scope_is_reused_and_a_mixed_one_is_split()
    {
        table.Commit(SnapshotChange.Append([table.NewFile(Key("2023", "a")), table.NewFile(Key("2023", "b"))]));
        table.Commit(SnapshotChange.Append([table.NewFile(Key("2024", "a")), table.NewFile(Key("2024", "b"))]));
        var before = table.ManifestList.Select(manifest => manifest.Path).ToArray();

        table.Commit(SnapshotChange.DeletePartitions(PartitionFilter.Of([Key("2024", "a")])));

        var after = table.ManifestList;
        Assert.Equal(2, after.Count);
        Assert.Equal(before[1], after[1].Path); // of 2023
        Assert.NotEqual(before[0], after[0].Path);
        Assert.Equal((0, 1, 2L), (after[0].AddedFiles, after[0].ExistingFiles, after[0].MinSequenceNumber));
        Assert.Equal(["2023/a", "2023/b", "2024/b"], Partitions(table));
    }

    [Fact]
    public void Replacing_a_file_rewrites_its_manifest_and_no_other()
    {
        DataFile[] first = [table.NewFile(Key("2023", "a"), 3), table.NewFile(Key("2023", "a"), 4)];
        table.Commit(SnapshotChange.Append(first));
        table.Commit(SnapshotChange.Append([table.NewFile(Key("2023", "a"), 5)]));
        table.Commit(SnapshotChange.Append([table.NewFile(Key("2024", "a"), 6)]));
        var before = table.ManifestList.Select(manifest => manifest.Path).ToArray();

        var replacement = table.NewFile(Key("2023", "a"), 2);
        var snapshot = table.Commit(SnapshotChange.ReplaceFiles([first[1]], [replacement]));

        Assert.Equal(SnapshotOperation.Overwrite, snapshot.Summary.Operation);
        Assert.Equal(before[..2], table.ManifestList.Select(manifest => manifest.Path).Intersect(before)); // of 2024, and of the other file of 2023
        Assert.Equal(["000000.parquet", "000002.parquet", "000003.parquet", "000004.parquet"], table.LivePaths().Select(Path.GetFileName));
        Assert.Equal(3 + 5 + 6 + 2, table.Scan().Totals().Records);
    }

    [Fact]
    public void S5_replacing_a_file_that_is_gone_is_a_conflict_and_writes_nothing()
    {
        var file = table.NewFile(Key("2023", "a"), 3);
        table.Commit(SnapshotChange.Append([file, table.NewFile(Key("2024", "a"))]));
        var change = SnapshotChange.ReplaceFiles([file], [table.NewFile(Key("2023", "a"), 2)]);
        table.Commit(SnapshotChange.DeletePartitions(PartitionFilter.Of([Key("2023", "a")])));
        var files = store.Files.Count;

        var error = Assert.Throws<RametException>(() => table.Commit(change));

        Assert.Equal((ErrorCode.ConcurrentChange, ErrorKind.Conflict), (error.Code, error.Kind));
        Assert.Equal(files, store.Files.Count);
    }

    [Fact]
    public void A_file_without_rows_cannot_be_replaced_by_itself()
    {
        var empty = table.NewFile(Key("2023", "a"), 0);
        Assert.Throws<ArgumentException>(() => SnapshotChange.ReplaceFiles([empty], []));
    }

    [Fact]
    public void Manifest_wholly_in_scope_is_dropped_without_a_new_one()
    {
        table.Commit(SnapshotChange.Append([table.NewFile(Key("2023", "a"))]));
        table.Commit(SnapshotChange.Append([table.NewFile(Key("2024", "a")), table.NewFile(Key("2024", "b"))]));
        var files = store.Files.Count;

        var snapshot = table.Commit(SnapshotChange.DeletePartitions(PartitionFilter.Matching(PartitionValue.OfString("2024"), null)));

        Assert.Equal(SnapshotOperation.Delete, snapshot.Summary.Operation);
        Assert.Single(table.ManifestList);
        Assert.Equal(files + 1, store.Files.Count); // the list
    }

    [Fact]
    public void Replacing_everything_opens_no_manifest()
    {
        table.Commit(SnapshotChange.Append([table.NewFile(Key("2023", "a"))]));
        table.Commit(SnapshotChange.Append([table.NewFile(Key("2024", "a"))]));
        table.ForgetCache();
        var reads = store.Reads;

        table.Commit(SnapshotChange.ReplaceAll([]));

        Assert.Equal(reads + 1, store.Reads); // the list
        Assert.Empty(table.LivePaths());
        Assert.Empty(table.ManifestList);
        Assert.Equal(default, table.Scan().Totals());
    }

    [Fact]
    public void Many_small_appends_leave_few_manifests_and_rewrite_each_entry_seldom()
    {
        const int appends = 600;
        var written = 0L;
        for (var i = 0; i < appends; i++)
        {
            table.Commit(SnapshotChange.Append([table.NewFile(Key("2024", i % 2 == 0 ? "a" : "b"))]));
            var fresh = table.ManifestList.Where(manifest => manifest.AddedSnapshotId == table.Metadata.CurrentSnapshotId);
            written += fresh.Sum(manifest => manifest.LiveFiles);
            Assert.InRange(table.ManifestList.Count, 1, 4 * ManifestMergePolicy.FanIn);
        }

        Assert.InRange(written, appends, appends * 5); // log8(600) is about 3
        Assert.Equal(appends, table.LivePaths().Length);
    }

    [Fact]
    public void Merged_entries_keep_their_snapshot_and_sequence_number()
    {
        for (var i = 0; i < ManifestMergePolicy.FanIn + 1; i++)
            table.Commit(SnapshotChange.Append([table.NewFile(Key($"{2030 - i}", "a"))]));

        var merged = table.ManifestList.Single(manifest => manifest.LiveFiles == ManifestMergePolicy.FanIn);
        var entries = table.Manifests.ReadEntries(table.Metadata, merged);
        Assert.Equal([8, 7, 6, 5, 4, 3, 2, 1], entries.Select(entry => entry.SequenceNumber));
        Assert.All(entries, entry => Assert.Equal(EntryStatus.Existing, entry.Status));
        Assert.Equal(table.Metadata.Snapshots.Take(8).Reverse().Select(snapshot => snapshot.Id), entries.Select(entry => entry.SnapshotId));
    }

    [Fact]
    public void Statistics_survive_a_rewrite()
    {
        var statistics = new ColumnStatistics { FieldId = 1, ValueCount = 5, LowerBound = "a"u8.ToArray(), UpperBound = "z"u8.ToArray() };
        var file = table.NewFile(Key("2023", "a")) with { Columns = [statistics], SplitOffsets = [4] };
        table.Commit(SnapshotChange.Append([file, table.NewFile(Key("2024", "a"))]));

        table.Commit(SnapshotChange.DeletePartitions(PartitionFilter.Of([Key("2024", "a")])));

        var entry = table.Manifests.ReadEntriesWithStatistics(table.Metadata, table.ManifestList.Single()).Single();
        Assert.Equal("1: size -, values 5, nulls -, nan -, 61..7A", ManifestText.Describe(Assert.Single(entry.File.Columns)));
        Assert.Equal([4], entry.File.SplitOffsets);
    }

    [Fact]
    public void After_a_conflict_the_manifests_of_new_files_are_used_again()
    {
        table.Commit(SnapshotChange.Append([table.NewFile(Key("2023", "a"))]));
        var writer = new SnapshotWriter(table.Manifests, SnapshotChange.ReplacePartitionsOf([table.NewFile(Key("2024", "a"))]));
        var basis = table.Metadata;
        var lost = writer.Write(basis, SampleTable.NowMs, CancellationToken.None);
        table.Commit(SnapshotChange.Append([table.NewFile(Key("2024", "a"))]));
        Assert.Equal(ErrorKind.Conflict, Assert.Throws<RametException>(() => table.Commit(basis, lost)).Kind);
        var files = store.Files.Count;

        var snapshot = table.Commit(writer);

        Assert.Equal(files + 1, store.Files.Count); // only a new list
        Assert.Equal((lost.Id, 3L), (snapshot.Id, snapshot.SequenceNumber));
        Assert.Equal(2, table.LivePaths().Length);
        table.ForgetCache();
        var added = table.Manifests.ReadEntries(table.Metadata, table.ManifestList[0]).Single();
        Assert.Equal((snapshot.Id, 3L, 3L), (added.SnapshotId, added.SequenceNumber, added.FileSequenceNumber));
    }

    [Fact]
    public void Manifests_of_another_table_are_shared_as_they_are()
    {
        var source = new TableDriver(store, SampleTable.SaleDetail("file:///warehouse/source"));
        for (var i = 0; i < 5; i++)
            source.Commit(SnapshotChange.Append([source.NewFile(Key("2024", "a"), i)]));
        table.Commit(SnapshotChange.Append([table.NewFile(Key("2023", "a"))]));
        var files = store.Files.Count;

        var ids = new TableUpdate.ReserveIds(source.Metadata.LastColumnId, source.Metadata.LastPartitionId);
        var shared = new SharedManifests(source.ManifestList, source.Scan().Totals(), ids);
        var snapshot = table.Commit(SnapshotChange.ReplaceAll([]).WithShared(shared));

        Assert.Equal(source.LivePaths(), table.LivePaths());
        Assert.Equal(source.Scan().Totals(), table.Scan().Totals());
        Assert.Equal(files + 1, store.Files.Count);
        Assert.True(snapshot.SequenceNumber > 5); // never below that of a file it holds
        Assert.Equal(SnapshotOperation.Overwrite, snapshot.Summary.Operation);
    }

    [Fact]
    public void Clone_and_source_do_not_see_each_others_changes()
    {
        table.Commit(SnapshotChange.Append([table.NewFile(Key("2023", "a")), table.NewFile(Key("2024", "a"))]));
        var state = table.Metadata.CloneAs(Guid.NewGuid(), "file:///warehouse/clone", table.Metadata.Properties, SampleTable.NowMs);
        var clone = new TableDriver(store, state);
        var atClone = table.LivePaths();

        table.Commit(SnapshotChange.DeletePartitions(PartitionFilter.All));
        Assert.Equal(atClone, clone.LivePaths());
        clone.Commit(SnapshotChange.DeletePartitions(PartitionFilter.Of([Key("2023", "a")])));
        clone.Commit(SnapshotChange.Append([clone.NewFile(Key("2025", "a"))]));

        Assert.Empty(table.LivePaths());
        Assert.Equal(["2024/a", "2025/a"], Partitions(clone));
    }

    [Fact]
    public void I1_failure_of_any_step_leaves_the_table_as_it_was_and_the_change_can_be_tried_again()
    {
        for (var i = 0; i < ManifestMergePolicy.FanIn; i++)
            table.Commit(SnapshotChange.Append([table.NewFile(Key("2024", "a")), table.NewFile(Key("2024", "b"))]));
        var before = table.LivePaths();
        var change = SnapshotChange.ReplacePartitions(PartitionFilter.Of([Key("2024", "a")]), [table.NewFile(Key("2025", "a"))]);
        var failures = 0;
        for (var step = 1; ; step++)
        {
            var state = table.Metadata;
            var filesBefore = store.Files.ToDictionary(file => file.Key, file => file.Value);
            var writer = new SnapshotWriter(new ManifestStore(store), change);
            store.FailAtStep = store.Steps + step;
            try
            {
                writer.Write(state, SampleTable.NowMs, CancellationToken.None);
                break;
            }
            catch (RametException e) when (e.Kind == ErrorKind.Limit)
            {
                failures++;
            }
            finally
            {
                store.FailAtStep = null;
            }

            Assert.Equal(before, new TableDriver(store, state).LivePaths());
            Assert.All(filesBefore, file => Assert.Same(file.Value, store.Files[file.Key])); // I4
            var retried = new TableDriver(store, state);
            retried.Commit(writer);
            Assert.Equal((before.Length / 2) + 1, retried.LivePaths().Length);
        }

        Assert.InRange(failures, 10, 100); // 9 reads, twice for the rewrite, and the writes
    }

    [Fact]
    public void Cancelled_write_changes_nothing()
    {
        var cancelled = new CancellationToken(canceled: true);
        var writer = new SnapshotWriter(table.Manifests, SnapshotChange.Append([table.NewFile(Key("2023", "a"))]));
        Assert.ThrowsAny<OperationCanceledException>(() => writer.Write(table.Metadata, 0, cancelled));
        Assert.Empty(store.Files);
    }

    [Fact]
    public void Manifest_list_that_lost_a_manifest_is_an_error()
    {
        table.Commit(SnapshotChange.Append([table.NewFile(Key("2023", "a"), 3)]));
        var snapshot = table.Metadata.CurrentSnapshot!;
        store.Replace(snapshot.ManifestList, ManifestListAvro.Write([], table.Metadata, snapshot.Id, null, 1).ToArray());
        table.ForgetCache();

        var error = Assert.Throws<RametException>(table.LivePaths);
        Assert.Equal(
            $"file '{snapshot.ManifestList}' is corrupt: it holds 0 rows in 0 files where snapshot {snapshot.Id} says 3 in 1",
            error.Detail);
    }

    private static IEnumerable<string> Partitions(TableDriver table) =>
        table.Scan().Partitions(PartitionFilter.All).Select(partition => partition.Key.ToString());

    private static PartitionKey Key(string date, string region) => new(PartitionValue.OfString(date), PartitionValue.OfString(region));
}
