using System.Collections.Immutable;
using Ramet.Errors;

namespace Ramet.Warehouse.Tests.Model.Commands;

/// <summary>How an INSERT into a partitioned table says where its rows go.</summary>
internal enum PartitionMode
{
    /// <summary>All rows to one partition.</summary>
    Static,

    /// <summary>The first level is written in the statement, the rows decide on the second.</summary>
    Mixed,

    /// <summary>The rows decide.</summary>
    Dynamic,
}

/// <summary>INSERT INTO or OVERWRITE with rows of its own; without rows it is an INSERT of a query that gives none.</summary>
/// <param name="Table">The target.</param>
/// <param name="IsOverwrite">Whether rows are replaced.</param>
/// <param name="Mode">Who decides on the partition.</param>
/// <param name="Partition">The partition of the statement.</param>
/// <param name="RowPartitions">The partition of each row, as far as the rows decide.</param>
internal sealed record InsertValues(TableSlot Table, bool IsOverwrite, PartitionMode Mode, int Partition, ImmutableList<int> RowPartitions) : ModelCommand
{
    public override IEnumerable<TableSlot> Slots => [Table];

    public override Expectation Expect(ModelWorld world)
    {
        if (world.Find(Table) is not { } table)
            return Expectation.Refusal($"INSERT INTO {Table} VALUES (1L, 'x')", world, ErrorCode.TableNotFound);

        var target = new InsertTarget(table, IsOverwrite, Mode, Partition);
        var rows = RowPartitions.Select((choice, index) =>
        {
            var values = table.Columns.ConvertAll(column => column.ValueFor(world.NextKey + index));
            return new NewRow(target.PartitionOf(choice), values.ConvertAll(value => value.Literal), values.ConvertAll(value => value.Cell));
        }).ToList();
        var sql = $"{target.Head(Table)} {(rows.Count == 0 ? NoRows(target) : Values(target, rows))}";
        return Expectation.Success(sql, world.With(Table, target.Insert(rows)) with { NextKey = world.NextKey + rows.Count });
    }

    public override IEnumerable<ModelCommand> Simpler() => RowPartitions.Select((_, index) => this with { RowPartitions = RowPartitions.RemoveAt(index) });

    private static string Values(InsertTarget target, List<NewRow> rows) =>
        $"VALUES {string.Join(", ", rows.Select(row => $"({string.Join(", ", row.Literals)}{target.DynamicLiterals(row.Partition)})"))}";

    private static string NoRows(InsertTarget target)
    {
        var literals = target.Table.Columns.Select(column => column.ValueFor(0).Literal);
        return $"SELECT {string.Join(", ", literals)}{target.DynamicLiterals(target.PartitionOf(0))} FROM VALUES (1) one (n) WHERE n > 1";
    }
}

/// <summary>INSERT ... SELECT from a table, perhaps the target itself. Columns that the source lacks are NULL.</summary>
internal sealed record InsertSelect(TableSlot Table, TableSlot Source, bool IsOverwrite, PartitionMode Mode, int Partition, bool IsFiltered) : ModelCommand
{
    public override IEnumerable<TableSlot> Slots => [Table, Source];

    public override Expectation Expect(ModelWorld world)
    {
        if (world.Find(Table) is not { } table || world.Find(Source) is not { } source)
            return Expectation.Refusal($"INSERT INTO {Table} SELECT k, v FROM {Source}", world, ErrorCode.TableNotFound);

        var target = new InsertTarget(table, IsOverwrite, Mode, Partition);
        var rows = source.Partitions
            .Where(partition => !IsFiltered || !source.IsPartitioned || partition.Key.P0 == ModelPartition.First(Partition))
            .SelectMany(partition => partition.Value.Select(row => Copy(target, source, partition.Key, row)))
            .ToList();
        return Expectation.Success($"{target.Head(Table)} {Query(target, source)}", world.With(Table, target.Insert(rows)));
    }

    public override IEnumerable<ModelCommand> Simpler() => IsFiltered ? [this with { IsFiltered = false }] : [];

    private string Query(InsertTarget target, ModelTable source)
    {
        var columns = target.Table.Columns.Select(column =>
            SourceOf(column, source) >= 0 ? column.Name : $"CAST(NULL AS {column.Type.ToString().ToUpperInvariant()})");
        var dynamic = target.DynamicLevels.Select(level => level < source.Levels ? $", p{level}" : LevelLiteral(level));
        var filter = IsFiltered && source.IsPartitioned ? $" WHERE p0 = '{ModelPartition.First(Partition)}'" : "";
        return $"SELECT {string.Join(", ", columns)}{string.Concat(dynamic)} FROM {Source}{filter}";
    }

