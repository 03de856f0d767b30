namespace Ramet.Catalog.Tables;

/// <summary>Identifies a table of the catalog for ever, whatever its name; the id of a dropped table is not used again.</summary>
/// <param name="Value">Greater than 0, assigned by the catalog.</param>
public readonly record struct TableId(long Value);
