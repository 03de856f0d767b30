namespace Ramet.Tables.Schemas;

/// <summary>A column, or a part of a nested column.</summary>
/// <param name="Id">The field id, unique in a table for all time; 0 where it was not given yet (see <see cref="FieldIds"/>).</param>
/// <param name="Name">The name, as written by its author.</param>
/// <param name="Type">The type.</param>
/// <param name="Required">Whether the field is never null.</param>
/// <param name="Doc">The comment; null when there is none.</param>
public sealed record Field(int Id, string Name, IcebergType Type, bool Required, string? Doc = null);
