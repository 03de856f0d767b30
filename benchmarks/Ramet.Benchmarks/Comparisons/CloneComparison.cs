using System.Globalization;
using Ramet.Benchmarks.Measuring;
using Ramet.Benchmarks.Setting;

namespace Ramet.Benchmarks.Comparisons;

/// <summary>
/// CLONE TABLE of a whole table to a new name against one bare durable commit: for a small and for a very large table, and for tables of
/// the other kinds.
/// </summary>
internal static class CloneComparison
{
    private const int ManyPartitions = 1_000_000;
    private const int Warmups = 200;
    private const int TimedRounds = 500;

    public static IEnumerable<Finding> Run(BenchmarkWarehouse warehouse)
    {
        Prepare(warehouse);
        using var bare = new BareCommit(warehouse);

        var filesBefore = warehouse.CountFiles();
        var times = Rounds.Time(
            Warmups,
            TimedRounds,
            _ => bare.Run(),
            round => Clone(warehouse, "small", round),
            round => Clone(warehouse, "large", round),
            round => Clone(warehouse, "bucketed", round),
            round => Clone(warehouse, "evolved", round),
            round => Clone(warehouse, "changed", round));
        var (commit, small, large) = (times[0], times[1], times[2]);

        yield return new Finding("clone, 1 partition, vs a bare SQLite commit", small, commit, new Limit.Ratio(3));
        yield return new Finding("clone, 1,000,000 partitions, vs a bare SQLite commit", large, commit, new Limit.Ratio(3));
        yield return new Finding("clone, 1,000,000 partitions vs 1", large, small, new Limit.Ratio(1.2));
        yield return new Finding("clone, hash-clustered, vs a bare SQLite commit", times[3], commit, new Limit.Ratio(3));
        yield return new Finding("clone, evolved columns, vs a bare SQLite commit", times[4], commit, new Limit.Ratio(3));
        yield return new Finding("clone, transactional, vs a bare SQLite commit", times[5], commit, new Limit.Ratio(3));
        yield return new Finding(
            "files that all these clones wrote", Samples.One(Unit.Files, warehouse.CountFiles() - filesBefore), Limit: new Limit.Absolute(0));
    }

    private static void Prepare(BenchmarkWarehouse warehouse)
    {
        warehouse.Run("""
            CREATE TABLE small (v BIGINT) PARTITIONED BY (ds STRING);
            CREATE TABLE large (v BIGINT) PARTITIONED BY (ds STRING);
            CREATE TABLE bucketed (k BIGINT, v STRING) CLUSTERED BY (k) SORTED BY (k) INTO 16 BUCKETS;
            INSERT OVERWRITE TABLE bucketed VALUES (1, 'a'), (2, 'b'), (3, 'c'), (4, 'd');
            CREATE TABLE evolved (k INT, v STRING);
            INSERT INTO evolved VALUES (1, 'a');
            ALTER TABLE evolved CHANGE COLUMN k key BIGINT;
            ALTER TABLE evolved DROP COLUMNS v;
            ALTER TABLE evolved ADD COLUMNS (w STRING) FIRST;
            INSERT INTO evolved VALUES ('b', 2);
            CREATE TABLE changed (k BIGINT, v STRING) TBLPROPERTIES ('transactional'='true');
            INSERT INTO changed VALUES (1, 'a'), (2, 'b');
            UPDATE changed SET v = 'c' WHERE k = 1
            """);
        SyntheticPartitions.Add(warehouse, "small", 1);
        SyntheticPartitions.Add(warehouse, "large", ManyPartitions);
    }

    private static void Clone(BenchmarkWarehouse warehouse, string table, int round) =>
        warehouse.Run(string.Create(CultureInfo.InvariantCulture, $"CLONE TABLE {table} TO {table}_{round}"));
}
