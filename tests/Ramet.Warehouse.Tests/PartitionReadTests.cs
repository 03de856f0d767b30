using System.Globalization;
using Ramet.Access;
using Ramet.Catalog.Commits;
using Ramet.Catalog.Sqlite;
using Ramet.Catalog.Tables;
using Ramet.Tables.Commits;
using Ramet.Tables.Manifests;
using Ramet.Tables.Partitions;
using Ramet.Tables.Snapshots;
using Ramet.Tables.Storage;
using Ramet.Warehouse.Results;
using Ramet.Warehouse.Sessions;
using Ramet.Warehouse.Tests.Support;

namespace Ramet.Warehouse.Tests;

/// <summary>What a query on one of many partitions opens: the data files of this partition, and few manifests.</summary>
public sealed class PartitionReadTests
{
    private const int Partitions = 10_000;
    private const int Commits = 5;

    [Theory]
    [InlineData("ds = 'real'")]
    [InlineData("'real' = ds AND v > 0")]
    [InlineData("ds = 'real' AND LENGTH(ds) = 4")]
    [InlineData("ds LIKE 'rea%'")]
    public void A_query_on_one_of_many_partitions_opens_only_its_files(string condition)
    {
        using var test = new TestWarehouse();
        test.Run("CREATE TABLE many (v BIGINT) PARTITIONED BY (ds STRING); INSERT INTO many PARTITION (ds = 'real') VALUES (7)");
        var manifests = AddPartitionsWithoutFiles(test);
        CountingStore? store = null;
        using var warehouse = RametWarehouse.Open(
            new WarehouseOptions { Directory = test.Directory, Threads = 1, MemoryLimitBytes = 1L << 28 }, static catalog => catalog, inner => store = new CountingStore(inner));
        using var session = warehouse.OpenSession(Principal.Administrator, "p");

        // The data files of all other partitions are not there, so opening one of them would be an error.
        Assert.Equal("7", Value(session, $"SELECT SUM(v) FROM many WHERE {condition}"));
        Assert.InRange(store!.Reads, 1, manifests + 1); // with their list
        var reads = store.Reads;
        Assert.Equal("7", Value(session, $"SELECT SUM(v) FROM many WHERE {condition}"));
        Assert.Equal(reads, store.Reads);
    }

    [Theory]
    [InlineData("ds = 'b' AND hour = '1'", "3")]
    [InlineData("ds = 'b'", "3 4")]
    [InlineData("hour = '1'", "1 3 5")]
    [InlineData("ds = 'b' AND hour > '1'", "4")]
    [InlineData("ds = 'b' AND ds = 'a'", "")]
    [InlineData("ds = 'b' OR hour = '1'", "1 3 4 5")]
    [InlineData("NOT (ds = 'b')", "1 2 5")]
    [InlineData("ds = 'B'", "")]
    [InlineData("ds = 'b '", "")]
    [InlineData("number = 1 AND ds = 'b'", "3")]
    [InlineData("ds = CAST('b' AS CHAR(4))", "3 4")]
    [InlineData("ds = 'b' AND hour IN (SELECT hour FROM many WHERE v = 5)", "3")]
    public void Partitions_are_chosen_by_texts_as_rows_are(string condition, string expected)
    {
        using var test = new TestWarehouse();
        test.Run("""
            CREATE TABLE many (v BIGINT) PARTITIONED BY (ds STRING, hour STRING, number BIGINT);
            INSERT INTO many PARTITION (ds, hour, number) VALUES (1, 'a', '1', 1), (2, 'a', '2', 2), (3, 'b', '1', 1), (4, 'b', '2', 2), (5, 'c', '1', 1);
            SET odps.sql.allow.fullscan=true
            """);

        Assert.Equal(expected, string.Join(' ', test.Rows($"SELECT v FROM many WHERE {condition}").Order(StringComparer.Ordinal)));
    }

    /// <summary>Adds partitions in several commits; their manifests are real.</summary>
    /// <returns>The number of manifests of the table.</returns>
    private static int AddPartitionsWithoutFiles(TestWarehouse test)
    {
        using var catalog = SqliteCatalog.Open(test.Directory, TimeProvider.System);
        var manifests = new ManifestStore(new LocalObjectStore(catalog.RootUri.AbsoluteUri.TrimEnd('/'), test.Directory));
        var name = new TableName("p", "many");
        foreach (var numbers in Enumerable.Range(0, Partitions).Chunk(Partitions / Commits))
        {
            var table = catalog.FindTable(name)!;
            var nowMs = TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds();
            var files = numbers.Select(number => FileOf(table, number.ToString("D8", CultureInfo.InvariantCulture))).ToList();
            var snapshot = new SnapshotWriter(manifests, SnapshotChange.Append(files)).Write(table.Metadata, nowMs, CancellationToken.None);
            var state = TableCommit.Apply(table.Metadata, SnapshotWriter.Updates(snapshot), nowMs);
            catalog.Commit(new CatalogCommit { Changes = [new CatalogChange.ReplaceTableState(table, state, TableAspects.Data)] }, CancellationToken.None);
        }
        var metadata = catalog.FindTable(name)!.Metadata;
        return manifests.ReadList(metadata, metadata.CurrentSnapshot).Count;
    }

    private static DataFile FileOf(CatalogTable table, string value) => new()
    {
        Path = $"{table.Metadata.Location}/data/{value}.parquet",
        SpecId = table.Metadata.DefaultSpecId,
        Partition = new PartitionKey(PartitionValue.OfString(value)),
        RecordCount = 1_000,
        SizeBytes = 100_000,
    };

    private static string? Value(Session session, string query)
    {
        using var result = (RowsResult)session.Execute(query);
        var cells = new string?[1];
        Assert.True(result.TryReadRow(cells));
        return cells[0];
    }

    /// <summary>The object store, which counts the files that are read as wholes.</summary>
    private sealed class CountingStore(IObjectStore inner) : IObjectStore
    {
        private int reads;

        public int Reads => reads;

        public string RootUri => inner.RootUri;

        public void Write(IReadOnlyList<NewObject> objects, CancellationToken cancellation) => inner.Write(objects, cancellation);

        public void MakeDurable(IReadOnlyList<string> uris, CancellationToken cancellation) => inner.MakeDurable(uris, cancellation);

        public byte[] Read(string uri)
        {
            Interlocked.Increment(ref reads);
            return inner.Read(uri);
        }

        public bool Exists(string uri) => inner.Exists(uri);

        public void Delete(string uri) => inner.Delete(uri);

        public IEnumerable<StoredObject> List(string directoryUri) => inner.List(directoryUri);

        public IReadOnlyList<string> ListEmptyDirectories(string directoryUri, DateTimeOffset changedBefore) => inner.ListEmptyDirectories(directoryUri, changedBefore);

        public void DeleteEmptyDirectory(string directoryUri) => inner.DeleteEmptyDirectory(directoryUri);

        public string EngineLocation(string uri) => inner.EngineLocation(uri);

        public string UriOf(string engineLocation) => inner.UriOf(engineLocation);

        public string CreateDirectory(string uri) => inner.CreateDirectory(uri);
    }
}
