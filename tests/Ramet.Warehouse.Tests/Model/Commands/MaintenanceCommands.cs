using Ramet.Errors;

namespace Ramet.Warehouse.Tests.Model.Commands;

/// <summary>Not a statement: the warehouse is closed and opened again, which changes nothing.</summary>
internal sealed record Reopen : ModelCommand
{
    public override IEnumerable<TableSlot> Slots => [];

    public override Expectation Expect(ModelWorld world) => Expectation.Success("-- reopen", world);
}

/// <summary>
/// Not a statement: a day later everything that nobody needs any more is deleted. What tables hold does not change; what they held before
/// can no longer be read.
/// </summary>
internal sealed record CollectGarbage : ModelCommand
{
    public override IEnumerable<TableSlot> Slots => [];

    public override Expectation Expect(ModelWorld world) => Expectation.Success("-- ramet gc, a day later", world);
}

/// <summary>ALTER TABLE ... MERGE SMALLFILES, which changes nothing that can be seen.</summary>
internal sealed record MergeSmallFiles(TableSlot Table) : ModelCommand
{
    public override IEnumerable<TableSlot> Slots => [Table];

    public override Expectation Expect(ModelWorld world)
    {
        var sql = $"ALTER TABLE {Table} MERGE SMALLFILES";
        return world.Find(Table) is null ? Expectation.Refusal(sql, world, ErrorCode.TableNotFound) : Expectation.Success(sql, world);
    }
}
