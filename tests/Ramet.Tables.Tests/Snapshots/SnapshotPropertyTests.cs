using FsCheck;
using FsCheck.Fluent;
using Ramet.Tables.Manifests;
using Ramet.Tables.Metadata;
using Ramet.Tables.Partitions;
using Ramet.Tables.Snapshots;
using Ramet.Tables.Tests.Storage;

namespace Ramet.Tables.Tests.Snapshots;

/// <summary>Random changes of a table, checked against a plain model: partition -> files. Covers S1, S2, S5 and I4.</summary>
public sealed class SnapshotPropertyTests
{
    private static readonly PartitionKey[] Keys =
    [
        .. from date in new[] { "2023", "2024", "2025" }
           from region in new PartitionValue?[] { PartitionValue.OfString("a"), PartitionValue.OfString("b"), PartitionValue.Null }
           select new PartitionKey(PartitionValue.OfString(date), region.Value),
    ];

    private static readonly Gen<int> KeyIndex = Gen.Choose(0, Keys.Length - 1);

    private static readonly Gen<Step> Steps =
        from kind in Gen.Elements(Enum.GetValues<StepKind>().Concat([StepKind.Append, StepKind.Append, StepKind.Append]).ToArray())
        from indexes in Gen.ListOf(KeyIndex, 4)
        from rows in Gen.Choose(0, 3)
        select new Step(kind, [.. indexes], rows);

    private enum StepKind
    {
        Append,
        ReplaceAll,
        ReplaceStatic,
        ReplaceDynamic,
        DeleteListed,
        DeleteMatching,
        ReplaceFiles,
        Conflict,
    }

    [Fact]
    public void Live_files_partitions_and_totals_follow_a_plain_model()
    {
        var property = Prop.ForAll(Gen.ListOf(Steps, 40).ToArbitrary(), steps =>
        {
            var table = new TableDriver(new MemoryObjectStore(), SampleTable.SaleDetail());
            var model = new Dictionary<PartitionKey, List<DataFile>>();
            foreach (var step in steps)
            {
                Apply(table, model, step);
                Check(table, model);
            }

            return true;
        });
        Check(property);
    }

    [Fact]
    public void I4_older_snapshots_stay_what_they_were()
    {
        var property = Prop.ForAll(Gen.ListOf(Steps, 25).ToArbitrary(), steps =>
        {
            var store = new MemoryObjectStore();
            var table = new TableDriver(store, SampleTable.SaleDetail());
            var model = new Dictionary<PartitionKey, List<DataFile>>();
            var history = new List<(TableMetadata State, string[] Paths)>();
            foreach (var step in steps)
            {
                Apply(table, model, step);
                history.Add((table.Metadata, table.LivePaths()));
            }

            foreach (var (state, paths) in history)
                Assert.Equal(paths, new TableDriver(store, state).LivePaths());
            return true;
        });
        Check(property);
    }

    private static void Check(Property property) => FsCheck.Check.One(Config.QuickThrowOnFailure.WithMaxTest(40), property);

