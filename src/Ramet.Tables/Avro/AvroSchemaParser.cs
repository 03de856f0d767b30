using System.Text.Json;
using Ramet.Errors;

namespace Ramet.Tables.Avro;

/// <summary>
/// Reads the schema in the head of an Avro file. Files may come from anywhere, so the size of the type is bounded and a type cannot
/// contain itself (Iceberg's never do).
/// </summary>
internal sealed class AvroSchemaParser
{
    private const int WeightMax = 100_000;

    private readonly string document;
    private readonly Dictionary<string, AvroSchema> namedTypes = new(StringComparer.Ordinal);

    private AvroSchemaParser(string document) => this.document = document;

    /// <summary>Reads a schema.</summary>
    /// <param name="json">The text.</param>
    /// <param name="document">The file, for errors.</param>
    /// <exception cref="RametException">StorageError: the text is not a schema that can be read.</exception>
    public static AvroSchema Parse(ReadOnlyMemory<byte> json, string document)
    {
        try
        {
            using var parsed = JsonDocument.Parse(json);
            return new AvroSchemaParser(document).Parse(parsed.RootElement);
        }
        catch (JsonException e)
        {
            throw AvroErrors.Corrupt(document, $"its schema is not JSON ({e.Message})", e);
        }
    }

    private AvroSchema Parse(JsonElement json) => json.ValueKind switch
    {
        JsonValueKind.String => ParseName(json.GetString()!, json),
        JsonValueKind.Array => ParseUnion(json),
        JsonValueKind.Object => ParseObject(json),
        _ => throw AvroErrors.Corrupt(document, $"its schema has {json.GetRawText()} in the place of a type"),
    };

    private AvroSchema ParseObject(JsonElement json)
    {
        var type = Member(json, "type");
        return type.ValueKind == JsonValueKind.String ? ParseName(type.GetString()!, json) : Parse(type);
    }

    private AvroSchema ParseName(string name, JsonElement json) => name switch
    {
        "null" => Primitive(AvroKind.Null, json),
        "boolean" => Primitive(AvroKind.Boolean, json),
        "int" => Primitive(AvroKind.Int, json),
        "long" => Primitive(AvroKind.Long, json),
        "float" => Primitive(AvroKind.Float, json),
        "double" => Primitive(AvroKind.Double, json),
        "bytes" => Primitive(AvroKind.Bytes, json),
        "string" => Primitive(AvroKind.String, json),
        "fixed" => Named(json, Primitive(AvroKind.Fixed, json)),
        "enum" => Named(json, Primitive(AvroKind.Enum, json)),
        "array" => Container(AvroKind.Array, Member(json, "items"), json),
        "map" => Container(AvroKind.Map, Member(json, "values"), json),
        "record" => Named(json, ParseRecord(json)),
        _ => namedTypes.GetValueOrDefault(name)
            ?? throw AvroErrors.Corrupt(document, $"its schema uses the type '{name}', which it does not define before"),
    };

    private AvroSchema Primitive(AvroKind kind, JsonElement json) => new()
    {
        Kind = kind,
        LogicalType = LogicalTypeOf(json),
        AdjustToUtc = json.ValueKind == JsonValueKind.Object
            && json.TryGetProperty("adjust-to-utc", out var utc)
            && utc.ValueKind == JsonValueKind.True,
        Scale = Number(json, "scale") ?? 0,
        Size = kind == AvroKind.Fixed ? SizeOf(json) : 0,
    };

    private int SizeOf(JsonElement json) =>
        Number(json, "size") is >= 0 and var size ? size : throw AvroErrors.Corrupt(document, "a fixed type has no size");

    private AvroSchema Container(AvroKind kind, JsonElement itemsJson, JsonElement json)
    {
        var items = Parse(itemsJson);
        return new AvroSchema { Kind = kind, Items = items, LogicalType = LogicalTypeOf(json), Weight = Bounded(1L + items.Weight) };
    }

    private AvroSchema ParseRecord(JsonElement json)
    {
        var fields = List(Member(json, "fields"), field => new AvroField(
            Member(field, "name").GetString() ?? "",
            Number(field, "field-id") ?? -1,
            Parse(Member(field, "type"))));
        var weight = Bounded(1L + fields.Sum(field => (long)field.Type.Weight));
        return new AvroSchema { Kind = AvroKind.Record, Fields = fields, Weight = weight };
    }

    private AvroSchema ParseUnion(JsonElement json)
    {
        var branches = List(json, Parse);
        var weight = Bounded(1L + branches.Sum(branch => (long)branch.Weight));
        return new AvroSchema { Kind = AvroKind.Union, Branches = branches, Weight = weight };
    }

    // A name is remembered only when its type is complete, so a type cannot contain itself.
    private AvroSchema Named(JsonElement json, AvroSchema schema)
    {
        var name = Member(json, "name").GetString() ?? "";
        namedTypes[name] = schema;
        if (json.TryGetProperty("namespace", out var space) && space.ValueKind == JsonValueKind.String)
            namedTypes[$"{space.GetString()}.{name}"] = schema;
        return schema;
    }

    private T[] List<T>(JsonElement json, Func<JsonElement, T> parse) => json.ValueKind == JsonValueKind.Array
        ? [.. json.EnumerateArray().Select(parse)]
        : throw AvroErrors.Corrupt(document, $"its schema has {json.GetRawText()} in the place of a list");

    private JsonElement Member(JsonElement json, string name) =>
        json.ValueKind == JsonValueKind.Object && json.TryGetProperty(name, out var member)
            ? member
            : throw AvroErrors.Corrupt(document, $"its schema lacks '{name}'");

    private static string? LogicalTypeOf(JsonElement json) =>
        json.ValueKind == JsonValueKind.Object && json.TryGetProperty("logicalType", out var type) && type.ValueKind == JsonValueKind.String
            ? type.GetString()
            : null;

    private static int? Number(JsonElement json, string name) =>
        json.ValueKind == JsonValueKind.Object && json.TryGetProperty(name, out var member)
        && member.ValueKind == JsonValueKind.Number && member.TryGetInt32(out var value)
            ? value
            : null;

    private int Bounded(long weight) =>
        weight <= WeightMax ? (int)weight : throw AvroErrors.Corrupt(document, $"its schema has more than {WeightMax} parts");
}
