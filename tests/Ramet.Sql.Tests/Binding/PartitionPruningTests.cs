using Ramet.Errors;
using Ramet.Sql.Binding;
using Ramet.Sql.DuckDb;
using Ramet.Sql.Parsing;
using Ramet.Sql.Syntax;
using Ramet.Sql.Tests.Support;

namespace Ramet.Sql.Tests.Binding;

/// <summary>Which conditions reach the partitions of a table: those that can only remove rows that the query would remove anyway.</summary>
public sealed class PartitionPruningTests
{
    [Theory]
    [InlineData("SELECT * FROM sale_detail WHERE sale_date='2014' AND total_price > 1", "sale_detail.sale_date = '2014'")]
    [InlineData("SELECT * FROM sale_detail WHERE sale_date='2014' AND (region = 'a' OR region LIKE 'b%')",
        "sale_detail.sale_date = '2014' AND (sale_detail.region = 'a' OR sale_detail.region LIKE 'b%')")]
    [InlineData("SELECT * FROM sale_detail WHERE sale_date='2014' OR total_price > 1", null)]
    [InlineData("SELECT * FROM sale_detail WHERE sale_date = shop_name", null)]
    [InlineData("SELECT * FROM (SELECT shop_name, sale_date d FROM sale_detail) t WHERE d='2014'", "sale_detail.sale_date = '2014'")]
    [InlineData("SELECT * FROM (SELECT sale_date d FROM sale_detail LIMIT 1) t WHERE d='2014'", null)]
    [InlineData("SELECT * FROM (SELECT region, COUNT(*) FROM sale_detail GROUP BY region) t WHERE region='a'", "sale_detail.region = 'a'")]
    [InlineData("SELECT * FROM (SELECT MAX(region) r FROM sale_detail) t WHERE r='a'", null)]
    [InlineData("SELECT * FROM (SELECT region, ROW_NUMBER() OVER (ORDER BY shop_name) n FROM sale_detail) t WHERE region='a'", null)]
    [InlineData("SELECT * FROM (SELECT region, ROW_NUMBER() OVER (PARTITION BY region ORDER BY shop_name) n FROM sale_detail) t WHERE region='a'",
        "sale_detail.region = 'a'")]
    [InlineData("SELECT * FROM plain LEFT JOIN sale_detail ON name = shop_name AND region = 'a'", "sale_detail.region = 'a'")]
    [InlineData("SELECT * FROM sale_detail LEFT JOIN plain ON name = shop_name AND region = 'a'", null)]
    [InlineData("SELECT * FROM plain LEFT JOIN sale_detail ON name = shop_name WHERE region = 'a'", "sale_detail.region = 'a'")]
    [InlineData("SELECT * FROM plain LEFT JOIN sale_detail ON name = shop_name WHERE region IS NULL", null)]
    [InlineData("SELECT * FROM plain LEFT JOIN sale_detail ON name = shop_name WHERE COALESCE(region, 'a') = 'a'", null)]
    [InlineData("SELECT * FROM plain LEFT JOIN sale_detail ON name = shop_name WHERE region NOT IN ('a')",
        "sale_detail.region NOT IN ('a')")]
    [InlineData("SELECT * FROM sale_detail FULL JOIN plain ON name = shop_name AND region = 'a'", null)]
    [InlineData("SELECT * FROM plain LEFT ANTI JOIN sale_detail ON name = shop_name AND region = 'a'", "sale_detail.region = 'a'")]
    [InlineData("WITH c AS (SELECT * FROM sale_detail) SELECT * FROM c WHERE region = 'a'", "sale_detail.region = 'a'")]
    [InlineData(
        "WITH c AS (SELECT * FROM sale_detail) SELECT * FROM c a JOIN c b ON a.shop_name = b.shop_name AND a.region = 'a' AND b.region = 'b'",
        "sale_detail.region = 'a' OR sale_detail.region = 'b'")]
    [InlineData("WITH c AS (SELECT * FROM sale_detail) SELECT * FROM c a JOIN c b ON a.shop_name = b.shop_name AND a.region = 'a'", null)]
    [InlineData("SELECT * FROM (SELECT region FROM sale_detail UNION ALL SELECT name FROM plain) t WHERE region = 'a'",
        "sale_detail.region = 'a'")]
    [InlineData("SELECT * FROM plain WHERE id IN (SELECT 1 FROM sale_detail WHERE sale_date = '2014')", "sale_detail.sale_date = '2014'")]
    [InlineData("SELECT * FROM sale_detail WHERE sale_date = 20140101", "CAST(sale_detail.sale_date AS DOUBLE) = 20140101e0")]
    public void Conditions_reach_the_partitions_where_this_changes_no_result(string sql, string? predicate)
    {
        var scan = Assert.Single(Bind.Query(sql).Scans, scan => scan.Table.IsPartitioned);
        Assert.Equal(predicate, scan.PartitionPredicate is null ? null : DuckDbWriter.WriteConstant(scan.PartitionPredicate));
    }

