using System.Text.Json;
using Ramet.Tables.Manifests;
using Ramet.Tables.Metadata;
using Ramet.Tables.Parquet;
using Ramet.Tables.Partitions;
using Ramet.Tables.Schemas;
using Ramet.Tables.Snapshots;
using Ramet.Tables.Storage;
using Ramet.Tables.Tests.Snapshots;
using Ramet.Testing;

namespace Ramet.Tables.Tests.Metadata;

/// <summary>An exported table as another implementation of Iceberg sees it.</summary>
public sealed class IndependentReaderTests : IDisposable
{
    private readonly TemporaryDirectory directory = new();
    private readonly LocalObjectStore store;
    private readonly string root;

    public IndependentReaderTests()
    {
        root = LocalObjectStore.UriOfDirectory(directory.Path);
        store = new LocalObjectStore(root, directory.Path);
    }

    public void Dispose() => directory.Dispose();

    [Fact]
    public void Files_of_the_current_snapshot_are_found_with_their_partitions_and_statistics()
    {
        var table = new TableDriver(store, ByDateAndHour());
        for (var hour = 0; hour < 10; hour++)
        {
            DataFile[] added = [table.NewFile(Key("2024-01-01", hour), hour), table.NewFile(Key("2024-01-02", hour), hour)];
            table.Commit(SnapshotChange.Append(added));
        }

        table.Commit(SnapshotChange.DeletePartitions(PartitionFilter.Matching(PartitionValue.OfString("2024-01-01"))));
        var statistics = new ColumnStatistics { FieldId = 1, ValueCount = 8, LowerBound = "a"u8.ToArray(), UpperBound = "ÿ"u8.ToArray() };
        table.Commit(SnapshotChange.ReplacePartitionsOf([table.NewFile(Key("2024-01-02", 3), 77) with { Columns = [statistics] }]));

        var entries = IcebergReader.Files(Export(table)).EnumerateArray().ToArray();

        Assert.Equal(
            Enumerable.Range(0, 10).Select(hour => $"2024-01-02/{hour}: {(hour == 3 ? 77 : hour)} rows"),
            entries.Select(Describe).Order(StringComparer.Ordinal));
        var files = entries.Select(entry => entry.GetProperty("data_file"));
        var changed = files.Single(file => file.GetProperty("record_count").GetInt64() == 77);
        Assert.Equal("""[{"key":1,"value":8}]""", changed.GetProperty("value_counts").GetRawText());
        Assert.Equal("""[{"key":1,"value":"61"}]""", changed.GetProperty("lower_bounds").GetRawText());
        Assert.Equal("""[{"key":1,"value":"c3bf"}]""", changed.GetProperty("upper_bounds").GetRawText());
    }

    [Fact]
    public void Table_with_empty_partitions_has_no_rows()
    {
        var table = new TableDriver(store, SampleTable.SaleDetail($"{root}/t"));
        var file = EmptyParquetFile.Build(table.Metadata.CurrentSchema);
        store.Write([new NewObject($"{root}/t/data/empty.parquet", file)], CancellationToken.None);
        DataFile Empty(string region) => new()
        {
            Path = $"{root}/t/data/empty.parquet",
            Partition = new PartitionKey(PartitionValue.OfString("2024"), PartitionValue.OfString(region)),
            RecordCount = 0,
            SizeBytes = file.Length,
        };
        table.Commit(SnapshotChange.Append([Empty("a"), Empty("b")]));

        Assert.Equal(0, IcebergReader.Rows(Export(table)).GetArrayLength());
        Assert.Equal(2, IcebergReader.Files(Export(table)).GetArrayLength());
    }

    [Fact]
    public void Emptied_table_has_no_files()
    {
        var table = new TableDriver(store, SampleTable.SaleDetail($"{root}/t"));
        table.Commit(SnapshotChange.Append([table.NewFile(new(PartitionValue.OfString("2024"), PartitionValue.Null))]));
        table.Commit(SnapshotChange.ReplaceAll([]));
        Assert.Equal(0, IcebergReader.Rows(Export(table)).GetArrayLength());
    }

    private TableMetadata ByDateAndHour()
    {
        Field[] columns =
        [
            new(0, "v", IcebergType.String, Required: false),
            new(0, "dt", IcebergType.String, Required: false),
            new(0, "hh", IcebergType.Int, Required: false),
        ];
        return TableMetadata.Create(Guid.NewGuid(), $"{root}/t", columns, ["dt", "hh"], TableMetadata.NoProperties, SampleTable.NowMs);
    }

    private static PartitionKey Key(string date, int hour) => new(PartitionValue.OfString(date), PartitionValue.OfInteger(hour));

    private static string Describe(JsonElement entry)
    {
        var file = entry.GetProperty("data_file");
        var partition = file.GetProperty("partition");
        return $"{partition.GetProperty("dt")}/{partition.GetProperty("hh")}: {file.GetProperty("record_count")} rows";
    }

    private string Export(TableDriver table)
    {
        var path = directory.File("metadata.json");
        File.WriteAllText(path, MetadataJson.Write(table.Metadata));
        return path;
    }
}
