using Ramet.Errors;
using Ramet.Sql.DuckDb;
using Ramet.Sql.Tests.Support;

namespace Ramet.Sql.Tests.Binding;

/// <summary>INSERT: columns go by position, values get the declared type, and PARTITION fills the rest.</summary>
public sealed class InsertTests(Engine engine) : IClassFixture<Engine>
{
    [Theory]
    [InlineData("INSERT INTO small VALUES (1, 2, 3, 299.00)", "1|2|3.0|299.00")]
    [InlineData("INSERT INTO small (i) VALUES (2)", "NULL|2|NULL|NULL")]
    [InlineData("INSERT INTO small SELECT NULL, 1, '1.5', '7.125'", "NULL|1|1.5|7.13")]
    [InlineData("INSERT OVERWRITE TABLE sale_detail PARTITION (sale_date='2013', region='china') SELECT 'a', 'b', 1", "a|b|1.0|2013|china")]
    [InlineData("INSERT OVERWRITE TABLE sale_detail PARTITION (sale_date='2013', region) SELECT 'a', 'b', 1, 'x'", "a|b|1.0|2013|x")]
    [InlineData("INSERT INTO sale_detail PARTITION (sale_date, region) SELECT 'a', 'b', 1, '2013', 'x'", "a|b|1.0|2013|x")]
    [InlineData("INSERT INTO parts PARTITION (ds, hr, day)(v, ds, hr, day) VALUES (1, '1', 2, DATE'2024-01-01')", "1|1|2|2024-01-01")]
    [InlineData("INSERT INTO parts PARTITION (ds=045, hr='08', day='2024-01-01') VALUES (1)", "1|045|8|2024-01-01")]
    [InlineData("WITH c AS (SELECT 1 AS x) INSERT INTO small SELECT 1Y, x, x, x FROM c", "1|1|1.0|1.00")]
    [InlineData("INSERT INTO small SELECT 1Y, x, x, x FROM VALUES (2),(1) t(x) ORDER BY x LIMIT 1", "1|1|1.0|1.00")]
    public void Rows_take_the_form_of_the_target(string sql, string row)
    {
        var insert = Bind.Insert(sql);
        Assert.Equal(
            insert.Target.Columns.Select(column => (column.Name, column.Type)),
            insert.Source.Columns.Select(column => (column.Name, column.Type)));
        Assert.Equal([row], engine.Run(DuckDbWriter.Write(insert.Source, _ => ScanFiles.None)));
    }

    [Fact]
    public void Static_values_come_as_constants_of_the_columns_types()
    {
        var insert = Bind.Insert("INSERT INTO parts PARTITION (ds='a', hr=8, day) SELECT 1, DATE'2024-01-01'");
        Assert.Equal(["a", 8L], insert.StaticPartition.Select(value => value.Value));
        Assert.True(insert.IsDynamic);
    }

    [Theory]
    [InlineData("INSERT INTO small VALUES (1)", "ODPS-0130071:[1,19] Semantic analysis exception - "
        + "wrong columns count 1 in data source, requires 4 columns (includes dynamic partitions if any)")]
    [InlineData("INSERT OVERWRITE TABLE sale_detail PARTITION (sale_date='2013', region) SELECT 'a', 'b', 1",
        "ODPS-0130071:[1,73] Semantic analysis exception - "
        + "wrong columns count 3 in data source, requires 4 columns (includes dynamic partitions if any)")]
    [InlineData("INSERT INTO parts PARTITION (ds='1', hr=1, day='2024-01-01') SELECT 'a'", "ODPS-0130071:[1,62] Semantic analysis exception - "
        + "column _c0 in source has incompatible type STRING with destination column v, which has type BIGINT")]
    [InlineData("INSERT INTO small SELECT 1000, 1, 1, 1", "ODPS-0130071:[1,19] Semantic analysis exception - "
        + "column _c0 in source has incompatible type INT with destination column t, which has type TINYINT")]
    [InlineData("INSERT INTO sale_detail PARTITION (region='china', sale_date) SELECT 1, 2, 3, 4",
        "ODPS-0130191:[1,25] Invalid column or partition key - a static partition column stands below a dynamic one; static levels must come first")]
    [InlineData("INSERT INTO sale_detail PARTITION (sale_date='1') SELECT 1, 2, 3",
        "ODPS-0130191:[1,25] Invalid column or partition key - the partition column region is missing; all levels must be given")]
    [InlineData("INSERT INTO sale_detail PARTITION (sale_date='1', regoin='2') SELECT 1, 2, 3",
        "ODPS-0130191:[1,51] Invalid column or partition key - regoin is not a partition column of table p.sale_detail")]
    [InlineData("INSERT INTO sale_detail SELECT 1, 2, 3", "ODPS-0130191:[1,13] Invalid column or partition key - "
        + "table p.sale_detail is partitioned by sale_date, region; say which partition the rows are for")]
    [InlineData("INSERT INTO small PARTITION (x='1') SELECT 1",
        "ODPS-0130191:[1,19] Invalid column or partition key - table p.small is not partitioned")]
    [InlineData("INSERT INTO parts PARTITION (ds='1', hr='x', day='2024-01-01') SELECT 1", "ODPS-0130191:[1,41] Invalid column or partition key - "
        + "the value of the partition column hr is not valid: expect a BIGINT, found STRING")]
    [InlineData("INSERT INTO small (i, i) VALUES (1, 2)", "ODPS-0130071:[1,23] Semantic analysis exception - column i is named twice")]
    public void Rows_that_do_not_fit_are_refused(string sql, string message) =>
        Assert.Equal(message, Assert.Throws<RametException>(() => Bind.Insert(sql)).Message);
}
