using System.Globalization;
using Ramet.Catalog.Commits;
using Ramet.Catalog.Tables;
using Ramet.Tables.Commits;
using Ramet.Tables.Manifests;
using Ramet.Tables.Partitions;
using Ramet.Tables.Snapshots;

namespace Ramet.Benchmarks.Setting;

/// <summary>Gives a table many partitions in one commit. Their manifests are real; the data files that they name are not there.</summary>
internal static class SyntheticPartitions
{
    /// <summary>Adds partitions.</summary>
    /// <param name="warehouse">The warehouse.</param>
    /// <param name="tableName">A table that is partitioned by one STRING column.</param>
    /// <param name="count">How many; their values are numbers in eight digits.</param>
    /// <param name="first">The first of these numbers.</param>
    public static void Add(BenchmarkWarehouse warehouse, string tableName, int count, int first = 0)
    {
        using var catalog = warehouse.OpenCatalog();
        var manifests = new ManifestStore(warehouse.OpenStore(catalog));
        var table = catalog.FindTable(new TableName(BenchmarkWarehouse.Project, tableName))!;
        var nowMs = TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds();

        var files = Enumerable.Range(first, count).Select(number => File(table, number)).ToList();
        var snapshot = new SnapshotWriter(manifests, SnapshotChange.Append(files)).Write(table.Metadata, nowMs, CancellationToken.None);
        var state = TableCommit.Apply(table.Metadata, SnapshotWriter.Updates(snapshot), nowMs);
        catalog.Commit(
            new CatalogCommit { Changes = [new CatalogChange.ReplaceTableState(table, state, TableAspects.Data)] }, CancellationToken.None);
    }

    private static DataFile File(CatalogTable table, int number)
    {
        var value = number.ToString("D8", CultureInfo.InvariantCulture);
        return new DataFile
        {
            Path = $"{table.Metadata.Location}/data/{value}.parquet",
            SpecId = table.Metadata.DefaultSpecId,
            Partition = new PartitionKey(PartitionValue.OfString(value)),
            RecordCount = 1_000,
            SizeBytes = 100_000,
        };
    }
}
