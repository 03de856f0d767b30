using System.Collections.Immutable;

namespace Ramet.Warehouse.Tests.Model;

/// <summary>
/// What a warehouse should hold, as plain values: the whole state of a scenario. A clone copies everything at once, so whatever the
/// warehouse shares behind the scenes must not be seen.
/// </summary>
internal sealed record ModelWorld
{
    /// <summary>The tables that exist.</summary>
    public ImmutableSortedDictionary<TableSlot, ModelTable> Tables { get; init; } = ImmutableSortedDictionary<TableSlot, ModelTable>.Empty;

    /// <summary>The key of the next row that is inserted.</summary>
    public long NextKey { get; init; } = 1;

    public ModelTable? Find(TableSlot slot) => Tables.GetValueOrDefault(slot);

    public ModelWorld With(TableSlot slot, ModelTable table) => this with { Tables = Tables.SetItem(slot, table) };

    public ModelWorld Without(TableSlot slot) => this with { Tables = Tables.Remove(slot) };
}
