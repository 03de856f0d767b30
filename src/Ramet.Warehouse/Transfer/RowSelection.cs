namespace Ramet.Warehouse.Transfer;

/// <summary>Which rows and columns are read.</summary>
public sealed record RowSelection
{
    /// <summary>The rows; null for all. What lies behind the last row is left out.</summary>
    public RowRange? Range { get; init; }

    /// <summary>The columns, which come in this order; null for all.</summary>
    public IReadOnlyList<string>? Columns { get; init; }

    /// <summary>Whether the columns come in the order of the table instead.</summary>
    public bool IsInTableOrder { get; init; }
}
