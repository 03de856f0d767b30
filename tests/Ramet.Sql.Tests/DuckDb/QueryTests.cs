using Ramet.Sql.Tests.Support;

namespace Ramet.Sql.Tests.DuckDb;

/// <summary>Queries of the documentation, bound, written, and run by the real engine.</summary>
public sealed class QueryTests(Engine engine) : IClassFixture<Engine>
{
    [Theory]
    [InlineData("SELECT * FROM sale_detail WHERE sale_date='2014' AND region='shanghai' AND total_price IS NULL LIMIT 10",
        "null|c5|NULL|2014|shanghai")]
    [InlineData("SELECT a FROM VALUES (2),(CAST(NULL AS INT)),(1) t(a) ORDER BY a LIMIT 3", "NULL", "1", "2")]
    [InlineData("SELECT a FROM VALUES (2),(CAST(NULL AS INT)),(1) t(a) ORDER BY a DESC LIMIT 3", "2", "1", "NULL")]
    [InlineData("SELECT region, COUNT(*) FROM sale_detail GROUP BY region HAVING SUM(total_price)<305 ORDER BY region",
        "china|3", "shanghai|3")]
    [InlineData("SELECT * FROM VALUES (1,2),(1,2),(3,4) t(a,b) UNION ALL SELECT * FROM VALUES (1,2),(1,4) t(a,b) ORDER BY a, b",
        "1|2", "1|2", "1|2", "1|4", "3|4")]
    [InlineData("SELECT * FROM VALUES (1,2),(1,2),(3,4),(5,6) t(a,b) INTERSECT ALL SELECT * FROM VALUES (1,2),(1,2),(3,4),(5,7) t(a,b) ORDER BY a", "1|2", "1|2", "3|4")]
    [InlineData("SELECT * FROM VALUES (1,2),(1,2),(3,4),(5,6) t(a,b) INTERSECT SELECT * FROM VALUES (1,2),(1,2),(3,4),(5,7) t(a,b) ORDER BY a", "1|2", "3|4")]
    [InlineData("SELECT * FROM VALUES (1,2),(1,2),(3,4),(3,4),(5,6),(7,8) t(a,b) EXCEPT ALL SELECT * FROM VALUES (3,4),(5,6),(5,6),(9,10) t(a,b) ORDER BY a", "1|2", "1|2", "3|4", "7|8")]
    [InlineData("SELECT * FROM VALUES (1,2),(1,2),(3,4),(3,4),(5,6),(7,8) t(a,b) MINUS SELECT * FROM VALUES (3,4),(5,6),(5,6),(9,10) t(a,b) ORDER BY a", "1|2", "7|8")]
    [InlineData("SELECT a,b,MAX(c) FROM VALUES (1,2,3),(1,2,4),(1,3,5),(2,3,6),(2,4,7),(3,4,8) t(a,b,c) WHERE a<3 GROUP BY a,b HAVING MAX(c)>5 QUALIFY SUM(b) OVER (PARTITION BY a) > 3 ORDER BY a, b", "2|3|6", "2|4|7")]
    [InlineData("SELECT id FROM VALUES (1),(2) a(id) WHERE id NOT IN (SELECT x FROM VALUES (1),(CAST(NULL AS INT)) b(x))")]
    [InlineData("SELECT a.x FROM VALUES (1),(2) a(x) LEFT ANTI JOIN (SELECT * FROM VALUES (1) b(y)) b ON a.x=b.y", "2")]
    [InlineData("SELECT a.x FROM VALUES (1),(2) a(x) LEFT SEMI JOIN (SELECT * FROM VALUES (1) b(y)) b ON a.x=b.y", "1")]
    [InlineData("SELECT k, v FROM VALUES ('a', 'x,y') t(k,s) LATERAL VIEW EXPLODE(SPLIT(s, ',')) e AS v ORDER BY v", "a|x", "a|y")]
    [InlineData("SELECT id, t FROM plain LATERAL VIEW OUTER EXPLODE(tags) e AS t ORDER BY id, t", "1|x", "1|y", "2|NULL", "3|NULL")]
    [InlineData("SELECT EXPLODE(ARRAY(1,2)) AS x", "1", "2")]
    [InlineData("SELECT id, k, v FROM plain LATERAL VIEW EXPLODE(props) e AS k, v", "1|k|1")]
    [InlineData("WITH c AS (SELECT 1 AS x), d(y) AS (SELECT x + 1 FROM c) SELECT c.x, d.y FROM c CROSS JOIN d", "1|2")]
    [InlineData("SELECT shop_name, (SELECT MAX(s.city) FROM shops s WHERE s.shop_name = d.shop_name) FROM sale_detail d WHERE EXISTS (SELECT 1 FROM shops s WHERE s.shop_name = d.shop_name)", "s1|wuhan")]
    [InlineData("SELECT * FROM (SELECT shop_name, region FROM sale_detail) a JOIN shops b USING (shop_name)", "s1|china|wuhan|china")]
    [InlineData("SELECT shop_name FROM sale_detail NATURAL JOIN shops", "s1")]
    [InlineData("SELECT shop_name FROM (SELECT shop_name FROM shops) a FULL JOIN (SELECT 's0' AS shop_name) b USING (shop_name) ORDER BY shop_name", "s0", "s1", "s9")]
    [InlineData("SELECT x, SUM(x) OVER (ORDER BY x) FROM VALUES (1),(1),(2) t(x) ORDER BY 2 * x, x", "1|1", "1|2", "2|4")]
    [InlineData("SELECT shop_name, ROW_NUMBER() OVER w AS rn FROM sale_detail WINDOW w AS (PARTITION BY region ORDER BY customer_id DESC) QUALIFY rn = 1 ORDER BY shop_name", "s3|1", "s7|1")]
    [InlineData("SELECT part.a, part.b, tags[0], tags[5], props['k'] FROM plain WHERE id = 1", "7|seven|x|NULL|1")]
    [InlineData("SELECT COUNT(DISTINCT a, b), COUNT(a) FROM VALUES (1,1),(1,1),(1,NULL) t(a,b)", "1|3")]
    [InlineData("SELECT 1 + x AS y, COUNT(*) FROM VALUES (1),(1) t(x) GROUP BY 1 + x", "2|2")]
    [InlineData("SELECT DISTINCT region FROM sale_detail ORDER BY region DESC", "shanghai", "china")]
    [InlineData("SELECT 'a' FROM plain GROUP BY 1", "a")]
    [InlineData("SELECT 1 UNION SELECT 2 INTERSECT SELECT 2", "2")]
    [InlineData("(SELECT 2 AS a UNION ALL SELECT 1 ORDER BY a LIMIT 1) ORDER BY a LIMIT 1", "1")]
    [InlineData("SELECT a FROM VALUES (1),(2),(3) t(a) UNION ALL (SELECT 9 AS a ORDER BY a LIMIT 1) ORDER BY a + 1 DESC LIMIT 2", "9", "3")]
    [InlineData("SELECT a FROM VALUES (1),(2),(3) t(a) ORDER BY a LIMIT 1 OFFSET 1", "2")]
    [InlineData("WITH c AS (SELECT 1 AS x) SELECT x FROM (WITH c AS (SELECT 2 AS x) SELECT x FROM c) t", "2")]
    [InlineData("SELECT COALESCE(city, '-') c, COUNT(*) FROM sale_detail a LEFT JOIN shops b ON a.shop_name = b.shop_name GROUP BY COALESCE(city, '-') ORDER BY c", "-|5", "wuhan|1")]
    [InlineData("SELECT a, b, SUM(c) FROM VALUES (1,2,3),(1,3,4) t(a,b,c) GROUP BY a, ROLLUP(b) ORDER BY a, b",
        "1|NULL|7", "1|2|3", "1|3|4")]
    [InlineData("SELECT SUM(SUM(c)) OVER () FROM VALUES (1,2),(1,3) t(a,c) GROUP BY a", "5")]
    [InlineData("SELECT LAG(a, 1, 0) OVER (ORDER BY a), LAST_VALUE(a, true) OVER (ORDER BY a ROWS BETWEEN CURRENT ROW AND 1 FOLLOWING) FROM VALUES (1),(2) t(a) ORDER BY 1 + LAG(a, 1, 0) OVER (ORDER BY a)", "0|2", "1|2")]
    public void A_query_gives_its_documented_rows(string sql, params string[] rows) => Assert.Equal(rows, engine.Rows(sql));

