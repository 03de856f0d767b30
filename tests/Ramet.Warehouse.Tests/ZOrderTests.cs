using Ramet.DuckDb;
using Ramet.Warehouse.Tests.Support;

namespace Ramet.Warehouse.Tests;

/// <summary>ZORDER BY is of use: a range of any of its columns is in few row groups of the file.</summary>
public sealed class ZOrderTests
{
    [Fact]
    public void A_range_of_each_column_is_in_few_row_groups()
    {
        using var warehouse = new TestWarehouse();
        warehouse.Run("""
            CREATE TABLE source AS SELECT n % 1000 AS a, n * 7919 % 1009 AS b FROM (SELECT EXPLODE(SEQUENCE(0L, 999999L)) AS n) s;
            CREATE TABLE sorted (a BIGINT, b BIGINT)
            """);
        var plain = Assert.Single(Files(warehouse));
        warehouse.Run("INSERT OVERWRITE TABLE sorted SELECT a, b FROM source ZORDER BY a, b");

        var file = Assert.Single(Files(warehouse), file => file != plain);
        foreach (var column in new[] { "a", "b" })
        {
            var (all, needed) = RowGroups(file, column, 100, 120);
            Assert.InRange(all, 8, 10);
            Assert.InRange(needed, 1, all * 2 / 3);
            var (allOfPlain, neededOfPlain) = RowGroups(plain, column, 100, 120);
            Assert.Equal(allOfPlain, neededOfPlain);
        }
        Assert.Equal(warehouse.Rows("SELECT COUNT(*), SUM(a * 1009 + b), SUM(a * b) FROM source"), warehouse.Rows("SELECT COUNT(*), SUM(a * 1009 + b), SUM(a * b) FROM sorted"));
    }

    private static List<string> Files(TestWarehouse warehouse) =>
        [.. Directory.GetFiles(warehouse.Directory, "*.parquet", SearchOption.AllDirectories)];

    /// <summary>How many row groups a file has, and how many may hold a value of the range.</summary>
    private static (long All, long Needed) RowGroups(string file, string column, long from, long to)
    {
        using var database = DuckDbDatabase.Open(new DuckDbOptions());
        using var connection = database.Connect();
        using var rows = connection.Query(
            $"SELECT count(*), count(*) FILTER (WHERE CAST(stats_min_value AS BIGINT) <= {to} AND CAST(stats_max_value AS BIGINT) >= {from}) "
            + $"FROM parquet_metadata('{file}') WHERE path_in_schema = '{column}'");
        Assert.True(rows.TryReadChunk(out var chunk));
        return (chunk.Vector(0).Values<long>()[0], chunk.Vector(1).Values<long>()[0]);
    }
}
