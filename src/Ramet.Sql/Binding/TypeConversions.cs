using Ramet.Sql.Types;

namespace Ramet.Sql.Binding;

/// <summary>
/// Which values convert to which types: by themselves (as arguments, in INSERT) and by CAST.
/// Source: the pages "Type conversions" and "MaxCompute V2.0 data type edition".
/// </summary>
internal sealed class TypeConversions(BinderSettings settings)
{
    /// <summary>
    /// How far the source is from the target, for choosing among overloads: 0 for the same type, more for wider ones;
    /// null when the value is not converted without a CAST.
    /// </summary>
    public int? ImplicitDistance(DataType from, DataType to)
    {
        if (from == to || from.Kind == TypeKind.Void)
            return 0;
        return (from, to) switch
        {
            (DecimalType, DecimalType) => 0,
            (ArrayType a, ArrayType b) => ImplicitDistance(a.Element, b.Element),
            (MapType a, MapType b) => Farthest(ImplicitDistance(a.Key, b.Key), ImplicitDistance(a.Value, b.Value)),
            (StructType a, StructType b) when a.Fields.Length == b.Fields.Length =>
                a.Fields.Zip(b.Fields, (x, y) => ImplicitDistance(x.Type, y.Type)).Aggregate((int?)0, Farthest),
            _ => SimpleDistance(from.Kind, to.Kind),
        };
    }

    /// <summary>Whether a value converts without a CAST.</summary>
    public bool IsImplicit(DataType from, DataType to) => ImplicitDistance(from, to) is not null;

    /// <summary>Whether CAST accepts the pair. A value that does not fit is an error only when the query runs.</summary>
    public bool IsExplicit(DataType from, DataType to)
    {
        if (IsImplicit(from, to))
            return true;
        return (from, to) switch
        {
            (ArrayType a, ArrayType b) => IsExplicit(a.Element, b.Element),
            (MapType a, MapType b) => IsExplicit(a.Key, b.Key) && IsExplicit(a.Value, b.Value),
            (StructType a, StructType b) =>
                a.Fields.Length == b.Fields.Length && a.Fields.Zip(b.Fields).All(pair => IsExplicit(pair.First.Type, pair.Second.Type)),
            (ArrayType or MapType or StructType, { Kind: TypeKind.Json }) or ({ Kind: TypeKind.Json }, ArrayType or MapType or StructType) => true,
            _ => IsExplicitSimple(from.Kind, to.Kind),
        };
    }

    private int? SimpleDistance(TypeKind from, TypeKind to)
    {
        if (from.IsText && to.IsText)
            return 1;
        if (from.IsNumber && to.IsNumber && from < to)
            return to - from;
        if (to.IsText && (from.IsNumber || from.IsMoment))
            return 20;
        if (from.IsText && to is (TypeKind.Double or TypeKind.Decimal))
            return to == TypeKind.Double ? 15 : 16;
        if ((from, to) is (TypeKind.DateTime, TypeKind.Timestamp) or (TypeKind.Date, TypeKind.DateTime or TypeKind.Timestamp))
            return 1;
        return settings.TypeSystem2 ? null : Edition1Distance(from, to);
    }

    private static int? Edition1Distance(TypeKind from, TypeKind to) => (from, to) switch
    {
        (TypeKind.String, TypeKind.BigInt) => 17,
        (TypeKind.String, TypeKind.DateTime) => 18,
        (TypeKind.Double, TypeKind.BigInt) => 10,
        (TypeKind.Decimal, TypeKind.Double or TypeKind.BigInt) => 11,
        _ => null,
    };

    private static bool IsExplicitSimple(TypeKind from, TypeKind to)
    {
        if (from.IsNumber || from == TypeKind.Boolean)
            return to.IsNumber || to.IsText || to is TypeKind.Boolean or TypeKind.Json;
        if (from.IsText)
            return to.IsNumber || to.IsMoment || to is TypeKind.Boolean or TypeKind.Binary or TypeKind.Json;
        if (from.IsMoment)
            return to.IsMoment || to.IsText;
        if (from == TypeKind.Json)
            return to.IsNumber || to.IsText || to == TypeKind.Boolean;
        return from == TypeKind.Binary && to.IsText;
    }

    private static int? Farthest(int? a, int? b) => a is null || b is null ? null : Math.Max(a.Value, b.Value);
}
