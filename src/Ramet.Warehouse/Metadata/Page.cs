namespace Ramet.Warehouse.Metadata;

/// <summary>A part of a list that is read in parts.</summary>
/// <param name="Items">The items, in the order of the list.</param>
/// <param name="Marker">Where the next page begins: the name of the last item of this one; null when there is no next page.</param>
public sealed record Page<T>(IReadOnlyList<T> Items, string? Marker)
{
    /// <summary>The page that begins with the first of some items; one more than fit says that there is a next one.</summary>
    /// <param name="found">The items, at most one more than <paramref name="limit"/>.</param>
    /// <param name="limit">How many items a page has, at least 1.</param>
    /// <param name="nameOf">The name by which a page is found.</param>
    internal static Page<T> Of(IReadOnlyList<T> found, int limit, Func<T, string> nameOf) =>
        found.Count > limit ? new Page<T>([.. found.Take(limit)], nameOf(found[limit - 1])) : new Page<T>(found, null);
}
