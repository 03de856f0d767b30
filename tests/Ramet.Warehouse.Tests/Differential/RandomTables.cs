using Ramet.Warehouse.Tests.Support;

namespace Ramet.Warehouse.Tests.Differential;

/// <summary>A column of the random tables.</summary>
/// <param name="Name">The name.</param>
/// <param name="Type">The type.</param>
/// <param name="Literals">Its values, of which rows and conditions take some; NULL is one besides.</param>
/// <param name="IsPartition">Whether it is a partition column, which is never NULL.</param>
internal sealed record RandomColumn(string Name, string Type, string[] Literals, bool IsPartition = false);

/// <summary>A table with random rows, written by several statements, so that it has several files with different bounds.</summary>
/// <param name="Name">The name.</param>
/// <param name="Columns">The columns, partition columns last.</param>
internal sealed record RandomTable(string Name, RandomColumn[] Columns);

/// <summary>Makes the tables: a plain one, one with partitions, one with buckets, and one with both.</summary>
internal static class RandomTables
{
    private static readonly RandomColumn[] dataColumns =
    [
        new("k", "BIGINT", ["-9223372036854775807L", "-2L", "0L", "1L", "2L", "3L", "100L", "9223372036854775807L"]),
        new("n", "INT", ["-5", "0", "1", "2", "3", "7", "2147483647"]),
        new("d", "DOUBLE", ["-0.0", "0.0", "1.5", "-1.5", "2.0", "1E300", "CAST('NaN' AS DOUBLE)", "CAST('Infinity' AS DOUBLE)"]),
        new("m", "DECIMAL(10,2)", ["0.00BD", "1.50BD", "2BD", "-3.25BD", "99999999.99BD"]),
        new("s", "STRING", ["''", "'a'", "'A'", "'ab'", "'b '", "'10'", "'9'", "'中国'", "'%'"]),
        new("b", "BOOLEAN", ["TRUE", "FALSE"]),
        new("t", "DATE", ["DATE'0001-01-01'", "DATE'2024-02-29'", "DATE'2024-03-01'", "DATE'9999-12-31'"]),
        new("u", "DATETIME", ["DATETIME'1900-01-01 00:00:00'", "DATETIME'2024-02-29 23:59:59'", "DATETIME'2024-03-01 00:00:00'"]),
    ];

    private static readonly RandomColumn[] partitionColumns =
    [
        new("ds", "STRING", ["'2023'", "'2024'", "'2025'", "'a'"], IsPartition: true),
        new("hr", "INT", ["0", "1", "12"], IsPartition: true),
    ];

    /// <summary>Creates and fills them.</summary>
    public static RandomTable[] Create(TestWarehouse test, Random random)
    {
        test.Run("SET odps.sql.allow.fullscan=true");
        var definitions = string.Join(", ", dataColumns.Select(column => $"{column.Name} {column.Type}"));
        const string partitions = " PARTITIONED BY (ds STRING, hr INT)";
        test.Run($"CREATE TABLE plain ({definitions})");
        test.Run($"CREATE TABLE parted ({definitions}){partitions}");
        test.Run($"CREATE TABLE bucketed ({definitions}) CLUSTERED BY (n, s) INTO 4 BUCKETS");
        test.Run($"CREATE TABLE parted_buckets ({definitions}){partitions} CLUSTERED BY (k) SORTED BY (k) INTO 4 BUCKETS");
        for (var i = 0; i < 4; i++)
        {
            test.Run($"INSERT INTO plain VALUES {Rows(random, dataColumns)}");
            test.Run($"INSERT INTO parted PARTITION (ds, hr) VALUES {Rows(random, [.. dataColumns, .. partitionColumns])}");
            var partition = $"ds={partitionColumns[0].Literals[i % 3]}, hr={partitionColumns[1].Literals[i % 2]}";
            test.Run($"INSERT OVERWRITE TABLE parted_buckets PARTITION ({partition}) SELECT * FROM VALUES {Rows(random, dataColumns)} v");
        }
        test.Run($"INSERT OVERWRITE TABLE bucketed SELECT * FROM VALUES {Rows(random, dataColumns)} v");
        return
        [
            new("plain", dataColumns), new("parted", [.. dataColumns, .. partitionColumns]), new("bucketed", dataColumns),
            new("parted_buckets", [.. dataColumns, .. partitionColumns]),
        ];
    }

    private static string Rows(Random random, RandomColumn[] columns) => string.Join(
        ", ", Enumerable.Range(0, random.Next(1, 12)).Select(_ => $"({string.Join(", ", columns.Select(column => Value(random, column)))})"));

    // VALUES takes the types of its rows together, so each value says its own.
    private static string Value(Random random, RandomColumn column)
    {
        var literal = column.IsPartition || random.Next(5) > 0 ? column.Literals[random.Next(column.Literals.Length)] : "NULL";
        return $"CAST({literal} AS {column.Type})";
    }
}
