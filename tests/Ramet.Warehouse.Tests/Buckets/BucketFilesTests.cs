using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Ramet.DuckDb;
using Ramet.Errors;
using Ramet.Sql.DuckDb;
using Ramet.Warehouse.Buckets;
using Ramet.Warehouse.Tests.Support;

namespace Ramet.Warehouse.Tests.Buckets;

/// <summary>What is in the files of clustered tables, read beside the warehouse.</summary>
public class BucketFilesTests
{
    private const string Rows = """
        CREATE TABLE source (id BIGINT, name STRING, price DECIMAL(10,2), day DATE);
        INSERT INTO source SELECT IF(pos % 50 = 0, NULL, pos * 7919 % 3001 - 1000), concat('ключ ', pos % 97), CAST(pos % 333 / 4 - 20 AS DECIMAL(10,2)),
            DATE_ADD(DATE'1969-06-01', CAST(pos % 500 AS INT))
        FROM (SELECT posexplode(split(space(4999), ' ')) AS (pos, x)) q;
        """;

    [Theory]
    [InlineData("id", "")]
    [InlineData("name", "SORTED BY (id DESC, name)")]
    [InlineData("price", "SORTED BY (name)")]
    [InlineData("day", "SORTED BY (price DESC)")]
    [InlineData("name,id", "SORTED BY (name, id)")]
    public void Every_row_is_in_the_bucket_of_its_hash_once_and_in_order(string columns, string sortedBy)
    {
        using var warehouse = new TestWarehouse();
        warehouse.Run($"""
            {Rows}
            CREATE TABLE t (id BIGINT, name STRING, price DECIMAL(10,2), day DATE) CLUSTERED BY ({columns}) {sortedBy} INTO 13 BUCKETS;
            """);
        var before = DataFiles(warehouse);
        warehouse.Run("INSERT OVERWRITE TABLE t SELECT * FROM source");

        var files = DataFiles(warehouse).Except(before).ToList();
        Assert.Equal(warehouse.Rows("SELECT * FROM source").Order(StringComparer.Ordinal), warehouse.Rows("SELECT * FROM t").Order(StringComparer.Ordinal));
        Assert.Equal(5000, files.Sum(file => ReadKeys(file, columns).Count));
        foreach (var file in files)
        {
            var name = Assert.IsType<BucketName>(BucketName.TryParse(file));
            Assert.Equal(13, name.Count);
            Assert.All(ReadKeys(file, columns), key => Assert.Equal(name.Bucket, Hash(key) % 13));
            AssertSorted(file, sortedBy.Length > 0 ? sortedBy["SORTED BY (".Length..^1] : columns);
        }
    }

    [Theory]
    [InlineData("id", 9, 9)]
    [InlineData("name", 5, 5)]
    [InlineData("day,id", 40, 40)]
    [InlineData("price", 1, 1)]
    [InlineData("price", 0, 1)]
    public void Ranges_follow_each_other_and_have_about_the_same_size(string columns, int buckets, int expected)
    {
        using var warehouse = new TestWarehouse();
        var into = buckets > 0 ? $"INTO {buckets} BUCKETS" : "";
        warehouse.Run($"""
            {Rows}
            CREATE TABLE t (id BIGINT, name STRING, price DECIMAL(10,2), day DATE) RANGE CLUSTERED BY ({columns}) {into};
            """);
        var before = DataFiles(warehouse);
        warehouse.Run("INSERT OVERWRITE TABLE t SELECT * FROM source");

        var files = DataFiles(warehouse).Except(before).Order(StringComparer.Ordinal).ToList();
        Assert.Equal(expected, files.Count);
        Assert.Equal(warehouse.Rows("SELECT * FROM source").Order(StringComparer.Ordinal), warehouse.Rows("SELECT * FROM t").Order(StringComparer.Ordinal));
        Assert.All(files, file => Assert.InRange(ReadKeys(file, columns).Count, 2500 / expected, 10000 / expected));
        Assert.All(files, file => AssertSorted(file, columns));
        var keys = files.SelectMany(file => ReadKeys(file, columns).Distinct()).ToList();
        Assert.Equal(keys.Distinct().Count(), keys.Count); // no key is in two files
        var all = string.Join(", ", files.Select(DuckDbNames.Literal));
        var order = string.Join(", ", columns.Split(',').Select(column => $"{column} NULLS FIRST"));
        Assert.Equal(["0"], Query($"""
            SELECT count(*) FROM (SELECT rank() OVER (ORDER BY {order}) AS place, lag(filename) OVER (ORDER BY {order}, filename) AS before, filename
            FROM read_parquet([{all}], filename = true)) WHERE before > filename
            """));
    }

