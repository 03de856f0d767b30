namespace Ramet.Benchmarks.Setting;

/// <summary>Ten million rows out of nothing: cross joins of digits, and a few columns computed from the number of the row.</summary>
internal static class GeneratedRows
{
    /// <summary>The table for the rows.</summary>
    public const string CreateTable = "CREATE TABLE generated (n BIGINT, customer BIGINT, amount DOUBLE, name STRING)";

    /// <summary>The rows in MaxCompute's dialect.</summary>
    public const string Insert =
        """
        WITH digits AS (SELECT d FROM VALUES (0L), (1L), (2L), (3L), (4L), (5L), (6L), (7L), (8L), (9L) v (d)),
            thousand AS (SELECT a.d + 10 * b.d + 100 * c.d AS d FROM digits a CROSS JOIN digits b CROSS JOIN digits c),
            numbers AS (SELECT a.d + 1000 * b.d + 1000000 * c.d AS n FROM thousand a CROSS JOIN thousand b CROSS JOIN digits c)
        INSERT INTO TABLE generated SELECT n, n % 1000, n * 0.5, CONCAT('customer ', CAST(n % 1000 AS STRING)) FROM numbers
        """;

    /// <summary>The same rows in the engine's dialect.</summary>
    public const string EngineQuery =
        """
        WITH digits AS (SELECT d FROM (VALUES (0::BIGINT), (1), (2), (3), (4), (5), (6), (7), (8), (9)) v (d)),
            thousand AS (SELECT a.d + 10 * b.d + 100 * c.d AS d FROM digits a, digits b, digits c),
            numbers AS (SELECT a.d + 1000 * b.d + 1000000 * c.d AS n FROM thousand a, thousand b, digits c)
        SELECT n, n % 1000 AS customer, n * 0.5::DOUBLE AS amount, 'customer ' || (n % 1000)::VARCHAR AS name FROM numbers
        """;
}
