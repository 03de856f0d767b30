namespace Ramet.Tables.Avro;

/// <summary>The kinds of Avro types (Avro specification, "Schema Declaration").</summary>
internal enum AvroKind
{
    Null,
    Boolean,
    Int,
    Long,
    Float,
    Double,
    Bytes,
    String,
    Fixed,
    Enum,
    Array,
    Map,
    Record,
    Union,
}

/// <summary>A type of an Avro file, as its writer declared it. Fields are found by the ids that Iceberg adds to them.</summary>
internal sealed class AvroSchema
{
    public required AvroKind Kind { get; init; }

    /// <summary>The meaning of the value: <c>date</c>, <c>decimal</c>, <c>timestamp-micros</c>, <c>map</c>...; null for none.</summary>
    public string? LogicalType { get; init; }

    /// <summary>Of a timestamp: whether it is an instant.</summary>
    public bool AdjustToUtc { get; init; }

    /// <summary>Digits after the point of a decimal.</summary>
    public int Scale { get; init; }

    /// <summary>Number of bytes of a fixed.</summary>
    public int Size { get; init; }

    /// <summary>Of a record.</summary>
    public AvroField[] Fields { get; init; } = [];

    /// <summary>The elements of an array, or the values of a map (whose keys are strings).</summary>
    public AvroSchema? Items { get; init; }

    /// <summary>The alternatives of a union.</summary>
    public AvroSchema[] Branches { get; init; } = [];

    /// <summary>Number of nodes of the type when named types are written out: a bound on the work that one value takes.</summary>
    public int Weight { get; init; } = 1;
}

/// <summary>A field of an Avro record.</summary>
/// <param name="Name">Its name.</param>
/// <param name="FieldId">The id that Iceberg gave it; -1 for none.</param>
/// <param name="Type">Its type.</param>
internal sealed record AvroField(string Name, int FieldId, AvroSchema Type);