    [Fact]
    public void A_lookup_opens_only_the_file_that_can_hold_the_key()
    {
        using var warehouse = new TestWarehouse();
        warehouse.Run($"{Rows} CREATE TABLE t (id BIGINT, name STRING) CLUSTERED BY (id) INTO 16 BUCKETS;");
        var before = DataFiles(warehouse);
        warehouse.Run("INSERT OVERWRITE TABLE t SELECT id, name FROM source");
        var expected = warehouse.Rows("SELECT name FROM t WHERE id = -7");
        Assert.NotEmpty(expected);

        foreach (var file in DataFiles(warehouse).Except(before).Where(file => BucketName.TryParse(file)!.Bucket != Hash("-7") % 16))
            File.Delete(file);

        Assert.Equal(expected, warehouse.Rows("SELECT name FROM t WHERE id = -7"));
        var error = Assert.Throws<RametException>(() => warehouse.Rows("SELECT name FROM t WHERE id IN (-7, 1, 2, 3, 4, 5)"));
        Assert.Equal(ErrorCode.StorageError, error.Code);
    }

    [Fact]
    public void The_name_of_a_file_says_its_bucket_and_other_names_say_nothing()
    {
        var name = new BucketName([3, 17], 2, 16);

        Assert.Equal("hash-3-17-bucket-00002-of-00016.parquet", name.ToString());
        Assert.Equal(name, BucketName.TryParse($"file:///w/hash-9-bucket-1-of-2.parquet/data/{name}"));
        Assert.All(
            ["00000-0-abc.parquet", "hash-3-bucket-00016-of-00016.parquet", "hash-bucket-00001-of-00016.parquet", "hash-3-bucket-00001.parquet",
                "hash-3-of-00016-bucket-00001.parquet", "hash-x-bucket-00001-of-00016.parquet", "hash-3-bucket-00001-of-00016.orc", ""],
            other => Assert.Null(BucketName.TryParse(other)));
    }

    private static string[] DataFiles(TestWarehouse warehouse) =>
        Directory.GetFiles(Path.Combine(warehouse.Directory, "data"), "*.parquet", SearchOption.AllDirectories);

    /// <summary>The hash as the decision page defines it.</summary>
    [SuppressMessage("Security", "CA5351", Justification = "Nothing is protected by the hash.")]
    private static long Hash(string key) =>
        long.Parse(Convert.ToHexString(MD5.HashData(Encoding.UTF8.GetBytes(key)))[..15], NumberStyles.HexNumber, CultureInfo.InvariantCulture);

    /// <summary>The keys of the rows in the text form of the decision page, in the order of the file.</summary>
    private static List<string> ReadKeys(string file, string columns)
    {
        var names = columns.Split(',');
        var texts = string.Join(", ", names.Select(name => name == "day" ? "CAST(day - DATE '1970-01-01' AS VARCHAR)" : $"CAST({name} AS VARCHAR)"));
        return Query($"SELECT {texts} FROM read_parquet({DuckDbNames.Literal(file)})", cells =>
            string.Join('\u001f', cells.Zip(names, (cell, name) => name == "price" && cell is not null ? WithoutZeros(cell) : cell ?? "")));
    }

    private static string WithoutZeros(string number) => decimal.Parse(number, CultureInfo.InvariantCulture).ToString("0.##", CultureInfo.InvariantCulture);

    private static void AssertSorted(string file, string sortedBy)
    {
        var order = string.Join(", ", sortedBy.Split(',').Select(item =>
            item.EndsWith("DESC", StringComparison.Ordinal) ? $"{item} NULLS LAST" : $"{item} ASC NULLS FIRST"));
        Assert.Equal(["0"], Query($"""
            SELECT count(*) FROM (SELECT place, lag(place) OVER (ORDER BY file_row_number) AS before FROM
            (SELECT file_row_number, rank() OVER (ORDER BY {order}) AS place FROM read_parquet({DuckDbNames.Literal(file)}, file_row_number = true)))
            WHERE before > place
            """));
    }

    private static List<string> Query(string sql) => Query(sql, cells => cells[0]!);

    private static List<string> Query(string sql, Func<string?[], string> toText)
    {
        using var database = DuckDbDatabase.Open(new DuckDbOptions());
        using var connection = database.Connect();
        using var result = connection.Query($"SELECT CAST(COLUMNS(*) AS VARCHAR) FROM ({sql})", CancellationToken.None);
        var rows = new List<string>();
        while (result.TryReadChunk(out var chunk))
        {
            for (var row = 0; row < chunk.RowCount; row++)
            {
                var cells = new string?[result.Columns.Count];
                for (var column = 0; column < cells.Length; column++)
                    cells[column] = chunk.Vector(column).IsNull(row) ? null : chunk.Vector(column).Text(row);
                rows.Add(toText(cells));
            }
        }
        return rows;
    }
}
