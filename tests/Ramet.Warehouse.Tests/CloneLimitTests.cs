using System.Globalization;
using Ramet.Catalog.Commits;
using Ramet.Catalog.Tables;
using Ramet.Errors;
using Ramet.Tables.Commits;
using Ramet.Tables.Manifests;
using Ramet.Tables.Partitions;
using Ramet.Tables.Snapshots;
using Ramet.Warehouse.Tests.Support;

namespace Ramet.Warehouse.Tests;

/// <summary>
/// Into an existing table at most 10,000 partitions are cloned, into a new one any number. The partitions are there in the manifests alone:
/// a clone opens no data file.
/// </summary>
public sealed class CloneLimitTests
{
    private const int PartitionsMax = 10_000;

    [Fact]
    public void More_than_ten_thousand_partitions_go_into_a_new_table_only()
    {
        using var warehouse = new TestWarehouse();
        warehouse.Run("CREATE TABLE s (v BIGINT) PARTITIONED BY (ds STRING); CREATE TABLE t LIKE s");
        AddPartitions(warehouse, first: 0, PartitionsMax + 1);

        var overwrite = Assert.Throws<RametException>(() => warehouse.Run("CLONE TABLE s TO t IF EXISTS OVERWRITE"));
        var ignore = Assert.Throws<RametException>(() => warehouse.Run("CLONE TABLE s TO t IF EXISTS IGNORE"));
        warehouse.Run("CLONE TABLE s TO u");

        Assert.Equal(ErrorCode.SemanticError, overwrite.Code);
        Assert.Contains("10000 partitions", overwrite.Detail, StringComparison.Ordinal);
        Assert.Contains("10001", overwrite.Detail, StringComparison.Ordinal);
        Assert.Equal(ErrorCode.SemanticError, ignore.Code);
        Assert.Equal(0, CountPartitions(warehouse, "t"));
        Assert.Equal(PartitionsMax + 1, CountPartitions(warehouse, "u"));
    }

    [Fact]
    public void The_limit_counts_the_partitions_that_are_copied()
    {
        using var warehouse = new TestWarehouse();
        warehouse.Run("CREATE TABLE s (v BIGINT) PARTITIONED BY (ds STRING)");
        AddPartitions(warehouse, first: 0, count: 1);
        warehouse.Run("CLONE TABLE s TO t");
        AddPartitions(warehouse, first: 1, PartitionsMax);

        warehouse.Run("CLONE TABLE s TO t IF EXISTS IGNORE");

        Assert.Equal(PartitionsMax + 1, CountPartitions(warehouse, "t"));
    }

    private static int CountPartitions(TestWarehouse warehouse, string table) =>
        warehouse.Text($"SHOW PARTITIONS {table}").Split('\n', StringSplitOptions.RemoveEmptyEntries).Length;

    private static void AddPartitions(TestWarehouse warehouse, int first, int count)
    {
        var catalog = warehouse.Warehouse.Catalog;
        var table = catalog.FindTable(new TableName("p", "s"))!;
        var files = Enumerable.Range(first, count).Select(number => File(table, number.ToString("D8", CultureInfo.InvariantCulture))).ToList();
        var snapshot = new SnapshotWriter(warehouse.Warehouse.Manifests, SnapshotChange.Append(files)).Write(table.Metadata, nowMs: 1, CancellationToken.None);
        var state = TableCommit.Apply(table.Metadata, SnapshotWriter.Updates(snapshot), nowMs: 1);
        catalog.Commit(new CatalogCommit { Changes = [new CatalogChange.ReplaceTableState(table, state, TableAspects.Data)] }, CancellationToken.None);
    }

    private static DataFile File(CatalogTable table, string value) => new()
    {
        Path = $"{table.Metadata.Location}/data/{value}.parquet",
        SpecId = table.Metadata.DefaultSpecId,
        Partition = new PartitionKey(PartitionValue.OfString(value)),
        RecordCount = 1,
        SizeBytes = 1,
    };
}
