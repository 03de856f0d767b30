using System.Collections.Immutable;
using Ramet.Errors;

namespace Ramet.Warehouse.Tests.Model.Commands;

/// <summary>CREATE TABLE from columns. There are two definitions: the wider one is what the narrow one becomes by ADD COLUMNS.</summary>
internal sealed record CreateTable(TableSlot Table, bool IsWide, int Levels, bool IsTransactional, bool IfNotExists) : ModelCommand
{
    private static readonly ImmutableList<ModelColumn> Narrow = [new("k", ModelType.BigInt), new("v", ModelType.String)];

    public override IEnumerable<TableSlot> Slots => [Table];

    public override Expectation Expect(ModelWorld world)
    {
        var columns = IsWide ? Narrow.Add(ColumnChoices.Added(0)) : Narrow;
        string[] partitionColumns = ["", " PARTITIONED BY (p0 STRING)", " PARTITIONED BY (p0 STRING, p1 BIGINT)"];
        var sql = $"CREATE TABLE {(IfNotExists ? "IF NOT EXISTS " : "")}{Table} ({string.Join(", ", columns)}){partitionColumns[Levels]}"
            + (IsTransactional ? " TBLPROPERTIES ('transactional'='true')" : "");
        return (world.Find(Table), IfNotExists) switch
        {
            (null, _) => Expectation.Success(sql, world.With(Table, ModelTable.Empty(columns, Levels) with { IsTransactional = IsTransactional })),
            (_, true) => Expectation.Success(sql, world),
            _ => Expectation.Refusal(sql, world, ErrorCode.TableAlreadyExists),
        };
    }
}

/// <summary>CREATE TABLE ... LIKE.</summary>
internal sealed record CreateTableLike(TableSlot Table, TableSlot Source) : ModelCommand
{
    public override IEnumerable<TableSlot> Slots => [Table, Source];

    public override Expectation Expect(ModelWorld world)
    {
        var sql = $"CREATE TABLE {Table} LIKE {Source}";
        var source = world.Find(Source);
        var reasons = new List<ErrorCode>();
        if (source is null)
            reasons.Add(ErrorCode.TableNotFound);
        if (world.Find(Table) is not null)
            reasons.Add(ErrorCode.TableAlreadyExists);
        return Expectation.Of(sql, world, reasons, () => world.With(Table, source!.Like()));
    }
}

/// <summary>CREATE TABLE ... AS: partition columns become plain ones.</summary>
internal sealed record CreateTableAs(TableSlot Table, TableSlot Source) : ModelCommand
{
    public override IEnumerable<TableSlot> Slots => [Table, Source];

    public override Expectation Expect(ModelWorld world)
    {
        var sql = $"CREATE TABLE {Table} AS SELECT * FROM {Source}";
        var source = world.Find(Source);
        var reasons = new List<ErrorCode>();
        if (source is null)
            reasons.Add(ErrorCode.TableNotFound);
        if (world.Find(Table) is not null)
            reasons.Add(ErrorCode.TableAlreadyExists);
        return Expectation.Of(sql, world, reasons, () => world.With(Table, Copy(source!)));
    }

    private static ModelTable Copy(ModelTable source)
    {
        ModelColumn[] partitionColumns = [new("p0", ModelType.String), new("p1", ModelType.BigInt)];
        var rows = source.Partitions.SelectMany(partition => partition.Value.Select(row => row.AddRange(partition.Key.Cells)));
        return ModelTable.Empty(source.Columns.AddRange(partitionColumns.Take(source.Levels)), levels: 0).Replace(ModelPartition.None, rows);
    }
}

/// <summary>DROP TABLE.</summary>
internal sealed record DropTable(TableSlot Table, bool IfExists) : ModelCommand
{
    public override IEnumerable<TableSlot> Slots => [Table];

    public override Expectation Expect(ModelWorld world)
    {
        var sql = $"DROP TABLE {(IfExists ? "IF EXISTS " : "")}{Table}";
        return world.Find(Table) is null && !IfExists
            ? Expectation.Refusal(sql, world, ErrorCode.TableNotFound)
            : Expectation.Success(sql, world.Without(Table));
    }
}

/// <summary>ALTER TABLE ... RENAME TO another table of the project.</summary>
internal sealed record RenameTable(TableSlot Table, int NewTable) : ModelCommand
{
    public override IEnumerable<TableSlot> Slots => [Table];

    public override Expectation Expect(ModelWorld world)
    {
        var renamed = Table with { Table = NewTable };
        var sql = $"ALTER TABLE {Table} RENAME TO {renamed.TableName}";
        var reasons = new List<ErrorCode>();
        if (world.Find(Table) is null)
            reasons.Add(ErrorCode.TableNotFound);
        if (renamed != Table && world.Find(renamed) is not null)
            reasons.Add(ErrorCode.TableAlreadyExists);
        return Expectation.Of(sql, world, reasons, () => world.Without(Table).With(renamed, world.Find(Table)!));
    }
}
