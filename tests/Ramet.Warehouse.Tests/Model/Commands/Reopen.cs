namespace Ramet.Warehouse.Tests.Model.Commands;

/// <summary>Not a statement: the warehouse is closed and opened again, which changes nothing.</summary>
internal sealed record Reopen : ModelCommand
{
    public override IEnumerable<TableSlot> Slots => [];

    public override Expectation Expect(ModelWorld world) => Expectation.Success("-- reopen", world);
}
