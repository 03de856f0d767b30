namespace Ramet.Tables.Schemas;

/// <summary>
/// The columns of a table at some time. Data files outlive schemas, so a column is its id; its name and place may change from
/// one schema to the next.
/// </summary>
public sealed record Schema
{
    private readonly Lazy<Dictionary<int, Field>> fieldsById;
    private readonly Lazy<Dictionary<string, Field>> columnsByName;

    /// <summary>Makes a schema.</summary>
    /// <param name="id">The schema's id within its table.</param>
    /// <param name="fields">The columns in order.</param>
    /// <param name="identifierFieldIds">Ids of the columns that identify a row; null for none.</param>
    public Schema(int id, ValueList<Field> fields, ValueList<int>? identifierFieldIds = null)
    {
        Id = id;
        Fields = fields;
        IdentifierFieldIds = identifierFieldIds ?? [];
        fieldsById = new(() => Descendants(Fields).ToDictionary(field => field.Id));
        columnsByName = new(() => Fields.ToDictionary(field => field.Name, StringComparer.OrdinalIgnoreCase));
    }

    /// <summary>The schema's id within its table.</summary>
    public int Id { get; }

    /// <summary>The columns in order; the partition columns are the last of them.</summary>
    public ValueList<Field> Fields { get; }

    /// <summary>Ids of the columns that identify a row; mostly none.</summary>
    public ValueList<int> IdentifierFieldIds { get; }

    /// <summary>The largest field id anywhere in the schema; 0 for a schema without columns.</summary>
    public int LastFieldId => Descendants(Fields).Select(part => part.Id).DefaultIfEmpty().Max();

    /// <summary>The same columns under another schema id.</summary>
    public Schema WithId(int id) => new(id, Fields, IdentifierFieldIds);

    /// <summary>Finds a column, or a part of one, by its id.</summary>
    /// <returns>The field, or null when this schema has none with the id.</returns>
    public Field? FindField(int id) => fieldsById.Value.GetValueOrDefault(id);

    /// <summary>Finds a column (not a part of one) by its name, without regard to case.</summary>
    /// <returns>The column, or null when there is none.</returns>
    public Field? FindColumn(string name) => columnsByName.Value.GetValueOrDefault(name);

    /// <summary>Whether both have equal columns in the same order and the same identifiers; the ids of the schemas may differ.</summary>
    public bool HasSameFieldsAs(Schema other) => Fields.Equals(other.Fields) && IdentifierFieldIds.Equals(other.IdentifierFieldIds);

    /// <inheritdoc/>
    public bool Equals(Schema? other) => other is not null && Id == other.Id && HasSameFieldsAs(other);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Id, Fields);

    /// <summary>The fields and all that they contain, each before its parts.</summary>
    internal static IEnumerable<Field> Descendants(IEnumerable<Field> fields)
    {
        foreach (var field in fields)
        {
            yield return field;
            foreach (var part in Descendants(field.Type.Children))
                yield return part;
        }
    }
}
