namespace Ramet.Benchmarks.Setting;

/// <summary>
/// The table <c>flights</c>: three million flights of half a year, partitioned by month, made as in <c>examples/migrate.sql</c>. And the
/// small table <c>airports</c> made from it.
/// </summary>
internal static class Flights
{
    /// <summary>Loads the table.</summary>
    public static void Load(BenchmarkWarehouse warehouse) => warehouse.Run(
        $"""
        CREATE TABLE flights_file (date TIMESTAMP_NTZ, delay BIGINT, distance BIGINT, origin STRING, destination STRING);
        LOAD OVERWRITE TABLE flights_file FROM LOCATION 'file://{SourceFile()}' STORED AS PARQUET;
        CREATE TABLE flights (departure TIMESTAMP_NTZ, delay BIGINT, distance BIGINT, origin STRING, destination STRING)
            PARTITIONED BY (flight_month STRING);
        INSERT OVERWRITE TABLE flights PARTITION (flight_month)
        SELECT date, delay, distance, origin, destination, TO_CHAR(date, 'yyyy-mm') FROM flights_file;
        CREATE TABLE airports AS SELECT origin AS code, CONCAT('airport ', origin) AS name, COUNT(*) AS flights FROM flights_file GROUP BY origin;
        DROP TABLE flights_file;
        SET odps.sql.allow.fullscan=true
        """);

    private static string SourceFile()
    {
        var file = Path.Combine(Repository.Root, "examples", "node_modules", "vega-datasets", "data", "flights-3m.parquet");
        return File.Exists(file)
            ? file
            : throw new FileNotFoundException($"The flights were not found at '{file}'. Run 'npm ci' in the folder 'examples' of the repository.");
    }
}
