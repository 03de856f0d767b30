using FsCheck;
using FsCheck.Fluent;
using Ramet.Warehouse.Tests.Support;

namespace Ramet.Warehouse.Tests;

/// <summary>
/// Random UPDATE, DELETE, MERGE and INSERT on a transactional table, checked against a plain list of rows. FsCheck prints the seed of a
/// failure and looks for the shortest sequence that fails.
/// </summary>
public class RowChangeModelTests
{
    private const int IdMax = 9;

    private static readonly string[] Partitions = ["a", "b", "c"];

    private static readonly Gen<Step> Steps =
        from kind in Gen.Elements(Enum.GetValues<StepKind>().Concat([StepKind.Insert, StepKind.Merge]).ToArray())
        from rows in Gen.ListOf(
            from id in Gen.Choose(0, IdMax)
            from value in Gen.OneOf(Gen.Constant<int?>(null), Gen.Choose(0, 20).Select(value => (int?)value))
            from partition in Gen.Elements(Partitions)
            select new Row(id, value, partition), 4)
        from low in Gen.Choose(0, IdMax)
        from width in Gen.Choose(0, 3)
        from partition in Gen.Elements(Partitions)
        select new Step(kind, [.. rows], low, low + width, partition);

    private enum StepKind
    {
        Insert,
        Overwrite,
        Update,
        UpdateFrom,
        Delete,
        DeletePartition,
        Merge,
        MergeInsertOnly,
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_table_follows_a_plain_list_of_rows(bool isPartitioned)
    {
        var property = Prop.ForAll(Gen.ListOf(Steps, 12).ToArbitrary(), steps =>
        {
            using var warehouse = new TestWarehouse();
            warehouse.Run("SET odps.sql.allow.fullscan=true; SET odps.sql.validate.orderby.limit=false; CREATE TABLE s (id BIGINT, v BIGINT, ds STRING)");
            warehouse.Run(isPartitioned
                ? "CREATE TABLE t (id BIGINT, v BIGINT) PARTITIONED BY (ds STRING) TBLPROPERTIES ('transactional'='true')"
                : "CREATE TABLE t (id BIGINT, v BIGINT, ds STRING) TBLPROPERTIES ('transactional'='true')");
            var model = new List<Row>();
            var partitions = new SortedSet<string>(StringComparer.Ordinal);
            foreach (var step in steps)
            {
                Apply(warehouse, model, step, isPartitioned);
                partitions.UnionWith(model.Select(row => row.Partition));
                Check(warehouse, model, isPartitioned ? partitions : null);
            }
            return true;
        });
        FsCheck.Check.One(Config.QuickThrowOnFailure.WithMaxTest(8).WithReplay(8475984268469979964, 6163136661567925881), property);
    }

