namespace Ramet.Tables.Schemas;

/// <summary>
/// Gives new columns field ids that the table has never used. The ids of the fields of one level are consecutive, and those of
/// their parts follow, as the reference implementation numbers them.
/// </summary>
public static class FieldIds
{
    /// <summary>Numbers fields anew; the ids that they carry are not looked at.</summary>
    /// <param name="fields">The new columns.</param>
    /// <param name="lastId">The largest id used so far; afterwards, the largest id given.</param>
    /// <returns>The same columns with ids from <paramref name="lastId"/> + 1 on.</returns>
    public static ValueList<Field> Assign(IReadOnlyList<Field> fields, ref int lastId)
    {
        var numbered = new Field[fields.Count];
        for (var i = 0; i < numbered.Length; i++)
            numbered[i] = fields[i] with { Id = ++lastId };
        for (var i = 0; i < numbered.Length; i++)
            numbered[i] = numbered[i] with { Type = AssignInside(numbered[i].Type, ref lastId) };
        return new ValueList<Field>(numbered);
    }

    private static IcebergType AssignInside(IcebergType type, ref int lastId)
    {
        switch (type)
        {
            case StructType { Fields: var fields }:
                return new StructType(Assign(fields, ref lastId));
            case ListType list:
                var elementId = ++lastId;
                return list with { ElementId = elementId, Element = AssignInside(list.Element, ref lastId) };
            case MapType map:
                var keyId = ++lastId;
                var valueId = ++lastId;
                var key = AssignInside(map.Key, ref lastId);
                return new MapType(keyId, key, valueId, AssignInside(map.Value, ref lastId), map.ValueRequired);
            default:
                return type;
        }
    }
}
