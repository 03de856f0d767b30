using Ramet.Tables.Schemas;

namespace Ramet.Tables.Parquet;

/// <summary>How values of a primitive type are stored in Parquet (Iceberg specification, appendix A, "Parquet").</summary>
/// <param name="Physical">The storage.</param>
/// <param name="Logical">The meaning; null when it is that of the storage.</param>
/// <param name="Converted">The meaning in the older notation, which some readers still need; null for none.</param>
internal sealed record ParquetType(ParquetPhysical Physical, ParquetLogical? Logical = null, ParquetConverted? Converted = null)
{
    /// <summary>Number of bytes of a fixed-length value.</summary>
    public int? Length { get; init; }

    /// <summary>Precision and scale of a decimal.</summary>
    public DecimalType? Decimal { get; init; }

    /// <summary>Of a timestamp: whether it is an instant.</summary>
    public bool IsAdjustedToUtc { get; init; }

    public static ParquetType Of(IcebergType type) => type switch
    {
        PrimitiveType { Kind: var kind } => Of(kind),
        DecimalType decimalType => Of(decimalType),
        FixedType { Length: var length } => new ParquetType(ParquetPhysical.FixedLengthBytes) { Length = length },
        _ => throw new ArgumentException($"{type} is not a primitive type.", nameof(type)),
    };

    private static ParquetType Of(PrimitiveKind kind) => kind switch
    {
        PrimitiveKind.Boolean => new(ParquetPhysical.Boolean),
        PrimitiveKind.Int => new(ParquetPhysical.Int32),
        PrimitiveKind.Long => new(ParquetPhysical.Int64),
        PrimitiveKind.Float => new(ParquetPhysical.Float),
        PrimitiveKind.Double => new(ParquetPhysical.Double),
        PrimitiveKind.Date => new(ParquetPhysical.Int32, ParquetLogical.Date, ParquetConverted.Date),
        PrimitiveKind.Time => new(ParquetPhysical.Int64, ParquetLogical.Time),
        PrimitiveKind.Timestamp => new(ParquetPhysical.Int64, ParquetLogical.Timestamp),
        PrimitiveKind.TimestampTz =>
            new(ParquetPhysical.Int64, ParquetLogical.Timestamp, ParquetConverted.TimestampMicros) { IsAdjustedToUtc = true },
        PrimitiveKind.String => new(ParquetPhysical.Bytes, ParquetLogical.String, ParquetConverted.Utf8),
        PrimitiveKind.Uuid => new(ParquetPhysical.FixedLengthBytes, ParquetLogical.Uuid) { Length = 16 },
        PrimitiveKind.Binary => new(ParquetPhysical.Bytes),
    };

    private static ParquetType Of(DecimalType type) => type.Precision switch
    {
        <= 9 => new(ParquetPhysical.Int32, ParquetLogical.Decimal, ParquetConverted.Decimal) { Decimal = type },
        <= 18 => new(ParquetPhysical.Int64, ParquetLogical.Decimal, ParquetConverted.Decimal) { Decimal = type },
        _ => new(ParquetPhysical.FixedLengthBytes, ParquetLogical.Decimal, ParquetConverted.Decimal)
        {
            Decimal = type,
            Length = type.ByteWidth,
        },
    };
}

/// <summary>The enum <c>Type</c> of Parquet.</summary>
internal enum ParquetPhysical
{
    Boolean = 0,
    Int32 = 1,
    Int64 = 2,
    Float = 4,
    Double = 5,
    Bytes = 6,
    FixedLengthBytes = 7,
}

/// <summary>The members of the union <c>LogicalType</c> of Parquet.</summary>
internal enum ParquetLogical
{
    String = 1,
    Map = 2,
    List = 3,
    Decimal = 5,
    Date = 6,
    Time = 7,
    Timestamp = 8,
    Uuid = 14,
}

/// <summary>The enum <c>ConvertedType</c> of Parquet, in which times always are instants.</summary>
internal enum ParquetConverted
{
    Utf8 = 0,
    Map = 1,
    List = 3,
    Decimal = 5,
    Date = 6,
    TimestampMicros = 10,
}

/// <summary>The enum <c>FieldRepetitionType</c> of Parquet.</summary>
internal enum ParquetRepetition
{
    Required = 0,
    Optional = 1,
    Repeated = 2,
}