    private static void Apply(TestWarehouse warehouse, List<Row> model, Step step, bool isPartitioned)
    {
        var into = isPartitioned ? "t PARTITION (ds)" : "t";
        // The source has one row for each id, so that a row of the target has one partner at most.
        var source = step.Rows.DistinctBy(row => row.Id).ToList();
        warehouse.Run($"INSERT OVERWRITE TABLE s SELECT * FROM VALUES {Values(source)} v (id, v, ds)");
        switch (step.Kind)
        {
            case StepKind.Insert:
                warehouse.Run($"INSERT INTO {into} VALUES {Values(step.Rows)}");
                model.AddRange(step.Rows);
                break;
            case StepKind.Overwrite:
                warehouse.Run($"INSERT OVERWRITE TABLE {into} VALUES {Values(step.Rows)}");
                model.RemoveAll(row => !isPartitioned || step.Rows.Any(other => other.Partition == row.Partition));
                model.AddRange(step.Rows);
                break;
            case StepKind.Update:
                warehouse.Run($"UPDATE t SET v = id + v, id = id + 1 WHERE id BETWEEN {step.Low} AND {step.High} AND (ds <> '{step.Partition}' OR v IS NULL)");
                Replace(model, row => IsBetween(row, step) && (row.Partition != step.Partition || row.Value is null)
                    ? row with { Id = row.Id + 1, Value = row.Id + row.Value }
                    : row);
                break;
            case StepKind.UpdateFrom:
                warehouse.Run($"UPDATE t SET v = s.v FROM s WHERE t.id = s.id AND t.ds = '{step.Partition}'");
                Replace(model, row => row.Partition == step.Partition && Partner(source, row) is { } partner ? row with { Value = partner.Value } : row);
                break;
            case StepKind.Delete:
                warehouse.Run($"DELETE FROM t WHERE v > 5 OR id BETWEEN {step.Low} AND {step.High}");
                model.RemoveAll(row => row.Value > 5 || IsBetween(row, step));
                break;
            case StepKind.DeletePartition:
                warehouse.Run($"DELETE FROM t WHERE ds = '{step.Partition}'");
                model.RemoveAll(row => row.Partition == step.Partition);
                break;
            case StepKind.Merge:
                warehouse.Run($"""
                    MERGE INTO t USING s ON t.id = s.id AND t.ds = '{step.Partition}'
                    WHEN MATCHED AND s.v < 5 THEN DELETE WHEN MATCHED THEN UPDATE SET v = s.v, t.id = t.id + 1
                    WHEN NOT MATCHED AND s.id <= {step.High} THEN INSERT (v, ds, id) VALUES (s.v + 1, s.ds, s.id)
                    """);
                Merge(model, source, step);
                break;
            case StepKind.MergeInsertOnly:
                warehouse.Run("MERGE INTO t USING s ON t.id = s.id WHEN NOT MATCHED THEN INSERT VALUES (s.id, s.v, s.ds)");
                model.AddRange(source.Where(row => !model.Exists(other => other.Id == row.Id)).ToList());
                break;
        }
    }

    private static void Merge(List<Row> model, List<Row> source, Step step)
    {
        var inserted = source
            .Where(row => row.Id <= step.High && !model.Exists(other => other.Id == row.Id && other.Partition == step.Partition))
            .Select(row => row with { Value = row.Value + 1 })
            .ToList();
        model.RemoveAll(row => row.Partition == step.Partition && Partner(source, row)?.Value < 5);
        Replace(model, row => row.Partition == step.Partition && Partner(source, row) is { } partner
            ? row with { Id = row.Id + 1, Value = partner.Value }
            : row);
        model.AddRange(inserted);
    }

    private static Row? Partner(List<Row> source, Row row) => source.Find(other => other.Id == row.Id);

    private static bool IsBetween(Row row, Step step) => row.Id >= step.Low && row.Id <= step.High;

    private static void Replace(List<Row> model, Func<Row, Row> replace)
    {
        for (var i = 0; i < model.Count; i++)
            model[i] = replace(model[i]);
    }

    private static string Values(IEnumerable<Row> rows) =>
        string.Join(", ", rows.Select(row => $"({row.Id}L, CAST({row.Value?.ToString() ?? "NULL"} AS BIGINT), '{row.Partition}')"));

    private static void Check(TestWarehouse warehouse, List<Row> model, SortedSet<string>? partitions)
    {
        var expected = model.Select(row => $"{row.Id}|{row.Value?.ToString() ?? "NULL"}|{row.Partition}").Order(StringComparer.Ordinal);
        Assert.Equal(expected, warehouse.Rows("SELECT id, v, ds FROM t").Order(StringComparer.Ordinal));
        if (partitions is not null)
            Assert.Equal(string.Concat(partitions.Select(partition => $"ds={partition}\n")), warehouse.Text("SHOW PARTITIONS t"));
    }

    private sealed record Row(long Id, long? Value, string Partition);

    private sealed record Step(StepKind Kind, Row[] Rows, int Low, int High, string Partition);
}
