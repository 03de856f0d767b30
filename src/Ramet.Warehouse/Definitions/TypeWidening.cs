using Ramet.Sql.Types;

namespace Ramet.Warehouse.Definitions;

/// <summary>
/// Which declared types a column may be changed to: those that hold every value of the old one in the same stored form, or in one that
/// the table format widens by itself, so that no file is rewritten.
/// </summary>
internal static class TypeWidening
{
    /// <summary>Whether a column of one type may become one of the other; true for equal types too.</summary>
    public static bool Allows(DataType from, DataType to) => from == to || (from, to) switch
    {
        (DecimalType narrow, DecimalType wide) => narrow.Scale == wide.Scale && narrow.Precision < wide.Precision,
        ({ Kind: TypeKind.Char }, { Kind: TypeKind.Char or TypeKind.VarChar }) or ({ Kind: TypeKind.VarChar }, { Kind: TypeKind.VarChar }) =>
            ((CharacterType)from).Length <= ((CharacterType)to).Length,
        (ArrayType ours, ArrayType theirs) => Allows(ours.Element, theirs.Element),
        (MapType ours, MapType theirs) => Allows(ours.Key, theirs.Key) && Allows(ours.Value, theirs.Value),
        (StructType ours, StructType theirs) => Allows(ours, theirs),
        _ => Wider(from.Kind).Contains(to.Kind),
    };

    /// <summary>What a column of the type may become, for people; empty when nothing.</summary>
    public static string Describe(DataType from) => from switch
    {
        DecimalType { Scale: var scale } => $"decimal(p,{scale}) with a greater p",
        CharacterType { Kind: TypeKind.Char, Length: var length } => $"char(n) or varchar(n) with n from {length}, or string",
        CharacterType { Length: var length } => $"varchar(n) with n above {length}, or string",
        ArrayType or MapType or StructType => "the same with wider parts",
        _ => string.Join(", ", Wider(from.Kind).Select(kind => kind.ToString().ToLowerInvariant())),
    };

    private static bool Allows(StructType from, StructType to) => from.Fields.Length == to.Fields.Length
        && from.Fields.Zip(to.Fields).All(pair =>
            string.Equals(pair.First.Name, pair.Second.Name, StringComparison.OrdinalIgnoreCase) && Allows(pair.First.Type, pair.Second.Type));

    private static TypeKind[] Wider(TypeKind from) => from switch
    {
        TypeKind.TinyInt => [TypeKind.SmallInt, TypeKind.Int, TypeKind.BigInt],
        TypeKind.SmallInt => [TypeKind.Int, TypeKind.BigInt],
        TypeKind.Int => [TypeKind.BigInt],
        TypeKind.Float => [TypeKind.Double],
        TypeKind.VarChar or TypeKind.Char => [TypeKind.String],
        _ => [],
    };
}
