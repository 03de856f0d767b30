using System.Collections.Immutable;
using Ramet.Errors;

namespace Ramet.Warehouse.Tests.Model.Commands;

/// <summary>ALTER TABLE ... ADD PARTITION.</summary>
internal sealed record AddPartitions(TableSlot Table, ImmutableList<int> Partitions, bool IfNotExists) : ModelCommand
{
    public override IEnumerable<TableSlot> Slots => [Table];

    public override Expectation Expect(ModelWorld world)
    {
        var table = world.Find(Table);
        var wanted = Partitions.ConvertAll(choice => ModelPartition.Of(choice, Math.Max(1, table?.Levels ?? 1)));
        var sql = $"ALTER TABLE {Table} ADD {(IfNotExists ? "IF NOT EXISTS " : "")}{string.Join(' ', wanted.Select(partition => partition.Spec))}";
        if (table is null)
            return Expectation.Refusal(sql, world, ErrorCode.TableNotFound);
        if (!table.IsPartitioned)
            return Expectation.Refusal(sql, world, ErrorCode.SemanticError);
        if (!IfNotExists && (wanted.Exists(table.Partitions.ContainsKey) || wanted.Distinct().Count() < wanted.Count))
            return Expectation.Refusal(sql, world, ErrorCode.DdlTaskFailed);
        return Expectation.Success(sql, world.With(Table, wanted.Aggregate(table, static (added, partition) => added.Append(partition, []))));
    }

    public override IEnumerable<ModelCommand> Simpler() =>
        Partitions.Count > 1 ? Partitions.Select(choice => this with { Partitions = [choice] }) : [];
}

/// <summary>Which partitions ALTER TABLE ... DROP PARTITION means.</summary>
internal enum DropForm
{
    /// <summary>One, by all of its levels.</summary>
    Whole,

    /// <summary>Those with a value in the first level.</summary>
    Prefix,

    /// <summary>Those whose first level is not less than a value.</summary>
    Condition,
}

/// <summary>ALTER TABLE ... DROP PARTITION.</summary>
internal sealed record DropPartitions(TableSlot Table, int Partition, DropForm Form, bool IfExists) : ModelCommand
{
    public override IEnumerable<TableSlot> Slots => [Table];

    public override Expectation Expect(ModelWorld world)
    {
        var table = world.Find(Table);
        var named = ModelPartition.Of(Partition, Math.Max(1, table?.Levels ?? 1));
        var filter = Form switch
        {
            DropForm.Whole => named.Spec,
            DropForm.Prefix => $"PARTITION (p0='{named.P0}')",
            DropForm.Condition => $"PARTITION (p0 >= '{named.P0}')",
        };
        var sql = $"ALTER TABLE {Table} DROP {(IfExists ? "IF EXISTS " : "")}{filter}";
        if (table is null)
            return Expectation.Refusal(sql, world, ErrorCode.TableNotFound);
        if (!table.IsPartitioned)
            return Expectation.Refusal(sql, world, ErrorCode.SemanticError);
        var dropped = table.Partitions.Keys.Where(partition => IsMeant(partition, named)).ToList();
        return dropped.Count == 0 && !IfExists
            ? Expectation.Refusal(sql, world, ErrorCode.PartitionNotFound)
            : Expectation.Success(sql, world.With(Table, table.Drop(dropped)));
    }

    private bool IsMeant(ModelPartition partition, ModelPartition named) => Form switch
    {
        DropForm.Whole => partition == named,
        DropForm.Prefix => partition.P0 == named.P0,
        DropForm.Condition => string.CompareOrdinal(partition.P0, named.P0) >= 0,
    };
}

/// <summary>ALTER TABLE ... PARTITION ... RENAME TO PARTITION.</summary>
internal sealed record RenamePartition(TableSlot Table, int Partition, int NewPartition) : ModelCommand
{
    public override IEnumerable<TableSlot> Slots => [Table];

    public override Expectation Expect(ModelWorld world)
    {
        var table = world.Find(Table);
        var levels = Math.Max(1, table?.Levels ?? 1);
        var (from, to) = (ModelPartition.Of(Partition, levels), ModelPartition.Of(NewPartition, levels));
        var sql = $"ALTER TABLE {Table} {from.Spec} RENAME TO {to.Spec}";
        if (table is null)
            return Expectation.Refusal(sql, world, ErrorCode.TableNotFound);
        if (!table.IsPartitioned)
            return Expectation.Refusal(sql, world, ErrorCode.SemanticError);
        if (!table.Partitions.TryGetValue(from, out var rows))
            return Expectation.Refusal(sql, world, ErrorCode.PartitionNotFound);
        return table.Partitions.ContainsKey(to)
            ? Expectation.Refusal(sql, world, ErrorCode.DdlTaskFailed)
            : Expectation.Success(sql, world.With(Table, table.Drop([from]).Append(to, rows)));
    }
}

/// <summary>TRUNCATE TABLE of a whole table, or of some partitions, which stay.</summary>
internal sealed record Truncate(TableSlot Table, ImmutableList<int> Partitions) : ModelCommand
{
    public override IEnumerable<TableSlot> Slots => [Table];

    public override Expectation Expect(ModelWorld world)
    {
        var table = world.Find(Table);
        var named = Partitions.ConvertAll(choice => ModelPartition.Of(choice, Math.Max(1, table?.Levels ?? 1)));
        var sql = $"TRUNCATE TABLE {Table} {string.Join(", ", named.Select(partition => partition.Spec))}";
        if (table is null)
            return Expectation.Refusal(sql, world, ErrorCode.TableNotFound);
        if (table.IsPartitioned == named.IsEmpty)
            return Expectation.Refusal(sql, world, ErrorCode.SemanticError);
        if (!named.TrueForAll(table.Partitions.ContainsKey))
            return Expectation.Refusal(sql, world, ErrorCode.PartitionNotFound);
        IEnumerable<ModelPartition> emptied = table.IsPartitioned ? named : [ModelPartition.None];
        return Expectation.Success(sql, world.With(Table, emptied.Aggregate(table, static (current, partition) => current.Replace(partition, []))));
    }
}
