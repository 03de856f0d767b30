using Ramet.Sql.Types;
using static Ramet.Sql.Functions.Define;

namespace Ramet.Sql.Functions;

/// <summary>The parts of functions whose engine text depends on the types of their arguments. They have no names in the dialect.</summary>
internal static class ComposedFunctions
{
    public static readonly FunctionOverload HashItems = Scalar("hash(int...) int", "mc_hash_items([{*}])");
    public static readonly FunctionOverload JsonOfValue = Scalar("to_json(any) json", "to_json({0})");
    public static readonly FunctionOverload JsonOfJson = Scalar("to_json(json) json", "CAST({0} AS JSON)");
    public static readonly FunctionOverload JsonText = Scalar("to_json(json) string", "CAST({0} AS VARCHAR)");
    public static readonly FunctionOverload JsonArray = Scalar("json_array(any...) json", "CAST(json_array({*}) AS VARCHAR)");
    public static readonly FunctionOverload JsonObject = Scalar("json_object(any...) json", "CAST(json_object({*}) AS VARCHAR)");

    public static readonly FunctionOverload JsonMember = Scalar("json_member(json, string) json", "mc_json_member_of");
    public static readonly FunctionOverload JsonElement = Scalar("json_element(json, bigint) json", "mc_json_element");

    private static readonly FunctionOverload hashOfBoolean = Scalar("hash(boolean) int", "CAST({0} AS INTEGER)");
    private static readonly FunctionOverload hashOfInteger = Scalar("hash(int) int", "CAST({0} AS INTEGER)");
    private static readonly FunctionOverload hashOfBigInt = Scalar("hash(bigint) int", "mc_hash_bigint({0})");
    private static readonly FunctionOverload hashOfDouble = Scalar("hash(double) int", "mc_hash_double(CAST({0} AS DOUBLE))");
    private static readonly FunctionOverload hashOfText = Scalar("hash(string) int", "mc_hash_text({0})");

    /// <summary>The hash of a value of a type.</summary>
    public static FunctionOverload HashOf(DataType type) => type.Kind switch
    {
        TypeKind.Boolean => hashOfBoolean,
        TypeKind.TinyInt or TypeKind.SmallInt or TypeKind.Int => hashOfInteger,
        TypeKind.BigInt => hashOfBigInt,
        TypeKind.Float or TypeKind.Double => hashOfDouble,
        _ => hashOfText,
    };
}
