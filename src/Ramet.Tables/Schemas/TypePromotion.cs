namespace Ramet.Tables.Schemas;

/// <summary>
/// Which types a column may change to while its files stay as they are (specification, "Schema Evolution"): readers convert the narrower
/// values of older files. Parts of nested types follow the same rule.
/// </summary>
public static class TypePromotion
{
    /// <summary>Gives a column another type.</summary>
    /// <param name="from">The type that it has, with its field ids.</param>
    /// <param name="to">The type that is wanted; the field ids inside of it are not looked at.</param>
    /// <returns>The wanted type with the field ids of the old one; null when files would have to be rewritten.</returns>
    public static IcebergType? TryPromote(IcebergType from, IcebergType to) => (from, to) switch
    {
        (ListType list, ListType { Element: var element }) when TryPromote(list.Element, element) is { } promoted => list with { Element = promoted },
        (MapType map, MapType { Key: var key, Value: var value }) when TryPromote(map.Key, key) is { } keys && TryPromote(map.Value, value) is { } values =>
            map with { Key = keys, Value = values },
        (StructType { Fields: var ours }, StructType { Fields: var theirs }) => TryPromote(ours, theirs),
        _ => from == to || IsWider(from, to) ? to : null,
    };

    private static bool IsWider(IcebergType from, IcebergType to) => (from, to) switch
    {
        (PrimitiveType { Kind: PrimitiveKind.Int }, PrimitiveType { Kind: PrimitiveKind.Long }) => true,
        (PrimitiveType { Kind: PrimitiveKind.Float }, PrimitiveType { Kind: PrimitiveKind.Double }) => true,
        (DecimalType narrow, DecimalType wide) => narrow.Scale == wide.Scale && narrow.Precision < wide.Precision,
        _ => false,
    };

    // A struct keeps its fields, under their names and in their order.
    private static StructType? TryPromote(ValueList<Field> from, ValueList<Field> to)
    {
        if (from.Count != to.Count)
            return null;
        var promoted = new Field[from.Count];
        for (var i = 0; i < promoted.Length; i++)
        {
            if (!string.Equals(from[i].Name, to[i].Name, StringComparison.OrdinalIgnoreCase) || TryPromote(from[i].Type, to[i].Type) is not { } type)
                return null;
            promoted[i] = from[i] with { Type = type };
        }

        return new StructType(new ValueList<Field>(promoted));
    }
}
