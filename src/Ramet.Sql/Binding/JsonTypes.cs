using Ramet.Sql.Types;

namespace Ramet.Sql.Binding;

/// <summary>Types on their way into JSON.</summary>
internal static class JsonTypes
{
    /// <summary>The type in which a value is written as JSON: moments as the texts that MaxCompute shows.</summary>
    public static DataType Shown(DataType type) => type switch
    {
        ArrayType array => new ArrayType(Shown(array.Element)),
        MapType map => new MapType(Shown(map.Key), Shown(map.Value)),
        StructType fields => new StructType([.. fields.Fields.Select(field => field with { Type = Shown(field.Type) })]),
        _ => type.Kind.IsMoment || type.Kind is TypeKind.Binary or TypeKind.Void ? DataType.String : type,
    };
}