    private static void Apply(TableDriver table, Dictionary<PartitionKey, List<DataFile>> model, Step step)
    {
        var (kind, indexes, rows) = step;
        DataFile[] files = [.. indexes.Select(index => table.NewFile(Keys[index], rows))];
        switch (kind)
        {
            case StepKind.Append:
                table.Commit(SnapshotChange.Append(files));
                Add(model, files);
                break;
            case StepKind.ReplaceAll:
                table.Commit(SnapshotChange.ReplaceAll(files));
                model.Clear();
                Add(model, files);
                break;
            case StepKind.ReplaceStatic:
                table.Commit(SnapshotChange.ReplacePartitions(PartitionFilter.Of([Keys[indexes[0]]]), files));
                model.Remove(Keys[indexes[0]]);
                Add(model, files);
                break;
            case StepKind.ReplaceDynamic:
                table.Commit(SnapshotChange.ReplacePartitionsOf(files));
                Remove(model, key => files.Any(file => file.Partition == key));
                Add(model, files);
                break;
            case StepKind.DeleteListed:
                table.Commit(SnapshotChange.DeletePartitions(PartitionFilter.Of(indexes.Select(index => Keys[index]))));
                Remove(model, key => indexes.Any(index => Keys[index] == key));
                break;
            case StepKind.DeleteMatching:
                var region = Keys[indexes[0]][1];
                table.Commit(SnapshotChange.DeletePartitions(PartitionFilter.Matching(null, region)));
                Remove(model, key => key[1] == region);
                break;
            case StepKind.ReplaceFiles:
                DataFile[] replaced = [.. model.Values.SelectMany(live => live).Where((file, index) => file.RecordCount > 0 && indexes.Contains(index))];
                table.Commit(SnapshotChange.ReplaceFiles(replaced, files));
                foreach (var file in replaced)
                    Remove(model, file);
                Add(model, files);
                break;
            case StepKind.Conflict:
                ApplyAfterConflict(table, files);
                Add(model, [files[0]]);
                Remove(model, key => files.Any(file => file.Partition == key));
                Add(model, files);
                break;
        }
    }

    // Another statement appends between reading the state and committing: the change is applied again to the fresh state.
    private static void ApplyAfterConflict(TableDriver table, DataFile[] files)
    {
        var writer = new SnapshotWriter(table.Manifests, SnapshotChange.ReplacePartitionsOf(files));
        var basis = table.Metadata;
        var first = writer.Write(basis, SampleTable.NowMs, CancellationToken.None);
        table.Commit(SnapshotChange.Append([files[0]]));
        Assert.Throws<Ramet.Errors.RametException>(() => table.Commit(basis, first));
        table.Commit(writer);
    }

    private static void Add(Dictionary<PartitionKey, List<DataFile>> model, IEnumerable<DataFile> files)
    {
        foreach (var file in files)
        {
            if (!model.TryGetValue(file.Partition, out var list))
                model[file.Partition] = list = [];
            list.Add(file);
        }
    }

    // A partition is in the model as long as it has a file.
    private static void Remove(Dictionary<PartitionKey, List<DataFile>> model, DataFile file)
    {
        model[file.Partition].Remove(file);
        if (model[file.Partition].Count == 0)
            model.Remove(file.Partition);
    }

    private static void Remove(Dictionary<PartitionKey, List<DataFile>> model, Func<PartitionKey, bool> removes)
    {
        foreach (var key in model.Keys.Where(removes).ToArray())
            model.Remove(key);
    }

    private static void Check(TableDriver table, Dictionary<PartitionKey, List<DataFile>> model)
    {
        table.ForgetCache();
        var expected = model.Values.SelectMany(files => files).ToArray();
        Assert.Equal(expected.Select(file => file.Path).Order(StringComparer.Ordinal), table.LivePaths());

        var partitions = table.Scan().Partitions(PartitionFilter.All);
        Assert.Equal(model.Keys.Order(), partitions.Select(partition => partition.Key));
        Assert.All(partitions, partition => Assert.Equal(model[partition.Key].Sum(file => file.RecordCount), partition.Records));
        Assert.All(partitions, partition => Assert.Equal(model[partition.Key].Count(file => file.RecordCount > 0), partition.Files));

        var totals = table.Scan().Totals();
        Assert.Equal(expected.Length, totals.DataFiles);
        Assert.Equal(expected.Sum(file => file.RecordCount), totals.Records);
        Assert.Equal(expected.Sum(file => file.SizeBytes), totals.Bytes);
        Assert.Equal(expected.Where(file => file.RecordCount > 0).Sum(file => file.SizeBytes), totals.BytesOfRows);

        var one = Keys[expected.Length % Keys.Length];
        Assert.Equal(
            model.GetValueOrDefault(one, []).Select(file => file.Path).Order(StringComparer.Ordinal),
            table.Scan().LiveFiles(PartitionFilter.Of([one])).Select(file => file.Path).Order(StringComparer.Ordinal));
    }

    private sealed record Step(StepKind Kind, int[] KeyIndexes, int Rows);
}
