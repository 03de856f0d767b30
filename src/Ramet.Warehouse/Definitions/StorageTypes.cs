using Ramet.Sql.Types;
using Iceberg = Ramet.Tables.Schemas;

namespace Ramet.Warehouse.Definitions;

/// <summary>
/// How MaxCompute's types are stored: the table format has fewer of them, so the declared type is kept beside it as a property
/// (<see cref="TableProperties.ColumnType"/>).
/// </summary>
internal static class StorageTypes
{
    /// <summary>The stored form of a type; field ids inside of it are 0 until the table gives them.</summary>
    /// <exception cref="ArgumentException">No column can have the type.</exception>
    public static Iceberg.IcebergType Of(DataType type) => type switch
    {
        DecimalType { Precision: var precision, Scale: var scale } => new Iceberg.DecimalType(precision, scale),
        ArrayType { Element: var element } => new Iceberg.ListType(0, Of(element), ElementRequired: false),
        MapType { Key: var key, Value: var value } => new Iceberg.MapType(0, Of(key), 0, Of(value), ValueRequired: false),
        StructType { Fields: var fields } => new Iceberg.StructType(
            [.. fields.Select(field => new Iceberg.Field(0, field.Name, Of(field.Type), Required: false))]),
        _ => OfKind(type.Kind),
    };

    private static Iceberg.PrimitiveType OfKind(TypeKind kind) => kind switch
    {
        TypeKind.Boolean => Iceberg.IcebergType.Boolean,
        TypeKind.TinyInt or TypeKind.SmallInt or TypeKind.Int => Iceberg.IcebergType.Int,
        TypeKind.BigInt => Iceberg.IcebergType.Long,
        TypeKind.Float => Iceberg.IcebergType.Float,
        TypeKind.Double => Iceberg.IcebergType.Double,
        TypeKind.String or TypeKind.VarChar or TypeKind.Char or TypeKind.Json => Iceberg.IcebergType.String,
        TypeKind.Binary => Iceberg.IcebergType.Binary,
        TypeKind.Date => Iceberg.IcebergType.Date,
        TypeKind.DateTime or TypeKind.Timestamp => Iceberg.IcebergType.TimestampTz,
        TypeKind.TimestampNtz => Iceberg.IcebergType.Timestamp,
        TypeKind.Void or TypeKind.IntervalYearMonth or TypeKind.IntervalDayTime or TypeKind.Decimal or TypeKind.Array or TypeKind.Map
            or TypeKind.Struct => throw new ArgumentException($"No column can have the type kind {kind}.", nameof(kind)),
    };
}
