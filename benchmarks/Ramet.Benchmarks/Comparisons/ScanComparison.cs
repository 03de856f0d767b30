using Ramet.Benchmarks.Measuring;
using Ramet.Benchmarks.Setting;

namespace Ramet.Benchmarks.Comparisons;

/// <summary>Queries over three million flights against DuckDB alone, which reads the same files by SQL that a person would write.</summary>
internal static class ScanComparison
{
    private const int Warmups = 2;
    private const int TimedRounds = 31;
    private const int WarmUpQueries = 300;

    private static readonly (string Name, string Ours, string Engine)[] queries =
    [
        (
            "aggregates of all columns",
            """
            SELECT origin, COUNT(*), AVG(delay), MAX(distance), MIN(departure), MAX(departure), MAX(destination), MAX(flight_month)
            FROM flights GROUP BY origin
            """,
            """
            SELECT origin, count(*), avg(delay), max(distance), min(departure), max(departure), max(destination), max(flight_month)
            FROM {0} GROUP BY origin
            """),
        (
            "filter and group",
            """
            SELECT flight_month, destination, COUNT(*), SUM(distance) FROM flights
            WHERE delay > 30 AND distance BETWEEN 200 AND 1500 GROUP BY flight_month, destination
            """,
            """
            SELECT flight_month, destination, count(*), sum(distance) FROM {0}
            WHERE delay > 30 AND distance BETWEEN 200 AND 1500 GROUP BY flight_month, destination
            """),
        (
            "distinct count",
            "SELECT origin, COUNT(DISTINCT destination), COUNT(DISTINCT delay) FROM flights GROUP BY origin",
            "SELECT origin, count(DISTINCT destination), count(DISTINCT delay) FROM {0} GROUP BY origin"),
        (
            "expressions on each row",
            """
            SELECT CASE WHEN delay > 60 THEN 'late' WHEN delay > 0 THEN 'delayed' ELSE 'on time' END AS state,
                AVG(distance * 1.609), COUNT(*)
            FROM flights GROUP BY CASE WHEN delay > 60 THEN 'late' WHEN delay > 0 THEN 'delayed' ELSE 'on time' END
            """,
            """
            SELECT CASE WHEN delay > 60 THEN 'late' WHEN delay > 0 THEN 'delayed' ELSE 'on time' END AS state,
                avg(distance * 1.609::DOUBLE), count(*)
            FROM {0} GROUP BY state
            """),
        (
            "window over all rows",
            """
            SELECT flight_month, origin, delay, place FROM (
                SELECT flight_month, origin, delay, RANK() OVER (PARTITION BY flight_month, origin ORDER BY delay DESC) AS place FROM flights) r
            WHERE place = 1
            """,
            """
            SELECT flight_month, origin, delay, place FROM (
                SELECT flight_month, origin, delay, rank() OVER (PARTITION BY flight_month, origin ORDER BY delay DESC NULLS LAST) AS place FROM {0})
            WHERE place = 1
            """),
        (
            "join with a small table",
            """
            SELECT a.name, COUNT(*), SUM(f.distance) FROM airports a JOIN flights f ON f.destination = a.code WHERE a.flights > 1000 GROUP BY a.name
            """,
            """
            SELECT a.name, count(*), sum(f.distance) FROM {1} a JOIN {0} f ON f.destination = a.code WHERE a.flights > 1000 GROUP BY a.name
            """),
    ];

    public static IEnumerable<Finding> Run(BenchmarkWarehouse warehouse)
    {
        Flights.Load(warehouse);
        using var engine = new EngineAlone(warehouse);
        var flights = EngineAlone.Files(warehouse.DataFiles("flights"));
        var airports = EngineAlone.Files(warehouse.DataFiles("airports"));
        WarmUp(warehouse);
        foreach (var (name, ours, engineTemplate) in queries)
        {
            var engineQuery = engineTemplate.Replace("{0}", flights, StringComparison.Ordinal).Replace("{1}", airports, StringComparison.Ordinal);
            CheckSameRowCount(name, warehouse.Read(ours), engine.Read(engineQuery));
            var times = Rounds.Time(Warmups, TimedRounds, _ => warehouse.Read(ours), _ => engine.Read(engineQuery));
            yield return new Finding($"scan: {name}", times[0], times[1], new Limit.Ratio(1.1));
        }
    }

    /// <summary>Lets the runtime compile for good what every query runs through, as it has in a session that has been open for a while.</summary>
    private static void WarmUp(BenchmarkWarehouse warehouse)
    {
        for (var query = 0; query < WarmUpQueries; query++)
            warehouse.Read("SELECT code, COUNT(*), AVG(flights) FROM airports GROUP BY code");
    }

    private static void CheckSameRowCount(string name, int ours, int engine)
    {
        if (ours != engine)
            throw new InvalidOperationException($"The queries '{name}' do not ask for the same: ours gives {ours} rows, the engine's {engine}.");
    }
}
