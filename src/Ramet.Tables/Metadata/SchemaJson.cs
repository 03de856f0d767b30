using System.Text.Json;
using Ramet.Tables.Schemas;

namespace Ramet.Tables.Metadata;

/// <summary>Schemas as JSON (specification, appendix C, "Schemas").</summary>
public static class SchemaJson
{
    /// <summary>A schema as text: what the key <c>iceberg.schema</c> of a data file and <c>schema</c> of a manifest hold.</summary>
    public static string Write(Schema schema) => JsonText.Write(writer => Write(writer, schema));

    /// <summary>Reads a schema.</summary>
    /// <param name="json">The text.</param>
    /// <param name="document">Where it comes from, for errors.</param>
    /// <exception cref="Ramet.Errors.RametException">StorageError: the text is not a schema.</exception>
    public static Schema Read(string json, string document) => JsonReading.Read(json, document, Read);

    internal static void Write(Utf8JsonWriter writer, Schema schema)
    {
        writer.WriteStartObject();
        writer.WriteString("type", "struct");
        writer.WriteNumber("schema-id", schema.Id);
        if (schema.IdentifierFieldIds.Count > 0)
        {
            writer.WriteStartArray("identifier-field-ids");
            foreach (var id in schema.IdentifierFieldIds)
                writer.WriteNumberValue(id);
            writer.WriteEndArray();
        }

        WriteFields(writer, schema.Fields);
        writer.WriteEndObject();
    }

    internal static Schema Read(JsonReading json) => new(
        json.OptionalInt("schema-id") ?? 0,
        json.List("fields", ReadField),
        json.OptionalList("identifier-field-ids", id => id.AsInt()));

    private static void WriteFields(Utf8JsonWriter writer, ValueList<Field> fields)
    {
        writer.WriteStartArray("fields");
        foreach (var field in fields)
        {
            writer.WriteStartObject();
            writer.WriteNumber("id", field.Id);
            writer.WriteString("name", field.Name);
            writer.WriteBoolean("required", field.Required);
            WriteType(writer, "type", field.Type);
            if (field.Doc is not null)
                writer.WriteString("doc", field.Doc);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    private static void WriteType(Utf8JsonWriter writer, string name, IcebergType type)
    {
        if (type.IsPrimitive)
        {
            writer.WriteString(name, type.ToString());
            return;
        }

        writer.WriteStartObject(name);
        switch (type)
        {
            case StructType { Fields: var fields }:
                writer.WriteString("type", "struct");
                WriteFields(writer, fields);
                break;
            case ListType list:
                writer.WriteString("type", "list");
                writer.WriteNumber("element-id", list.ElementId);
                writer.WriteBoolean("element-required", list.ElementRequired);
                WriteType(writer, "element", list.Element);
                break;
            case MapType map:
                writer.WriteString("type", "map");
                writer.WriteNumber("key-id", map.KeyId);
                WriteType(writer, "key", map.Key);
                writer.WriteNumber("value-id", map.ValueId);
                writer.WriteBoolean("value-required", map.ValueRequired);
                WriteType(writer, "value", map.Value);
                break;
        }

        writer.WriteEndObject();
    }

    private static Field ReadField(JsonReading json) => new(
        json.Int("id"),
        json.Text("name"),
        ReadType(json.Required("type")),
        json.Bool("required"),
        json.OptionalText("doc"));

    private static IcebergType ReadType(JsonReading json)
    {
        if (json.IsText)
        {
            return IcebergType.TryParsePrimitive(json.AsText())
                ?? throw json.Unsupported($"has a column of type '{json.AsText()}', which table format version 2 does not know");
        }

        return json.Text("type") switch
        {
            "struct" => new StructType(json.List("fields", ReadField)),
            "list" => new ListType(json.Int("element-id"), ReadType(json.Required("element")), json.Bool("element-required")),
            "map" => new MapType(
                json.Int("key-id"),
                ReadType(json.Required("key")),
                json.Int("value-id"),
                ReadType(json.Required("value")),
                json.Bool("value-required")),
            var other => throw json.Unsupported($"has a column of type '{other}', which table format version 2 does not know"),
        };
    }
}
