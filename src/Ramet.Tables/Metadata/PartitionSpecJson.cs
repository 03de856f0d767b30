using System.Text.Json;
using Ramet.Tables.Partitions;

namespace Ramet.Tables.Metadata;

/// <summary>Partition specs as JSON (specification, appendix C, "Partition Specs").</summary>
internal static class PartitionSpecJson
{
    /// <summary>Only the list of fields, as manifests carry it.</summary>
    public static string WriteFields(PartitionSpec spec) => JsonText.Write(writer => WriteFields(writer, spec));

    public static void Write(Utf8JsonWriter writer, PartitionSpec spec)
    {
        writer.WriteStartObject();
        writer.WriteNumber("spec-id", spec.Id);
        writer.WritePropertyName("fields");
        WriteFields(writer, spec);
        writer.WriteEndObject();
    }

    public static PartitionSpec Read(JsonReading json) => new(json.Int("spec-id"), json.List("fields", ReadField));

    private static void WriteFields(Utf8JsonWriter writer, PartitionSpec spec)
    {
        writer.WriteStartArray();
        foreach (var field in spec.Fields)
        {
            writer.WriteStartObject();
            writer.WriteNumber("source-id", field.SourceId);
            writer.WriteNumber("field-id", field.FieldId);
            writer.WriteString("name", field.Name);
            writer.WriteString("transform", field.Transform);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    private static PartitionField ReadField(JsonReading json) =>
        new(json.Int("source-id"), json.Int("field-id"), json.Text("name"), json.Text("transform"));
}
