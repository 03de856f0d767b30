namespace Ramet.Tables.Metadata;

/// <summary>An order that the rows of a file may follow.</summary>
/// <param name="Id">The order's id within its table; 0 is reserved for "not sorted".</param>
/// <param name="Fields">The fields, most significant first.</param>
public sealed record SortOrder(int Id, ValueList<SortField> Fields)
{
    /// <summary>No order.</summary>
    public static SortOrder Unsorted { get; } = new(0, []);
}

/// <summary>One field of a sort order.</summary>
/// <param name="SourceId">The field id of the column.</param>
/// <param name="Transform">How the compared value is derived from the column; <c>identity</c> for the column itself.</param>
/// <param name="Ascending">Whether small values come first.</param>
/// <param name="NullsFirst">Whether nulls come first.</param>
public sealed record SortField(int SourceId, string Transform, bool Ascending, bool NullsFirst);
