using System.Globalization;
using System.Text;
using Ramet.Benchmarks.Measuring;
using Ramet.Benchmarks.Setting;
using Ramet.DuckDb;
using Ramet.Sql.Parsing;

namespace Ramet.Benchmarks.Comparisons;

/// <summary>A script of four megabytes cut into its statements and parsed; beside it the engine's own parser on the same text.</summary>
internal static class ParseComparison
{
    private const int ScriptBytes = 4_000_000;
    private const int Warmups = 3;
    private const int TimedRounds = 15;

    /// <summary>20 MB in a second.</summary>
    private const int ScriptMaxMs = 200;

    // Both dialects read them. {0} is a number that differs from statement to statement.
    private static readonly string[] statements =
    [
        """
        -- Sales of one day by city, with those of the customers that are known.
        INSERT INTO daily_sales
        SELECT s.city, COUNT(*) AS sales, SUM(s.amount * (1 - s.discount)) AS revenue, MAX(s.sold_at) AS last_sale,
            CASE WHEN SUM(s.amount) > {0} THEN 'large' WHEN SUM(s.amount) > 1000 THEN 'medium' ELSE 'small' END AS class
        FROM sales s JOIN customers c ON s.customer_id = c.id AND c.region IN ('north', 'south', 'east', 'west')
        WHERE s.day = '2024-01-{0}' AND s.amount BETWEEN 1 AND {0} AND c.name LIKE 'A%' AND s.status IS NOT NULL
        GROUP BY s.city HAVING COUNT(*) > 10 ORDER BY revenue DESC LIMIT 100;

        """,
        """
        CREATE TABLE stage_{0} AS
        WITH latest AS (SELECT id, payload, ROW_NUMBER() OVER (PARTITION BY id ORDER BY version DESC) AS place FROM events WHERE batch = {0})
        SELECT id, UPPER(TRIM(payload)) AS payload, COALESCE(CAST(SUBSTR(payload, 1, 8) AS BIGINT), 0) AS code FROM latest WHERE place = 1;

        """,
        """
        INSERT INTO lookup VALUES ({0}, 'the name of an entry', 12.5, NULL), ({0}, 'and of another one', -3, 'a remark'), ({0}, 'the last', 0, '');

        """,
    ];

    public static IEnumerable<Finding> Run(BenchmarkWarehouse warehouse)
    {
        var script = Script();
        using var database = warehouse.OpenEngine();
        using var connection = database.Connect();

        var times = Rounds.Time(Warmups, TimedRounds, _ => Parse(script), _ => ParseInEngine(connection, script));
        yield return new Finding("parse of a script of 4 MB", times[0], times[1], new Limit.Absolute(ScriptMaxMs));
    }

    private static string Script()
    {
        var script = new StringBuilder(ScriptBytes + 1_000);
        for (var number = 0; script.Length < ScriptBytes; number++)
            script.Append(statements[number % statements.Length].Replace("{0}", number.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal));
        return script.ToString();
    }

    private static void Parse(string script)
    {
        foreach (var part in ScriptSplitter.Split(script).Parts)
            SqlParser.ParseStatement(part.Text);
    }

    /// <summary>The engine parses all of a text before it runs any of it; then the first statement fails, whose tables are not there.</summary>
    private static void ParseInEngine(DuckDbConnection connection, string script)
    {
        try
        {
            connection.Execute(script);
        }
        catch (DuckDbException error) when (error.ErrorType == DuckDbErrorType.Catalog)
        {
        }
    }
}
