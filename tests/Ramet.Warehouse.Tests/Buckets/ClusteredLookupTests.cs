using Ramet.Warehouse.Tests.Support;

namespace Ramet.Warehouse.Tests.Buckets;

/// <summary>A query for keys of a clustered table gives what it gives on a table that is not clustered, for every type and kind of value.</summary>
public class ClusteredLookupTests
{
    private const int RowCount = 200;

    /// <summary>Types with values as they are written in SQL; every value is also asked for.</summary>
    private static readonly (string Type, string[] Values)[] hashable =
    [
        ("TINYINT", ["-128Y", "-1Y", "0Y", "7Y", "127Y"]),
        ("INT", ["-2147483648", "-5", "0", "12", "2147483647"]),
        ("BIGINT", ["-9223372036854775807L", "-5L", "0L", "3L", "9007199254740993L", "9223372036854775807L"]),
        ("DECIMAL(10,2)", ["-99999999.99BD", "-0.50BD", "0BD", "0.05BD", "5BD", "100BD", "1.10BD"]),
        ("DECIMAL(38,0)", ["-99999999999999999999BD", "0BD", "10BD", "99999999999999999999BD"]),
        ("STRING", ["''", "' '", "'a'", "'A'", "'a '", "'ключ'", "'鍵😀'", "'it\\'s'", "'\\0'", "'a\u001fb'", "'0123456789012345678901234567890'"]),
        ("VARCHAR(5)", ["''", "'ab'", "'abcde'", "'é'"]),
        ("CHAR(4)", ["''", "'ab'", "'ab '", "'abcd'"]),
        ("BOOLEAN", ["true", "false"]),
        ("BINARY", ["X''", "X'00'", "X'ff00'", "X'61'"]),
        ("DATE", ["DATE'0001-01-01'", "DATE'1969-12-31'", "DATE'1970-01-01'", "DATE'2024-02-29'", "DATE'9999-12-31'"]),
        ("DATETIME", ["DATETIME'0001-01-01 00:00:00'", "DATETIME'1969-12-31 23:59:59.999'", "DATETIME'2024-02-29 12:00:00'"]),
        ("TIMESTAMP", ["TIMESTAMP'1900-01-01 00:00:00'", "TIMESTAMP'1969-12-31 23:59:59.999999'", "TIMESTAMP'2024-02-29 12:00:00.000001'"]),
        ("TIMESTAMP_NTZ", ["TIMESTAMP_NTZ'1969-12-31 23:59:59.999999'", "TIMESTAMP_NTZ'2024-02-29 12:00:00'"]),
    ];

    private static readonly (string Type, string[] Values)[] sortable =
    [
        .. hashable,
        ("DOUBLE", ["-1.5", "-0.0", "0.0", "1E-300", "0.1", "1E300", "CAST('Infinity' AS DOUBLE)"]),
        ("FLOAT", ["CAST(-1.5 AS FLOAT)", "CAST(0.1 AS FLOAT)", "CAST(0 AS FLOAT)", "CAST(16777216 AS FLOAT)"]),
    ];

    private static readonly string[] tests =
        ["= {0}", "<=> {0}", "IN ({0}, {1})", "IN ({0}, NULL)", "<> {0}", "< {0}", "<= {0}", "> {0}", ">= {0}", "BETWEEN {0} AND {1}", "NOT BETWEEN {0} AND {1}", "NOT IN ({0}, {1})", "= {0} OR k > {1}", "> {0} AND k < {1}"];

    public static TheoryData<string, string> Clusterings
    {
        get
        {
            var data = new TheoryData<string, string>();
            foreach (var (type, _) in hashable)
                data.Add(type, "CLUSTERED BY (k) INTO 11 BUCKETS");
            foreach (var (type, _) in sortable)
                data.Add(type, "RANGE CLUSTERED BY (k) SORTED BY (k DESC) INTO 25 BUCKETS");
            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Clusterings))]
    public void Lookups_give_what_they_give_without_clustering(string type, string clustering)
    {
        const int seed = 20260901;
        var random = new Random(seed);
        var values = sortable.First(entry => entry.Type == type).Values;
        using var warehouse = new TestWarehouse();
        var rows = Enumerable.Range(0, RowCount)
            .Select(id => $"({id}L, CAST({(random.Next(9) == 0 ? "NULL" : values[random.Next(values.Length)])} AS {type}))");
        warehouse.Run($"""
            SET odps.sql.timezone=Asia/Shanghai;
            CREATE TABLE plain (id BIGINT, k {type});
            INSERT INTO plain VALUES {string.Join(", ", rows)};
            CREATE TABLE clustered (id BIGINT, k {type}) {clustering};
            INSERT OVERWRITE TABLE clustered SELECT * FROM plain;
            """);

        foreach (var value in values)
        {
            foreach (var test in tests)
                AssertSame(warehouse, $"k {string.Format(System.Globalization.CultureInfo.InvariantCulture, test, value, values[random.Next(values.Length)])}", seed);
        }
        foreach (var condition in new[] { "k IS NULL", "k IS NOT NULL", "k <=> NULL", "k = NULL", $"k = {values[0]} OR k IS NULL", $"k = {values[0]} AND id < 100" })
            AssertSame(warehouse, condition, seed);
    }

    private static void AssertSame(TestWarehouse warehouse, string condition, int seed)
    {
        var expected = warehouse.Rows($"SELECT id FROM plain WHERE {condition}").Order(StringComparer.Ordinal);
        var found = warehouse.Rows($"SELECT id FROM clustered WHERE {condition}").Order(StringComparer.Ordinal);
        Assert.True(expected.SequenceEqual(found), $"{condition}, seed {seed}: expected {string.Join(' ', expected)}, found {string.Join(' ', found)}");
    }
}
