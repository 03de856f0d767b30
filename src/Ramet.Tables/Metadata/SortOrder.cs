namespace Ramet.Tables.Metadata;

/// <summary>An order that the rows of a file may follow.</summary>
/// <param name="Id">The order's id within its table; 0 is reserved for "not sorted".</param>
/// <param name="Fields">The fields, most significant first.</param>
public sealed record SortOrder(int Id, ValueList<SortField> Fields)
{
    /// <summary>No order.</summary>
    public static SortOrder Unsorted { get; } = new(0, []);

    /// <summary>
    /// An order whose id follows from its fields. Tables share manifests, in which files name the id of their order: it must not mean one
    /// order in one table and another one in the next. To a table that lacks the order its id says nothing.
    /// </summary>
    /// <param name="fields">The fields, at least one.</param>
    public static SortOrder Of(ValueList<SortField> fields)
    {
        // FNV-1a, cut to 30 bits: an id is a positive 32-bit integer, and others who add orders count on from the highest.
        var hash = 2166136261;
        foreach (var character in string.Join(',', fields.Select(field => $"{field.SourceId} {field.Transform} {field.Ascending} {field.NullsFirst}")))
            hash = unchecked((hash ^ character) * 16777619);
        return new SortOrder(1 + (int)(hash & 0x3FFF_FFFF), fields);
    }
}

/// <summary>One field of a sort order.</summary>
/// <param name="SourceId">The field id of the column.</param>
/// <param name="Transform">How the compared value is derived from the column; <c>identity</c> for the column itself.</param>
/// <param name="Ascending">Whether small values come first.</param>
/// <param name="NullsFirst">Whether nulls come first.</param>
public sealed record SortField(int SourceId, string Transform, bool Ascending, bool NullsFirst);
