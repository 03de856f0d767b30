using Ramet.Errors;
using Ramet.Tables.Schemas;

namespace Ramet.Tables.Partitions;

/// <summary>How a table is divided. Specs with other transforms than identity are read, but only identity fields are written.</summary>
/// <param name="Id">The spec's id within its table.</param>
/// <param name="Fields">The fields in order; empty for a table without partitions.</param>
public sealed record PartitionSpec(int Id, ValueList<PartitionField> Fields)
{
    /// <summary>Partition field ids begin above this number.</summary>
    public const int FieldIdBase = 999;

    /// <summary>The spec of a table without partitions.</summary>
    public static PartitionSpec Unpartitioned { get; } = new(0, []);

    /// <summary>Whether the table has partitions.</summary>
    public bool IsPartitioned => Fields.Count > 0;

    /// <summary>Whether data may be written under the spec: every field takes its column's value as it is.</summary>
    public bool IsWritable => Fields.All(level => level.IsIdentity);

    /// <summary>The largest partition field id; 999 for a table without partitions.</summary>
    public int LastFieldId => Fields.Select(level => level.FieldId).Append(FieldIdBase).Max();

    /// <summary>A spec with one identity field per column.</summary>
    /// <param name="id">The spec's id.</param>
    /// <param name="schema">The schema that has the columns.</param>
    /// <param name="columns">Names of primitive columns in the order of the partition levels.</param>
    /// <exception cref="ArgumentException">The schema has no such column, or it is nested.</exception>
    public static PartitionSpec Identity(int id, Schema schema, IReadOnlyList<string> columns)
    {
        var fields = new PartitionField[columns.Count];
        for (var i = 0; i < fields.Length; i++)
        {
            var column = schema.FindColumn(columns[i])
                ?? throw new ArgumentException($"The schema has no column '{columns[i]}'.", nameof(columns));
            if (!column.Type.IsPrimitive)
                throw new ArgumentException($"A table cannot be partitioned by '{column.Name}', which is of type {column.Type}.",
                    nameof(columns));
            fields[i] = new PartitionField(column.Id, FieldIdBase + 1 + i, column.Name, PartitionField.Identity);
        }

        return new PartitionSpec(id, new ValueList<PartitionField>(fields));
    }

    /// <summary>The types of the fields' values.</summary>
    /// <param name="schema">A schema that has the source columns.</param>
    /// <exception cref="RametException">StorageError: a source column is missing from the schema.</exception>
    public PartitionType TypeIn(Schema schema) => new(Fields.Select(field => TypeOf(field, schema)).ToValueList());

    /// <summary>Whether both divide a table alike; their ids may differ.</summary>
    public bool HasSameFieldsAs(PartitionSpec other) => Fields.Equals(other.Fields);

    private Field TypeOf(PartitionField field, Schema schema)
    {
        var source = schema.FindField(field.SourceId) ?? throw new RametException(
            ErrorCode.StorageError,
            ErrorKind.Environment,
            $"partition spec {Id} uses the column with field id {field.SourceId}, which schema {schema.Id} does not have");
        return new Field(field.FieldId, field.Name, field.ResultType(source.Type), Required: false);
    }
}
