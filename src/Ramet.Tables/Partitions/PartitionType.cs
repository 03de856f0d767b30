using Ramet.Tables.Schemas;

namespace Ramet.Tables.Partitions;

/// <summary>The shape of partition keys: the fields of a spec with the types that their values have under a schema.</summary>
/// <param name="Fields">Name, partition field id and type of each level, in the order of the spec.</param>
public sealed record PartitionType(ValueList<Field> Fields)
{
    /// <summary>Whether a key has this shape: as many values, each null or of the level's type.</summary>
    public bool Matches(PartitionKey key)
    {
        if (key.Count != Fields.Count)
            return false;
        for (var i = 0; i < key.Count; i++)
        {
            if (!key[i].IsNull && key[i].Kind != KindOf(Fields[i].Type))
                return false;
        }

        return true;
    }

    /// <summary>How values of a type are held.</summary>
    /// <exception cref="ArgumentException">The type is nested.</exception>
    public static PartitionValueKind KindOf(IcebergType type) => type switch
    {
        PrimitiveType primitive => KindOf(primitive.Kind),
        DecimalType => PartitionValueKind.Decimal,
        FixedType => PartitionValueKind.Binary,
        _ => throw new ArgumentException($"A table cannot be partitioned by values of type {type}.", nameof(type)),
    };

    private static PartitionValueKind KindOf(PrimitiveKind kind) => kind switch
    {
        PrimitiveKind.Boolean => PartitionValueKind.Boolean,
        PrimitiveKind.Int or PrimitiveKind.Long or PrimitiveKind.Time => PartitionValueKind.Integer,
        PrimitiveKind.Float or PrimitiveKind.Double => PartitionValueKind.Floating,
        PrimitiveKind.Date => PartitionValueKind.Date,
        PrimitiveKind.Timestamp => PartitionValueKind.Timestamp,
        PrimitiveKind.TimestampTz => PartitionValueKind.TimestampTz,
        PrimitiveKind.String => PartitionValueKind.String,
        PrimitiveKind.Uuid or PrimitiveKind.Binary => PartitionValueKind.Binary,
    };
}