    [Theory]
    [InlineData("SELECT * FROM sale_detail", false)]
    [InlineData("SELECT * FROM sale_detail WHERE total_price > 1", false)]
    [InlineData("SELECT * FROM sale_detail WHERE region = 'a'", true)]
    [InlineData("SELECT * FROM sale_detail WHERE region IN (SELECT name FROM plain)", true)]
    [InlineData("SELECT * FROM sale_detail WHERE region = (SELECT MAX(name) FROM plain)", true)]
    [InlineData("SELECT * FROM sale_detail WHERE region IN (SELECT name FROM plain WHERE name = shop_name)", false)]
    [InlineData("SELECT * FROM plain", true)]
    public void A_partitioned_table_needs_a_condition_on_its_partitions(string sql, bool isAllowed)
    {
        if (isAllowed)
        {
            Bind.Query(sql, BinderSettings.Default);
            return;
        }
        Assert.Equal(
            "ODPS-0130071:[1,15] Semantic analysis exception - physical plan generation failed: java.lang.RuntimeException: "
            + "Table(p,sale_detail) is full scan with all partitions, please specify partition predicates.",
            Bind.Error(sql, BinderSettings.Default).Message);
    }

    [Fact]
    public void The_filter_is_a_query_over_the_list_of_partitions()
    {
        var scan = Bind.Query("SELECT * FROM sale_detail s WHERE s.region > 'a'").Scans[0];
        Assert.Equal("SELECT * FROM partitions AS s WHERE s.region > 'a'", DuckDbWriter.WritePartitionFilter(scan, "partitions"));
    }

    [Theory]
    [InlineData("ALTER TABLE sale_detail DROP PARTITION (sale_date < '201911', region = 'x')",
        "sale_detail.sale_date < '201911' AND sale_detail.region = 'x'")]
    [InlineData("ALTER TABLE parts DROP PARTITION (hr >= 8)", "parts.hr >= CAST(8 AS BIGINT)")]
    public void A_partition_filter_of_a_statement_is_bound_like_a_condition(string sql, string predicate) =>
        Assert.Equal(predicate, DuckDbWriter.WriteConstant(BindFilter(sql).PartitionPredicate!));

    [Fact]
    public void A_partition_filter_is_over_one_column_each()
    {
        var error = Assert.Throws<RametException>(() => BindFilter("ALTER TABLE sale_detail DROP PARTITION (sale_date < '201911' AND region = 'x')"));
        Assert.Equal(
            "ODPS-0130071:[1,66] Semantic analysis exception - invalid column reference region, "
            + "partition expression must have one and only one column reference",
            error.Message);
    }

    private static BoundTableScan BindFilter(string sql)
    {
        var statement = SqlParser.ParseStatement(sql);
        var table = statement.DescendantsAndSelf().OfType<TableName>().First();
        var filter = statement.DescendantsAndSelf().OfType<PartitionFilter>().First();
        return new Binder(TestTables.Instance, BinderSettings.Default).BindPartitionFilter(table, filter);
    }
}
