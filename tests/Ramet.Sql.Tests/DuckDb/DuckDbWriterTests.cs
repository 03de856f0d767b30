using Ramet.Sql.Tests.Support;

namespace Ramet.Sql.Tests.DuckDb;

/// <summary>
/// The engine's text for statements of every shape, as a person would write it: no casts or conditions around plain columns.
/// </summary>
public sealed class DuckDbWriterTests
{
    [Theory]
    [InlineData("SELECT id, name AS N FROM plain WHERE id > 5 ORDER BY id DESC LIMIT 10",
        "SELECT plain.id, plain.name AS n FROM read_parquet(['plain.parquet'], schema = MAP {1: {name: 'id', type: 'BIGINT', default_value: NULL}, "
        + "2: {name: 'name', type: 'VARCHAR', default_value: NULL}}, explicit_cardinality = 7, hive_partitioning = false) AS plain WHERE plain.id > CAST(5 AS BIGINT) ORDER BY 1 DESC NULLS LAST LIMIT 10")]
    [InlineData("SELECT COUNT(*) FROM plain",
        "SELECT count(*) AS _c0 FROM read_parquet(['plain.parquet'], schema = MAP {1: {name: 'id', type: 'BIGINT', default_value: NULL}}, explicit_cardinality = 7, hive_partitioning = false) AS plain")]
    [InlineData("SELECT a, SUM(b) s FROM VALUES (1, 2L) t(a, b) GROUP BY a HAVING SUM(b) > 1",
        "SELECT t.a, CAST(sum(t.b) AS BIGINT) AS s FROM (VALUES (1, CAST(2 AS BIGINT))) AS t(a, b) GROUP BY t.a HAVING CAST(sum(t.b) AS BIGINT) > CAST(1 AS BIGINT)")]
    [InlineData("SELECT -(-1), NOT (true AND false OR true), 'it\\'s', (1 + 2) * 3, 1 + 2 * 3, 10 - (5 - 2)",
        "SELECT -(-1) AS _c0, NOT (true AND false OR true) AS _c1, 'it''s' AS _c2, (1 + 2) * 3 AS _c3, 1 + 2 * 3 AS _c4, 10 - (5 - 2) AS _c5")]
    [InlineData("SELECT x.a FROM VALUES (1) x(a) LEFT JOIN VALUES (2) y(a) ON x.a = y.a",
        "SELECT x.a FROM (VALUES (1)) AS x(a) LEFT JOIN (VALUES (2)) AS y(a) ON x.a = y.a")]
    [InlineData("SELECT * FROM (SELECT 1 AS a, 2 AS a) t", "SELECT t.a, t.a_2 FROM (SELECT 1 AS a, 2 AS a_2) AS t")]
    [InlineData("SELECT t.a FROM VALUES (1) t(a) WHERE EXISTS (SELECT 1 FROM VALUES (1) t(a) WHERE a = 1)",
        "SELECT t.a FROM (VALUES (1)) AS t(a) WHERE EXISTS (SELECT 1 AS _c0 FROM (VALUES (1)) AS t_2(a) WHERE t_2.a = 1)")]
    [InlineData("SELECT SUM(a) OVER (PARTITION BY a ORDER BY a) FROM VALUES (1) t(a)",
        "SELECT CAST(sum(t.a) OVER (PARTITION BY t.a ORDER BY t.a ASC NULLS FIRST ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS BIGINT) AS _c0 FROM (VALUES (1)) AS t(a)")]
    [InlineData("SELECT 'a' AS `select`", "SELECT 'a' AS \"select\"")]
    [InlineData("WITH c AS (SELECT 1 AS x) SELECT x FROM c", "WITH c AS (SELECT 1 AS x) SELECT c.x FROM c AS c")]
    public void A_query_is_written_plainly(string sql, string engineSql) => Assert.Equal(engineSql, Bind.Written(sql));

    [Fact]
    public void A_table_without_files_is_an_empty_relation() =>
        Assert.Equal("SELECT plain.id FROM (SELECT CAST(NULL AS BIGINT) AS id WHERE false) AS plain",
            Sql.DuckDb.DuckDbWriter.Write(Bind.Query("SELECT id FROM plain"), _ => Sql.DuckDb.ScanFiles.None));

    [Theory]
    [InlineData("SELECT `(ds|pt)?+.+` FROM spread", "a")]
    [InlineData("SELECT `.s` FROM spread", "ds")]
    [InlineData("SELECT * EXCEPT (a) FROM spread", "ds,pt")]
    [InlineData("SELECT * REPLACE (1 AS ds) FROM spread", "a,ds,pt")]
    [InlineData("SELECT s.*, 1 FROM spread s", "a,ds,pt,_c3")]
    [InlineData("SELECT p.spread.A FROM p.spread", "a")]
    public void Stars_and_patterns_name_columns(string sql, string columns) =>
        Assert.Equal(columns, string.Join(',', Bind.Query(sql).Columns.Select(column => column.Name)));

    [Fact]
    public void Only_used_columns_are_read_and_reported() =>
        Assert.Equal(["name", "price"], Bind.Query("SELECT MAX(price) FROM plain WHERE name = 'x'").Scans[0].UsedColumns.Select(column => column.Name));

    [Fact]
    public void Long_chains_do_not_exhaust_the_stack()
    {
        var union = Bind.Written(string.Join(" UNION ALL ", Enumerable.Repeat("SELECT 1", 256)));
        Assert.Equal(255, union.Split("UNION ALL").Length - 1);
        var condition = Bind.Written($"SELECT 1 FROM VALUES (1) t(a) WHERE {string.Join(" OR ", Enumerable.Repeat("a = 1", 50_000))}");
        Assert.Equal(49_999, condition.Split(" OR ").Length - 1);
    }
}
