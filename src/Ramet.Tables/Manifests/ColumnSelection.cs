namespace Ramet.Tables.Manifests;

/// <summary>Some columns, by their field ids; those of which statistics are read.</summary>
public sealed class ColumnSelection
{
    private readonly int[]? fieldIds; // null for all

    private ColumnSelection(int[]? fieldIds) => this.fieldIds = fieldIds;

    /// <summary>No column.</summary>
    public static ColumnSelection None { get; } = new([]);

    /// <summary>Every column, and every part of a nested one.</summary>
    public static ColumnSelection All { get; } = new(null);

    /// <summary>Whether no column is selected.</summary>
    public bool IsEmpty => fieldIds is [];

    /// <summary>These columns.</summary>
    public static ColumnSelection Of(IEnumerable<int> fieldIds) => new([.. fieldIds.Distinct().Order()]);

    /// <summary>Whether a column is selected.</summary>
    public bool Contains(int fieldId) => fieldIds is null || Array.BinarySearch(fieldIds, fieldId) >= 0;

    /// <summary>The field ids with commas between them, ascending; <c>*</c> for all.</summary>
    public override string ToString() => fieldIds is null ? "*" : string.Join(',', fieldIds);
}
