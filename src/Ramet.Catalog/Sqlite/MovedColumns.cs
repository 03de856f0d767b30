using System.Collections.Immutable;
using Ramet.Access;
using Ramet.Catalog.Tables;
using Ramet.Tables.Metadata;

namespace Ramet.Catalog.Sqlite;

/// <summary>
/// Which columns have another name in a new state of a table. Columns of tables are known by their field ids, whatever they are called;
/// those of a view, which gets new ids when it is replaced, by their names.
/// </summary>
internal static class MovedColumns
{
    /// <summary>The change of what was granted on columns; null when all kept their names.</summary>
    public static SecurityChange.MoveColumns? Between(CatalogTable table, TableMetadata after)
    {
        if (ReferenceEquals(table.Metadata.CurrentSchema, after.CurrentSchema))
            return null;
        var fields = after.CurrentSchema.Fields;
        var byId = fields.ToDictionary(static field => field.Id, static field => field.Name);
        var byName = fields.Select(static field => field.Name).ToHashSet(StringComparer.OrdinalIgnoreCase);
        var moved = table.Metadata.CurrentSchema.Fields
            .Select(field => (
                Old: field.Name,
                New: table.Kind == TableKind.View ? (byName.Contains(field.Name) ? field.Name : null) : byId.GetValueOrDefault(field.Id)))
            .Where(static pair => !string.Equals(pair.Old, pair.New, StringComparison.OrdinalIgnoreCase))
            .ToImmutableDictionary(static pair => pair.Old, static pair => pair.New);
        return moved.IsEmpty ? null : new SecurityChange.MoveColumns(table.SecurityKey, moved);
    }
}
