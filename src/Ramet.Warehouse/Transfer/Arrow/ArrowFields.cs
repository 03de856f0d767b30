using Ramet.Protocol.Arrow;
using Ramet.Sql.Types;

namespace Ramet.Warehouse.Transfer.Arrow;

/// <summary>The Arrow types by which clients expect those of MaxCompute.</summary>
internal static class ArrowFields
{
    /// <summary>The field of a column.</summary>
    public static ArrowField Of(string name, DataType type, ArrowTimes times) =>
        times == ArrowTimes.SecondsAndNanos && type.Kind is TypeKind.Timestamp or TypeKind.TimestampNtz ? SecondsAndNanos(name) : Of(name, type);

    private static ArrowField Of(string name, DataType type) => type switch
    {
        ArrayType array => Nullable(name, new ArrowType.List(), Of("item", array.Element)),
        MapType map => Nullable(
            name,
            new ArrowType.Map(),
            new ArrowField("entries", new ArrowType.Struct(), IsNullable: false, Of("key", map.Key) with { IsNullable = false }, Of("value", map.Value))),
        StructType fields => Nullable(name, new ArrowType.Struct(), [.. fields.Fields.Select(static field => Of(field.Name, field.Type))]),
        DecimalType number => Nullable(name, new ArrowType.Decimal(number.Precision, number.Scale)),
        _ => OfKind(name, type.Kind),
    };

    private static ArrowField OfKind(string name, TypeKind kind) => kind switch
    {
        TypeKind.Boolean => Nullable(name, new ArrowType.Boolean()),
        TypeKind.TinyInt => Nullable(name, new ArrowType.Integer(8)),
        TypeKind.SmallInt => Nullable(name, new ArrowType.Integer(16)),
        TypeKind.Int => Nullable(name, new ArrowType.Integer(32)),
        TypeKind.BigInt => Nullable(name, new ArrowType.Integer(64)),
        TypeKind.Float => Nullable(name, new ArrowType.FloatingPoint(32)),
        TypeKind.Double => Nullable(name, new ArrowType.FloatingPoint(64)),
        // Of a column that is NULL in every row clients know no type.
        TypeKind.String or TypeKind.Char or TypeKind.VarChar or TypeKind.Json or TypeKind.Void => Nullable(name, new ArrowType.Utf8()),
        TypeKind.Binary => Nullable(name, new ArrowType.Binary()),
        TypeKind.Date => Nullable(name, new ArrowType.Date()),
        TypeKind.DateTime => Nullable(name, new ArrowType.Timestamp(ArrowTimeUnit.Millisecond)),
        TypeKind.Timestamp or TypeKind.TimestampNtz => Nullable(name, new ArrowType.Timestamp(ArrowTimeUnit.Nanosecond)),
        TypeKind.IntervalDayTime => SecondsAndNanos(name),
        TypeKind.IntervalYearMonth => Nullable(name, new ArrowType.YearMonthInterval()),
        TypeKind.Decimal or TypeKind.Array or TypeKind.Map or TypeKind.Struct => throw new InvalidOperationException($"The type kind {kind} has no form of its own."),
    };

    private static ArrowField SecondsAndNanos(string name) => Nullable(
        name, new ArrowType.Struct(), Nullable("sec", new ArrowType.Integer(64)), Nullable("nano", new ArrowType.Integer(32)));

    private static ArrowField Nullable(string name, ArrowType type, params IReadOnlyList<ArrowField> children) => new(name, type, IsNullable: true, children);
}
