using Ramet.Sql.Types;

namespace Ramet.Sql.Binding;

/// <summary>
/// The type in which two values meet. Null means that they cannot.
/// Source: the pages "Type conversions" and "MaxCompute V2.0 data type edition".
/// </summary>
internal static class CommonTypes
{
    /// <summary>
    /// For the branches of CASE, the arguments of COALESCE, the rows of VALUES: numbers widen, and any text makes all of them STRING.
    /// </summary>
    public static DataType? ForValues(DataType a, DataType b) =>
        ForAlike(a, b) ?? (CanMeetText(a, b) ? DataType.String : null);

    /// <summary>For the branches of a set operation, where texts and other values do not meet.</summary>
    public static DataType? ForSets(DataType a, DataType b) => ForAlike(a, b);

    /// <summary>For comparisons: a text is read as what it is compared with.</summary>
    public static DataType? ForComparison(DataType a, DataType b)
    {
        if (a.Kind.IsText && !b.Kind.IsText)
            return ForTextAnd(b);
        if (b.Kind.IsText && !a.Kind.IsText)
            return ForTextAnd(a);
        return ForAlike(a, b);
    }

    /// <summary>The wider of two numbers. DECIMAL is wider than every other; the result has room for the digits of both.</summary>
    public static DataType WiderNumber(DataType a, DataType b)
    {
        if (a is not DecimalType && b is not DecimalType)
            return a.Kind >= b.Kind ? a : b;
        var (x, y) = (TypeKinds.AsDecimal(a), TypeKinds.AsDecimal(b));
        var scale = Math.Max(x.Scale, y.Scale);
        var whole = Math.Max(x.Precision - x.Scale, y.Precision - y.Scale);
        return DecimalTypes.Limited(whole + scale, scale);
    }

    private static DataType? ForAlike(DataType a, DataType b)
    {
        if (a == b || b.Kind == TypeKind.Void)
            return a;
        if (a.Kind == TypeKind.Void)
            return b;
        if (a.Kind.IsNumber && b.Kind.IsNumber)
            return WiderNumber(a, b);
        if (a.Kind.IsText && b.Kind.IsText)
            return DataType.String;
        return (a, b) switch
        {
            (ArrayType x, ArrayType y) => ForAlike(x.Element, y.Element) is { } element ? new ArrayType(element) : null,
            (MapType x, MapType y) =>
                ForAlike(x.Key, y.Key) is { } key && ForAlike(x.Value, y.Value) is { } value ? new MapType(key, value) : null,
            (StructType x, StructType y) => ForStructs(x, y),
            _ => ForMoments(a.Kind, b.Kind),
        };
    }

    private static StructType? ForStructs(StructType a, StructType b)
    {
        if (a.Fields.Length != b.Fields.Length)
            return null;
        var types = a.Fields.Zip(b.Fields, (x, y) => ForAlike(x.Type, y.Type)).ToArray();
        return types.Contains(null) ? null : new StructType([.. a.Fields.Zip(types, (field, type) => field with { Type = type! })]);
    }

    private static DataType? ForMoments(TypeKind a, TypeKind b) => (a, b) switch
    {
        (TypeKind.Timestamp, TypeKind.DateTime or TypeKind.Date) or (TypeKind.DateTime or TypeKind.Date, TypeKind.Timestamp) =>
            DataType.Timestamp,
        (TypeKind.DateTime, TypeKind.Date) or (TypeKind.Date, TypeKind.DateTime) => DataType.DateTime,
        _ => null,
    };

    private static bool CanMeetText(DataType a, DataType b) =>
        (a.Kind.IsText && IsPlain(b.Kind)) || (b.Kind.IsText && IsPlain(a.Kind));

    private static bool IsPlain(TypeKind kind) => kind.IsNumber || kind.IsMoment;

    private static DataType? ForTextAnd(DataType other) => other switch
    {
        DecimalType => DecimalType.Default,
        { Kind.IsNumber: true } => DataType.Double,
        { Kind.IsMoment: true } => other,
        { Kind: TypeKind.Void } => DataType.String,
        _ => null,
    };
}
