using Ramet.Tables.Metadata;
using Ramet.Tables.Schemas;

namespace Ramet.Tables.Commits;

/// <summary>
/// The updates that change the columns of a table. No data file is touched: a column is its field id, under which every file holds it,
/// whatever its name, place and type are by now.
/// </summary>
/// <remarks>
/// What each of them keeps:
/// E1 A column that stays keeps its field id, and so do its parts; a column that is added gets ids that the table never had.
/// E2 The partition columns are the last ones, as they were: neither dropped nor given another name or type.
/// E3 A type only changes to one that all values of the files fit into (<see cref="TypePromotion"/>).
/// E4 No two columns have the same name, and at least one data column remains.
/// </remarks>
public static class SchemaEvolution
{
    /// <summary>Adds data columns.</summary>
    /// <param name="metadata">The state of the table.</param>
    /// <param name="columns">
    /// The new columns; they get fresh field ids and must not be required, since older rows have no value for them.
    /// </param>
    /// <param name="place">Where they go; null for behind the data columns.</param>
    /// <exception cref="ArgumentException">A column is required, or its name is taken, or the place is no data column.</exception>
    public static ValueList<TableUpdate> AddColumns(TableMetadata metadata, IReadOnlyList<Field> columns, ColumnPlace? place = null)
    {
        if (columns.FirstOrDefault(column => column.Required) is { } required)
            throw new ArgumentException($"Existing rows have no value for the required column '{required.Name}'.", nameof(columns));
        var lastColumnId = metadata.LastColumnId;
        var data = DataColumns(metadata);
        data.InsertRange(IndexOf(place, data), FieldIds.Assign(columns, ref lastColumnId)); // E1
        return Updates(metadata, data);
    }

    /// <summary>Drops data columns. Their field ids are never used again, so files that still hold them do no harm.</summary>
    /// <param name="metadata">The state of the table.</param>
    /// <param name="fieldIds">Their field ids.</param>
    /// <exception cref="ArgumentException">One of them is not a data column, or none would remain.</exception>
    public static ValueList<TableUpdate> DropColumns(TableMetadata metadata, IReadOnlyCollection<int> fieldIds)
    {
        var data = DataColumns(metadata);
        foreach (var id in fieldIds)
            data.RemoveAt(IndexOf(id, data));
        return Updates(metadata, data);
    }

    /// <summary>Changes the name, type, comment or place of a column, or allows NULL in it.</summary>
    /// <param name="metadata">The state of the table.</param>
    /// <param name="column">
    /// The column as it shall be, under its field id; the field ids of its parts are not looked at. Of a partition column only the
    /// comment may change, and that it takes NULL.
    /// </param>
    /// <param name="place">Where it goes; null for where it is.</param>
    /// <exception cref="ArgumentException">There is no such column, the name is taken, the type does not fit its values, or NULL would be forbidden.</exception>
    public static ValueList<TableUpdate> ChangeColumn(TableMetadata metadata, Field column, ColumnPlace? place = null)
    {
        var data = DataColumns(metadata);
        if (data.FindIndex(known => known.Id == column.Id) is var index and >= 0)
        {
            var changed = Change(data[index], column);
            if (place is null)
            {
                data[index] = changed;
                return Updates(metadata, data);
            }

            data.RemoveAt(index);
            data.Insert(IndexOf(place, data), changed);
            return Updates(metadata, data);
        }

        var partitions = PartitionColumns(metadata);
        var level = IndexOf(column.Id, partitions);
        if (place is not null || column.Name != partitions[level].Name || column.Type != partitions[level].Type) // E2
            throw new ArgumentException($"'{partitions[level].Name}' is a partition column: its name, type and place stay.", nameof(column));
        partitions[level] = Change(partitions[level], column);
        return Updates(metadata, data, partitions);
    }

    private static Field Change(Field column, Field wanted)
    {
        if (wanted.Required && !column.Required)
            throw new ArgumentException($"Existing rows may have NULL for the column '{column.Name}'.", nameof(wanted));
        var type = TypePromotion.TryPromote(column.Type, wanted.Type) // E3
            ?? throw new ArgumentException($"Column '{column.Name}' cannot become {wanted.Type} from {column.Type}.", nameof(wanted));
        return wanted with { Type = type };
    }

    private static ValueList<TableUpdate> Updates(TableMetadata metadata, List<Field> data, List<Field>? partitions = null)
    {
        var schema = metadata.CurrentSchema;
        ValueList<Field> fields = [.. data, .. partitions ?? PartitionColumns(metadata)]; // E2
        if (data.Count == 0) // E4
            throw new ArgumentException("A table keeps at least one data column.", nameof(data));
        if (fields.GroupBy(field => field.Name, StringComparer.OrdinalIgnoreCase).FirstOrDefault(same => same.Skip(1).Any()) is { } taken) // E4
            throw new ArgumentException($"The table already has a column '{taken.Key}'.", nameof(data));
        var ids = fields.Select(field => field.Id).ToHashSet();
        var identifiers = schema.IdentifierFieldIds.Where(ids.Contains).ToValueList();
        return [new TableUpdate.AddSchema(new Schema(schema.Id + 1, fields, identifiers)), new TableUpdate.SetCurrentSchema(TableUpdate.LastAdded)];
    }

    private static List<Field> DataColumns(TableMetadata metadata) => [.. Columns(metadata, ofPartitions: false)];

    private static List<Field> PartitionColumns(TableMetadata metadata) => [.. Columns(metadata, ofPartitions: true)];

    private static IEnumerable<Field> Columns(TableMetadata metadata, bool ofPartitions)
    {
        var sources = metadata.DefaultSpec.Fields.Select(level => level.SourceId).ToHashSet();
        return metadata.CurrentSchema.Fields.Where(field => sources.Contains(field.Id) == ofPartitions);
    }

    private static int IndexOf(ColumnPlace? place, List<Field> data) => place switch
    {
        null => data.Count,
        { AfterFieldId: null } => 0,
        { AfterFieldId: { } id } => IndexOf(id, data) + 1,
    };

    private static int IndexOf(int fieldId, List<Field> columns) => columns.FindIndex(column => column.Id == fieldId) is var index and >= 0
        ? index
        : throw new ArgumentException($"The table has no such column with the field id {fieldId}.", nameof(fieldId));
}

/// <summary>A place among the data columns.</summary>
/// <param name="AfterFieldId">The field id of the column before it; null for the first place.</param>
public sealed record ColumnPlace(int? AfterFieldId);