    [Fact]
    public void Cube_fills_every_grouping_set_and_names_the_count()
    {
        var sql = "SELECT a,b,c,COUNT(*),GROUPING(a) ga,GROUPING(b) gb,GROUPING(c) gc,GROUPING_ID(a,b,c) g FROM VALUES (1,2,3) AS t(a,b,c) GROUP BY CUBE(a,b,c) ORDER BY g DESC";
        Assert.Equal(["NULL|NULL|NULL|1|1|1|1|7", "NULL|NULL|3|1|1|1|0|6"], engine.Rows(sql).Take(2));
        Assert.Equal(8, engine.Rows(sql).Count);
        Assert.Equal("_c3", Bind.Query(sql).Columns[3].Name);
    }

    [Theory]
    [InlineData("SELECT COUNT(*) FROM sale_detail", "6")]
    [InlineData("SELECT COUNT(*) FROM plain", "3")]
    [InlineData("SELECT day, at FROM plain WHERE at = '2024-01-15 08:00:00'", "2024-01-15|2024-01-15 08:00:00+08")]
    [InlineData("SELECT price * 2, price / 3, price + id FROM plain WHERE id = 1", "21.00|3.500000|11.50")]
    public void Tables_are_read_by_the_ids_of_their_columns(string sql, string row) => Assert.Equal(row, engine.Row(sql));
}