    private string LevelLiteral(int level)
    {
        var partition = ModelPartition.Of(Partition, levels: 2);
        return level == 0 ? $", '{partition.P0}'" : $", {partition.P1}L";
    }

    private NewRow Copy(InsertTarget target, ModelTable source, ModelPartition from, ImmutableList<string?> row)
    {
        var cells = target.Table.Columns.ConvertAll(column => SourceOf(column, source) is >= 0 and var index ? row[index] : null);
        var own = ModelPartition.Of(Partition, target.Table.Levels);
        var byRow = new ModelPartition(from.P0 ?? own.P0, from.P1 ?? own.P1);
        var partition = new ModelPartition(
            target.DynamicLevels.Contains(0) ? byRow.P0 : own.P0, target.DynamicLevels.Contains(1) ? byRow.P1 : own.P1);
        return new NewRow(partition, [], cells);
    }

    // A column of the same name that can be assigned without CAST.
    private static int SourceOf(ModelColumn column, ModelTable source) => source.Columns.FindIndex(candidate =>
        candidate.Name == column.Name
        && (candidate.Type == column.Type || (candidate.Type, column.Type) is (ModelType.Int, ModelType.BigInt)));
}

/// <summary>A row on its way into a table.</summary>
/// <param name="Partition">Where it goes.</param>
/// <param name="Literals">Its data columns as the statement writes them.</param>
/// <param name="Cells">Its data columns as they are shown afterwards.</param>
internal sealed record NewRow(ModelPartition Partition, ImmutableList<string> Literals, ImmutableList<string?> Cells);

/// <summary>The target of an INSERT: what its PARTITION clause says, and what it does to the table.</summary>
internal sealed record InsertTarget(ModelTable Table, bool IsOverwrite, PartitionMode Mode, int Partition)
{
    /// <summary>The levels on which the rows decide.</summary>
    public IReadOnlyList<int> DynamicLevels { get; } = (Mode, Table.Levels) switch
    {
        (PartitionMode.Static, _) or (_, 0) => [],
        (PartitionMode.Mixed, 2) => [1],
        (_, 1) => [0],
        _ => [0, 1],
    };

    private bool IsStatic => Table.IsPartitioned && DynamicLevels.Count == 0;

    private ModelPartition Own => ModelPartition.Of(Partition, Table.Levels);

    public string Head(TableSlot slot) => $"INSERT {(IsOverwrite ? "OVERWRITE TABLE" : "INTO")} {slot}{Clause}";

    /// <summary>Where a row with a choice of its own goes.</summary>
    public ModelPartition PartitionOf(int choice)
    {
        var chosen = ModelPartition.Of(choice, Table.Levels);
        return new ModelPartition(DynamicLevels.Contains(0) ? chosen.P0 : Own.P0, DynamicLevels.Contains(1) ? chosen.P1 : Own.P1);
    }

    /// <summary>The values of the levels on which the rows decide, behind the data columns.</summary>
    public string DynamicLiterals(ModelPartition partition) => DynamicLevels switch
    {
        [] => "",
        [1] => $", {partition.P1}L",
        _ => partition.Literals,
    };

    /// <summary>The table with the rows. OVERWRITE replaces the partition that is named, else those that get rows, else the table.</summary>
    public ModelTable Insert(IReadOnlyList<NewRow> rows)
    {
        var byPartition = rows.ToLookup(row => row.Partition, row => row.Cells);
        IEnumerable<ModelPartition> touched = IsStatic || !Table.IsPartitioned ? [Own] : byPartition.Select(group => group.Key);
        return touched.Aggregate(Table, (table, partition) => IsOverwrite
            ? table.Replace(partition, byPartition[partition])
            : table.Append(partition, byPartition[partition]));
    }

    private string Clause => (Table.Levels, DynamicLevels) switch
    {
        (0, _) => "",
        (_, []) => $" {Own.Spec}",
        (1, _) => " PARTITION (p0)",
        (_, [1]) => $" PARTITION (p0='{Own.P0}', p1)",
        _ => " PARTITION (p0, p1)",
    };
}
