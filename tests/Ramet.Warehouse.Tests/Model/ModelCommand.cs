namespace Ramet.Warehouse.Tests.Model;

/// <summary>
/// One statement of a scenario, as data: names and choices by small numbers. What it means is decided when it runs, by the state that the
/// world has then, so that a scenario makes sense whatever is left out of it.
/// </summary>
internal abstract record ModelCommand
{
    /// <summary>The tables that the statement names.</summary>
    public abstract IEnumerable<TableSlot> Slots { get; }

    /// <summary>Whether the statement works, and what the world is afterwards, when the caller may do everything.</summary>
    public abstract Expectation Expect(ModelWorld world);

    /// <summary>Commands that do less, to be tried in its place in a scenario that fails.</summary>
    public virtual IEnumerable<ModelCommand> Simpler() => [];
}
