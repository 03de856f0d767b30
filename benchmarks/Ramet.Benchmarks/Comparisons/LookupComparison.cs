using Ramet.Benchmarks.Measuring;
using Ramet.Benchmarks.Setting;

namespace Ramet.Benchmarks.Comparisons;

/// <summary>
/// A query for one of ten million keys in a table of 256 buckets or ranges, against the same query on the same rows without clustering, and
/// what it costs to write them so.
/// </summary>
internal static class LookupComparison
{
    private const int Warmups = 5;
    private const int TimedRounds = 40;
    private const int TimedWrites = 3;
    private const int KeyStep = 7919;
    private const int KeysEnd = 10_000_019; // a prime, so that each row has a key of its own

    public static IEnumerable<Finding> Run(BenchmarkWarehouse warehouse)
    {
        warehouse.Run($"""
            {GeneratedRows.CreateTable};
            {GeneratedRows.Insert};
            CREATE TABLE plain (k BIGINT, amount DOUBLE, name STRING);
            CREATE TABLE hashed (k BIGINT, amount DOUBLE, name STRING) CLUSTERED BY (k) SORTED BY (k) INTO 256 BUCKETS;
            CREATE TABLE ranges (k BIGINT, amount DOUBLE, name STRING) RANGE CLUSTERED BY (k) SORTED BY (k) INTO 256 BUCKETS;
            """);
        var writes = Rounds.Time(0, TimedWrites, _ => Fill(warehouse, "plain"), _ => Fill(warehouse, "hashed"), _ => Fill(warehouse, "ranges"));
        var lookups = Rounds.Time(Warmups, TimedRounds, n => Look(warehouse, "plain", n), n => Look(warehouse, "hashed", n), n => Look(warehouse, "ranges", n));
        yield return new Finding("lookup in 1 of 256 buckets of 10m rows vs not clustered", lookups[1], lookups[0], new Limit.Ratio(0.5));
        yield return new Finding("the same with 256 ranges", lookups[2], lookups[0], new Limit.Ratio(0.5));
        yield return new Finding("INSERT OVERWRITE of 10m rows into 256 buckets vs not clustered", writes[1], writes[0]);
        yield return new Finding("the same into 256 ranges", writes[2], writes[0]);
    }

    private static void Fill(BenchmarkWarehouse warehouse, string table) =>
        warehouse.Run($"INSERT OVERWRITE TABLE {table} SELECT n * {KeyStep} % {KeysEnd}, amount, name FROM generated");

    private static void Look(BenchmarkWarehouse warehouse, string table, int round)
    {
        var key = (round + 1L) * KeyStep * 1000 % KeysEnd;
        if (warehouse.Read($"SELECT amount, name FROM {table} WHERE k = {key}") != 1)
            throw new InvalidOperationException($"Key {key} is not once in table {table}.");
    }
}
