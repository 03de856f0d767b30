using Ramet.Errors;
using Ramet.Warehouse.Tests.Support;

namespace Ramet.Warehouse.Tests;

/// <summary>
/// What goes wrong while a query runs is said with a code, a place in the user's text, and in words that the user knows: nothing of the engine,
/// of its types, or of the query that it was given.
/// </summary>
public sealed class RunTimeErrorTests
{
    private static readonly string[] engineWords =
    [
        "INT8", "INT16", "INT32", "INT64", "INT128", "HUGEINT", "VARCHAR", "BLOB", "TIMESTAMPTZ", "WITH TIME ZONE", "source column", "destination type", "try_cast", "mc_",
        "read_parquet", "struct_", "list_", "Casting", "Could not", "can't", "failed", "DuckDB", "LINE 1", "^", "specifier", "UTF8", "Candidate", "Binder", "Catalog", "lambda",
    ];

    private static IEnumerable<string> Statements =>
    [
        .. Expressions.Select(expression => $"SELECT 1, {expression} FROM VALUES ('x', 9223372036854775807, 1e300, X'ff', '(', 0) v(s, n, d, b, p, z)"),
        "SELECT SUM(n) FROM VALUES (9223372036854775807L), (1L) v(n)",
        "SELECT SUM(n) OVER (ORDER BY n) FROM VALUES (9223372036854775807L), (1L) v(n)",
        "SELECT (SELECT n FROM VALUES (1), (2) v(n))",
        "SELECT 1 WHERE 1 = (SELECT n FROM VALUES (1), (2) v(n))",
        "SELECT s FROM VALUES ('x') v(s) GROUP BY s HAVING MAX(CAST(s AS INT)) > 0",
        "SELECT s FROM VALUES ('x') v(s) ORDER BY CAST(s AS DATE) LIMIT 1",
        "SELECT s FROM VALUES ('x') v(s) QUALIFY SUM(CAST(s AS INT)) OVER (PARTITION BY s) > 0",
        "SELECT v.s FROM VALUES ('x') v(s) JOIN VALUES (1) w(n) ON CAST(v.s AS INT) = w.n",
        "SELECT x FROM VALUES ('x') v(s) LATERAL VIEW EXPLODE(ARRAY(CAST(s AS INT))) e AS x",
        "WITH c AS (SELECT CAST(s AS INT) AS i FROM VALUES ('x') v(s)) SELECT i FROM c",
        "SELECT CAST(s AS INT) FROM VALUES ('x') v(s) UNION ALL SELECT 1",
        "SELECT NTILE(z) OVER (ORDER BY z) FROM VALUES (0) v(z)",
        "CREATE TABLE made AS SELECT CAST(s AS INT) AS i FROM VALUES ('x') v(s)",
        "INSERT INTO numbers SELECT CAST(s AS INT) FROM VALUES ('x') v(s)",
        "INSERT OVERWRITE TABLE numbers SELECT CAST(n AS INT) FROM VALUES (9223372036854775807L) v(n)",
        "UPDATE changing SET n = CAST('x' AS INT) WHERE n = 1",
        "DELETE FROM changing WHERE CAST(CONCAT('x', n) AS INT) = 1",
    ];

    private static IEnumerable<string> Expressions =>
    [
        "CAST(s AS TINYINT)", "CAST(s AS BIGINT)", "CAST(s AS FLOAT)", "CAST(s AS DOUBLE)", "CAST(s AS DECIMAL(10,2))", "CAST(s AS BOOLEAN)", "CAST(s AS DATE)",
        "CAST(s AS DATETIME)", "CAST(s AS TIMESTAMP)", "CAST(s AS TIMESTAMP_NTZ)", "CAST(n AS TINYINT)", "CAST(n AS SMALLINT)", "CAST(n AS INT)", "CAST(d AS BIGINT)",
        "CAST(d AS FLOAT)", "CAST(d AS DECIMAL(38,18))", "CAST(n AS DECIMAL(10,0))", "CAST(b AS STRING)", "CAST(ARRAY(s) AS ARRAY<INT>)", "CAST('2024-13-01' AS DATE)",
        "CAST('99999999999' AS INT)", "CAST(CAST(99999 AS DECIMAL(10,2)) AS DECIMAL(5,2))", "n + 1", "n - -1L", "n * 2", "-(-n - 1L)", "ABS(-n - 1L)",
        "CAST(n AS DECIMAL(38,0)) * CAST(n AS DECIMAL(38,0)) * 1000BD", "s + 1", "s = 1", "s > 1.5BD", "DATE'2024-01-01' = s", "s IN (1, 2)", "s BETWEEN 1 AND 2", "MAP(s, 1, s, 2)", "MAP(NULL, s)",
        "DATEADD(DATETIME'2024-01-01 00:00:00', n, 'dd')", "DATE'9999-12-31' + INTERVAL '1' DAY", "DATETIME'0001-01-01 00:00:00' - INTERVAL '1' SECOND",
        "DATETIME'2024-01-01 00:00:00' + INTERVAL (2000000000) YEAR", "SEQUENCE(1, n)", "ARRAY_REPEAT(1, n)", "CONV(s, 10, 99)", "CASE WHEN s = 'x' THEN CAST(s AS INT) END", "COALESCE(CAST(s AS INT), 1)",
    ];

    [Fact]
    public void An_error_has_a_place_and_speaks_the_dialect()
    {
        using var test = new TestWarehouse();
        test.Run("CREATE TABLE numbers (i INT); CREATE TABLE changing (n INT) TBLPROPERTIES ('transactional'='true'); INSERT INTO changing VALUES (1)");
        Assert.All(Statements, statement =>
        {
            var error = Assert.Throws<RametException>(() => RunToItsEnd(test, statement));
            Assert.Equal(ErrorKind.User, error.Kind);
            Assert.NotNull(error.Span);
            Assert.All(engineWords, word => Assert.DoesNotContain(word, error.Detail, StringComparison.Ordinal));
        });
    }

    [Fact]
    public void What_the_engine_finds_too_deep_is_a_limit_and_no_defect()
    {
        using var test = new TestWarehouse();
        const int Depth = 390; // each SUBSTR stands for several calls of the engine
        var text = string.Concat(Enumerable.Repeat("SUBSTR(", Depth)) + "s" + string.Concat(Enumerable.Repeat(", 1)", Depth));

        var error = Assert.Throws<RametException>(() => test.Rows($"SELECT {text} FROM VALUES ('x') v(s)"));

        Assert.Equal((ErrorCode.ParseException, ErrorKind.Limit), (error.Code, error.Kind));
        Assert.StartsWith("too deep expression: ", error.Detail, StringComparison.Ordinal);
        Assert.NotNull(error.Hint);
        Assert.Equal(["x"], test.Rows("SELECT SUBSTR(s, 1) FROM VALUES ('x') v(s)"));
    }

    private static void RunToItsEnd(TestWarehouse test, string statement)
    {
        if (statement.StartsWith("SELECT", StringComparison.Ordinal) || statement.StartsWith("WITH", StringComparison.Ordinal))
            test.Rows(statement);
        else
            test.Run(statement);
    }
}
