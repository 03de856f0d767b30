namespace Ramet.Warehouse.Transfer;

/// <summary>Some rows in a row.</summary>
/// <param name="Start">The first one, from 0.</param>
/// <param name="Count">How many.</param>
public readonly record struct RowRange(long Start, long Count)
{
    /// <summary>All rows.</summary>
    public static readonly RowRange All = new(0, long.MaxValue);

    /// <summary>What there is of the range when there are so many rows.</summary>
    public RowRange CutTo(long rows)
    {
        var start = Math.Min(Start, rows);
        return new RowRange(start, Math.Min(Count, rows - start));
    }
}
