using System.Text.Json;

namespace Ramet.Tables.Metadata;

/// <summary>Sort orders as JSON (specification, appendix C, "Sort Orders").</summary>
internal static class SortOrderJson
{
    public static void Write(Utf8JsonWriter writer, SortOrder order)
    {
        writer.WriteStartObject();
        writer.WriteNumber("order-id", order.Id);
        writer.WriteStartArray("fields");
        foreach (var field in order.Fields)
        {
            writer.WriteStartObject();
            writer.WriteString("transform", field.Transform);
            writer.WriteNumber("source-id", field.SourceId);
            writer.WriteString("direction", field.Ascending ? "asc" : "desc");
            writer.WriteString("null-order", field.NullsFirst ? "nulls-first" : "nulls-last");
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    public static SortOrder Read(JsonReading json) => new(json.Int("order-id"), json.List("fields", ReadField));

    private static SortField ReadField(JsonReading json) => new(
        json.Int("source-id"),
        json.Text("transform"),
        Ascending: json.Text("direction") == "asc",
        NullsFirst: json.Text("null-order") == "nulls-first");
}
