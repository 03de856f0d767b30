using Ramet.Sql.Binding;
using Ramet.Sql.Types;

namespace Ramet.Sql.DuckDb;

/// <summary>
/// The engine's text for a conversion. The engine's own CAST rounds where MaxCompute cuts, and prints DOUBLE and dates differently, so only
/// some pairs are a plain CAST.
/// </summary>
internal static class ConversionText
{
    /// <summary>The text that converts a value.</summary>
    /// <param name="value">The text of the value; an operand that needs parentheses must have them.</param>
    /// <param name="from">The type of the value.</param>
    /// <param name="to">The wanted type.</param>
    public static string Convert(string value, DataType from, DataType to) => Convert(value, from, to, depth: 0);

    private static string Convert(string value, DataType from, DataType to, int depth)
    {
        if (IsSame(from, to))
            return value;
        if (from.Kind == TypeKind.Json && !to.Kind.IsText)
            return FromJson(value, to, depth);
        if (IsPlain(from, to))
            return Cast(value, to);
        return (from, to) switch
        {
            (ArrayType a, ArrayType b) => ConvertItems(value, a.Element, b.Element, depth),
            (MapType a, MapType b) => ConvertEntries(value, a, b, depth),
            (StructType a, StructType b) => ConvertFields(value, a, b, depth),
            _ => ConvertSimple(value, from.Kind, to),
        };
    }

    // A JSON string, number or truth value is read as its text is; arrays and objects as FROM_JSON reads them.
    private static string FromJson(string value, DataType to, int depth) => to is ArrayType or MapType or StructType
        ? Cast($"CAST({value} AS JSON)", to)
        : Convert(ToText(value, TypeKind.Json), DataType.String, to, depth);

    private static string ConvertSimple(string value, TypeKind from, DataType to) => to.Kind switch
    {
        TypeKind.TinyInt or TypeKind.SmallInt or TypeKind.Int or TypeKind.BigInt =>
            Cast(from.IsText ? $"trunc(CAST({value} AS DECIMAL(38,18)))" : $"trunc({value})", to),
        TypeKind.Boolean => $"({value} <> 0)",
        TypeKind.String => ToText(value, from),
        TypeKind.VarChar => Shortened(value, from, to),
        // The blanks up to its length are no part of a CHAR when it is compared, so it is kept without them.
        TypeKind.Char => $"rtrim({Shortened(value, from, to)}, ' ')",
        TypeKind.Binary => $"encode({value})",
        TypeKind.Json => from.IsText ? $"mc_text_as_json({value})" : $"CAST(to_json({value}) AS VARCHAR)",
        TypeKind.DateTime => $"date_trunc('millisecond', {(from == TypeKind.Timestamp ? value : Cast(value, to))})",
        _ => Cast(value, to),
    };

    private static string Shortened(string value, TypeKind from, DataType to) => $"left({ToText(value, from)}, {((CharacterType)to).Length})";

    private static string ToText(string value, TypeKind from) => from switch
    {
        TypeKind.Float or TypeKind.Double => $"mc_double_text({value})",
        TypeKind.DateTime => $"mc_datetime_text({value})",
        TypeKind.Timestamp => $"CAST(CAST({value} AS TIMESTAMP) AS VARCHAR)",
        TypeKind.Binary => $"decode({value})",
        TypeKind.Json => $"mc_json_text({value})",
        _ when from.IsText => value,
        _ => $"CAST({value} AS VARCHAR)",
    };

    private static string ConvertItems(string items, DataType from, DataType to, int depth)
    {
        var item = $"item{depth}";
        return IsSame(from, to) ? items : $"list_transform({items}, lambda {item}: {Convert(item, from, to, depth + 1)})";
    }

    private static string ConvertEntries(string value, MapType from, MapType to, int depth)
    {
        var keys = ConvertItems($"map_keys({value})", from.Key, to.Key, depth);
        var values = ConvertItems($"map_values({value})", from.Value, to.Value, depth);
        return $"map({keys}, {values})";
    }

    private static string ConvertFields(string value, StructType from, StructType to, int depth)
    {
        var fields = from.Fields.Zip(to.Fields, (a, b) =>
            $"{DuckDbNames.Quote(b.Name)} := {Convert($"struct_extract({value}, {DuckDbNames.Literal(a.Name)})", a.Type, b.Type, depth)}");
        return $"CASE WHEN {value} IS NOT NULL THEN struct_pack({string.Join(", ", fields)}) END";
    }

    /// <summary>
    /// Whether both types are one in the engine and every value of the first is one of the second: there is nothing to write.
    /// </summary>
    public static bool IsSame(DataType from, DataType to)
    {
        if (from == to)
            return true;
        return (from, to) switch
        {
            (CharacterType a, CharacterType b) => a.Length <= b.Length && (b.Kind != TypeKind.Char || a.Kind == TypeKind.Char),
            (CharacterType, { Kind: TypeKind.String }) or ({ Kind: TypeKind.DateTime }, { Kind: TypeKind.Timestamp }) => true,
            (ArrayType a, ArrayType b) => IsSame(a.Element, b.Element),
            (MapType a, MapType b) => IsSame(a.Key, b.Key) && IsSame(a.Value, b.Value),
            _ => false,
        };
    }

    /// <summary>Whether the engine's CAST means what ours does.</summary>
    private static bool IsPlain(DataType from, DataType to) => (from, to) switch
    {
        (ArrayType a, ArrayType b) => IsSame(a.Element, b.Element) || IsPlain(a.Element, b.Element),
        (MapType or StructType, _) => false,
        _ => from.Kind == TypeKind.Void || IsPlainSimple(from.Kind, to.Kind),
    };

    private static bool IsPlainSimple(TypeKind from, TypeKind to)
    {
        if (to.IsInteger)
            return from.IsInteger || from == TypeKind.Boolean;
        if (to.IsFloating || to == TypeKind.Decimal)
            return true;
        if (to == TypeKind.String)
            return from.IsInteger || from is TypeKind.Boolean or TypeKind.Decimal or TypeKind.Date or TypeKind.TimestampNtz;
        return to switch
        {
            TypeKind.Boolean => from.IsText,
            TypeKind.Date or TypeKind.TimestampNtz or TypeKind.Timestamp => true,
            TypeKind.DateTime => from.IsText || from == TypeKind.Date,
            _ => false,
        };
    }

    private static string Cast(string value, DataType to) => $"CAST({value} AS {DuckDbTypes.NameOf(to)})";
}
