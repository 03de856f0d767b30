using Ramet.Access;

namespace Ramet.Catalog.Tables;

/// <summary>A table in a list of tables: what can be said without reading its state.</summary>
/// <param name="Id">Identifies the table.</param>
/// <param name="Name">Its name, as written when it was created or renamed.</param>
/// <param name="Kind">What the name stands for.</param>
/// <param name="Owner">The principal that created it.</param>
/// <param name="CreatedAt">When it was created, UTC.</param>
public sealed record TableListing(TableId Id, string Name, TableKind Kind, Principal Owner, DateTimeOffset CreatedAt)
{
    /// <summary>Identifies the table also outside of the catalog.</summary>
    public required Guid Uuid { get; init; }

    /// <summary>When it was dropped, UTC; null for a table that exists.</summary>
    public DateTimeOffset? DroppedAt { get; init; }
}
