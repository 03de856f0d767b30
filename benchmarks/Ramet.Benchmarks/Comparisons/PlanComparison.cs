using Ramet.Benchmarks.Measuring;
using Ramet.Benchmarks.Setting;

namespace Ramet.Benchmarks.Comparisons;

/// <summary>
/// EXPLAIN of a query of two kilobytes over one of ten thousand partitions: it is parsed, bound, authorised and planned, in the engine too, but not
/// run. Beside it the engine's own EXPLAIN of the same query on the partition's file.
/// </summary>
internal static class PlanComparison
{
    private const int Partitions = 10_000;
    private const int Warmups = 100; // the compiler of the runtime is done with the code by then
    private const int TimedRounds = 100;
    private const int WarmMaxMs = 10;

    /// <summary>Both dialects read it. <c>{0}</c> is the table, <c>{1}</c> the condition on its partitions.</summary>
    private const string Query = """
        WITH ordered AS (
            SELECT o.id, o.customer, o.amount, o.quantity, o.status, o.ds,
                CASE WHEN o.amount < 100 THEN 'small' WHEN o.amount < 1000 THEN 'medium' WHEN o.amount < 10000 THEN 'large' ELSE 'huge' END AS class,
                COALESCE(o.customer, 'nobody') AS buyer,
                o.amount * o.quantity AS total
            FROM {0} o
            WHERE {1} AND o.quantity BETWEEN 1 AND 1000 AND o.status IN ('new', 'paid', 'sent', 'done', 'back') AND (o.customer IS NOT NULL OR o.amount > 0)
        ), by_customer AS (
            SELECT buyer, class, COUNT(*) AS orders, SUM(total) AS total, MIN(amount) AS smallest, MAX(amount) AS largest, AVG(quantity) AS quantity,
                SUM(CASE WHEN status = 'paid' THEN total ELSE 0 END) AS paid,
                SUM(CASE WHEN status = 'sent' THEN total ELSE 0 END) AS sent,
                SUM(CASE WHEN status = 'done' THEN total ELSE 0 END) AS done,
                SUM(CASE WHEN status = 'back' THEN total ELSE 0 END) AS returned
            FROM ordered
            GROUP BY buyer, class
            HAVING COUNT(*) > 0
        ), ranked AS (
            SELECT buyer, class, orders, total, smallest, largest, quantity, paid, sent, done, returned,
                ROW_NUMBER() OVER (PARTITION BY class ORDER BY total DESC, buyer) AS place,
                SUM(total) OVER (PARTITION BY class) AS class_total,
                LAG(total, 1) OVER (PARTITION BY class ORDER BY total DESC, buyer) AS next_larger
            FROM by_customer
        )
        SELECT UPPER(r.buyer) AS buyer, r.class, r.orders, r.total, r.place, r.smallest, r.largest, r.quantity,
            CASE WHEN r.class_total = 0 THEN 0 ELSE r.total * 100 / r.class_total END AS share,
            r.paid + r.sent + r.done - r.returned AS kept,
            COALESCE(r.next_larger, 0) - r.total AS distance,
            LENGTH(r.buyer) AS letters,
            CASE WHEN r.place = 1 THEN 'first' WHEN r.place <= 3 THEN 'of the best' WHEN r.place <= 10 THEN 'of the good' ELSE 'of the rest' END AS standing
        FROM ranked r
        LEFT JOIN by_customer b ON r.buyer = b.buyer AND r.class <> b.class
        WHERE r.place <= 100 AND (b.buyer IS NULL OR b.total < r.total)
        ORDER BY class, place, buyer
        LIMIT 100
        """;

    public static IEnumerable<Finding> Run(BenchmarkWarehouse warehouse)
    {
        const string Columns = "id BIGINT, customer STRING, amount BIGINT, quantity BIGINT, status STRING";
        warehouse.Run($"CREATE TABLE orders ({Columns}) PARTITIONED BY (ds STRING); INSERT INTO orders PARTITION (ds = 'real') VALUES (1, 'x', 10, 2, 'paid')");
        using var engine = new EngineAlone(warehouse);
        var engineQuery = In(EngineAlone.Files(warehouse.DataFiles("orders")), "true");
        SyntheticPartitions.Add(warehouse, "orders", Partitions);
        var query = In("orders", "o.ds = 'real'");

        var times = Rounds.Time(Warmups, TimedRounds, _ => warehouse.Run($"EXPLAIN {query}"), _ => engine.Read($"EXPLAIN {engineQuery}"));
        yield return new Finding("plan of a query of 2 KB, 1 of 10,000 partitions", times[0], times[1], new Limit.Absolute(WarmMaxMs));
    }

    private static string In(string table, string condition) =>
        Query.Replace("{0}", table, StringComparison.Ordinal).Replace("{1}", condition, StringComparison.Ordinal);
}
