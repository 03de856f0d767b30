using FsCheck;
using FsCheck.Fluent;
using Ramet.Warehouse.Tests.Support;

namespace Ramet.Warehouse.Tests;

/// <summary>
/// Random changes of a table with a primary key, checked against a dictionary by key, which can hold no key twice. FsCheck prints the seed of
/// a failure and looks for the shortest sequence that fails.
/// </summary>
public class KeyModelTests
{
    private const int IdMax = 7;

    private static readonly string[] Partitions = ["a", "b"];

    private static readonly Gen<Step> Steps =
        from kind in Gen.Elements(Enum.GetValues<StepKind>().Concat([StepKind.Insert, StepKind.Insert]).ToArray())
        from rows in Gen.ListOf(
            from id in Gen.Choose(0, IdMax)
            from value in Gen.Choose(0, 20)
            from partition in Gen.Elements(Partitions)
            select new Row(id, value, partition), 5)
        from limit in Gen.Choose(0, IdMax)
        select new Step(kind, [.. rows], limit);

    private enum StepKind
    {
        Insert,
        InsertSelect,
        InsertFromItself,
        MultiInsert,
        Overwrite,
        Update,
        Delete,
        Merge,
        Clone,
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_table_follows_a_dictionary(bool isPartitioned)
    {
        var property = Prop.ForAll(Gen.ListOf(Steps, 10).ToArbitrary(), steps =>
        {
            using var warehouse = new TestWarehouse();
            warehouse.Run("SET odps.sql.allow.fullscan=true; SET odps.sql.validate.orderby.limit=false; CREATE TABLE s (id BIGINT, v BIGINT, ds STRING, n BIGINT)");
            warehouse.Run(isPartitioned
                ? "CREATE TABLE t (v BIGINT, id BIGINT NOT NULL, PRIMARY KEY (id)) PARTITIONED BY (ds STRING) TBLPROPERTIES ('transactional'='true')"
                : "CREATE TABLE t (v BIGINT, id BIGINT NOT NULL, ds STRING NOT NULL, PRIMARY KEY (ds, id)) TBLPROPERTIES ('transactional'='true')");
            var model = new SortedDictionary<(long Id, string Partition), long>();
            foreach (var step in steps)
            {
                Apply(warehouse, model, step, isPartitioned);
                Assert.Equal(
                    model.Select(row => $"{row.Key.Id}|{row.Value}|{row.Key.Partition}").Order(StringComparer.Ordinal),
                    warehouse.Rows("SELECT id, v, ds FROM t").Order(StringComparer.Ordinal));
            }
            return true;
        });
        FsCheck.Check.One(Config.QuickThrowOnFailure.WithMaxTest(4), property);
    }

    private static void Apply(TestWarehouse warehouse, SortedDictionary<(long Id, string Partition), long> model, Step step, bool isPartitioned)
    {
        var into = isPartitioned ? "t PARTITION (ds)" : "t";
        var source = string.Join(", ", step.Rows.Select((row, index) => $"({row.Id}L, {row.Value}L, '{row.Partition}', {index}L)"));
        warehouse.Run($"INSERT OVERWRITE TABLE s SELECT * FROM VALUES {source} v (id, v, ds, n)");
        switch (step.Kind)
        {
            case StepKind.Insert:
                warehouse.Run($"INSERT INTO {into} VALUES {string.Join(", ", step.Rows.Select(row => $"({row.Value}L, {row.Id}L, '{row.Partition}')"))}");
                Put(model, step.Rows);
                break;
            case StepKind.InsertSelect:
                warehouse.Run($"INSERT INTO {into} SELECT v, id, ds FROM s ORDER BY n DESC");
                Put(model, step.Rows.Reverse());
                break;
            case StepKind.InsertFromItself:
                warehouse.Run($"INSERT INTO {into} SELECT v + 1, id + 1, ds FROM t WHERE id < {step.Limit}");
                Put(model, [.. model.Where(row => row.Key.Id < step.Limit).Select(row => new Row(row.Key.Id + 1, row.Value + 1, row.Key.Partition))]);
                break;
            case StepKind.MultiInsert:
                warehouse.Run($"FROM (SELECT id, MAX(v) AS v, ds FROM s GROUP BY id, ds) x INSERT INTO {into} SELECT v, id, ds INSERT OVERWRITE TABLE s SELECT id, v, ds, 0");
                Put(model, [.. step.Rows.GroupBy(row => (row.Id, row.Partition)).Select(same => new Row(same.Key.Id, same.Max(row => row.Value), same.Key.Partition))]);
                break;
            case StepKind.Overwrite:
                warehouse.Run($"INSERT OVERWRITE TABLE {into} SELECT v, id, ds FROM s ORDER BY n");
                foreach (var key in model.Keys.Where(key => !isPartitioned || step.Rows.Any(row => row.Partition == key.Partition)).ToList())
                    model.Remove(key);
                Put(model, step.Rows);
                break;
            case StepKind.Update:
                warehouse.Run($"UPDATE t SET v = v + id WHERE id <= {step.Limit}");
                foreach (var key in model.Keys.Where(key => key.Id <= step.Limit).ToList())
                    model[key] += key.Id;
                break;
            case StepKind.Delete:
                warehouse.Run($"DELETE FROM t WHERE id >= {step.Limit} AND ds = 'a'");
                foreach (var key in model.Keys.Where(key => key.Id >= step.Limit && key.Partition == "a").ToList())
                    model.Remove(key);
                break;
            case StepKind.Merge:
                warehouse.Run("""
                    MERGE INTO t USING (SELECT id, MIN(v) AS v, ds FROM s GROUP BY id, ds) s ON t.id = s.id AND t.ds = s.ds
                    WHEN MATCHED AND s.v < 5 THEN DELETE WHEN MATCHED THEN UPDATE SET v = s.v WHEN NOT MATCHED THEN INSERT (id, v, ds) VALUES (s.id, s.v, s.ds)
                    """);
                foreach (var same in step.Rows.GroupBy(row => (row.Id, row.Partition)))
                {
                    if (model.ContainsKey(same.Key) && same.Min(row => row.Value) < 5)
                        model.Remove(same.Key);
                    else
                        model[same.Key] = same.Min(row => row.Value);
                }
                break;
            case StepKind.Clone:
                warehouse.Run("CLONE TABLE t TO copy");
                warehouse.Run("DROP TABLE t PURGE");
                warehouse.Run("ALTER TABLE copy RENAME TO t");
                break;
        }
    }

    private static void Put(SortedDictionary<(long Id, string Partition), long> model, IEnumerable<Row> rows)
    {
        foreach (var row in rows)
            model[(row.Id, row.Partition)] = row.Value;
    }

    private sealed record Row(long Id, long Value, string Partition);

    private sealed record Step(StepKind Kind, IReadOnlyList<Row> Rows, int Limit);
}
