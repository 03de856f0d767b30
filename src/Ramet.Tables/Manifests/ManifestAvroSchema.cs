using System.Globalization;
using System.Text;
using System.Text.Json;
using Ramet.Tables.Metadata;
using Ramet.Tables.Partitions;
using Ramet.Tables.Schemas;

namespace Ramet.Tables.Manifests;

/// <summary>
/// The Avro schemas of the manifests and manifest lists that are written here (specification, "Manifests", "Manifest Lists", appendix A).
/// </summary>
internal static class ManifestAvroSchema
{
    /// <summary>The record of a manifest list.</summary>
    public const string ManifestList =
        """
        {"type":"record","name":"manifest_file","fields":[
        {"name":"manifest_path","type":"string","field-id":500},
        {"name":"manifest_length","type":"long","field-id":501},
        {"name":"partition_spec_id","type":"int","field-id":502},
        {"name":"content","type":"int","field-id":517},
        {"name":"sequence_number","type":"long","field-id":515},
        {"name":"min_sequence_number","type":"long","field-id":516},
        {"name":"added_snapshot_id","type":"long","field-id":503},
        {"name":"added_files_count","type":"int","field-id":504},
        {"name":"existing_files_count","type":"int","field-id":505},
        {"name":"deleted_files_count","type":"int","field-id":506},
        {"name":"added_rows_count","type":"long","field-id":512},
        {"name":"existing_rows_count","type":"long","field-id":513},
        {"name":"deleted_rows_count","type":"long","field-id":514},
        {"name":"partitions","type":["null",{"type":"array","element-id":508,"items":{"type":"record","name":"r508","fields":[
        {"name":"contains_null","type":"boolean","field-id":509},
        {"name":"contains_nan","type":["null","boolean"],"default":null,"field-id":518},
        {"name":"lower_bound","type":["null","bytes"],"default":null,"field-id":510},
        {"name":"upper_bound","type":["null","bytes"],"default":null,"field-id":511}]}}],"default":null,"field-id":507},
        {"name":"key_metadata","type":["null","bytes"],"default":null,"field-id":519}]}
        """;

    private const string EntryHead =
        """
        {"type":"record","name":"manifest_entry","fields":[
        {"name":"status","type":"int","field-id":0},
        {"name":"snapshot_id","type":["null","long"],"default":null,"field-id":1},
        {"name":"sequence_number","type":["null","long"],"default":null,"field-id":3},
        {"name":"file_sequence_number","type":["null","long"],"default":null,"field-id":4},
        {"name":"data_file","field-id":2,"type":{"type":"record","name":"r2","fields":[
        {"name":"content","type":"int","field-id":134},
        {"name":"file_path","type":"string","field-id":100},
        {"name":"file_format","type":"string","field-id":101},
        {"name":"partition","field-id":102,"type":{"type":"record","name":"r102","fields":
        """;

    private const string EntryTail =
        """
        }},
        {"name":"record_count","type":"long","field-id":103},
        {"name":"file_size_in_bytes","type":"long","field-id":104},
        {"name":"column_sizes","type":["null",{"type":"array","logicalType":"map","items":{"type":"record","name":"k117_v118","fields":[
        {"name":"key","type":"int","field-id":117},{"name":"value","type":"long","field-id":118}]}}],"default":null,"field-id":108},
        {"name":"value_counts","type":["null",{"type":"array","logicalType":"map","items":{"type":"record","name":"k119_v120","fields":[
        {"name":"key","type":"int","field-id":119},{"name":"value","type":"long","field-id":120}]}}],"default":null,"field-id":109},
        {"name":"null_value_counts","type":["null",{"type":"array","logicalType":"map","items":{"type":"record","name":"k121_v122",
        "fields":[{"name":"key","type":"int","field-id":121},{"name":"value","type":"long","field-id":122}]}}],
        "default":null,"field-id":110},
        {"name":"nan_value_counts","type":["null",{"type":"array","logicalType":"map","items":{"type":"record","name":"k138_v139","fields":[
        {"name":"key","type":"int","field-id":138},{"name":"value","type":"long","field-id":139}]}}],"default":null,"field-id":137},
        {"name":"lower_bounds","type":["null",{"type":"array","logicalType":"map","items":{"type":"record","name":"k126_v127","fields":[
        {"name":"key","type":"int","field-id":126},{"name":"value","type":"bytes","field-id":127}]}}],"default":null,"field-id":125},
        {"name":"upper_bounds","type":["null",{"type":"array","logicalType":"map","items":{"type":"record","name":"k129_v130","fields":[
        {"name":"key","type":"int","field-id":129},{"name":"value","type":"bytes","field-id":130}]}}],"default":null,"field-id":128},
        {"name":"key_metadata","type":["null","bytes"],"default":null,"field-id":131},
        {"name":"split_offsets","type":["null",{"type":"array","items":"long","element-id":133}],"default":null,"field-id":132},
        {"name":"equality_ids","type":["null",{"type":"array","items":"int","element-id":136}],"default":null,"field-id":135},
        {"name":"sort_order_id","type":["null","int"],"default":null,"field-id":140}]}}]}
        """;

    /// <summary>The record of a manifest whose files have partition keys of this shape.</summary>
    public static string ManifestEntry(PartitionType partition) =>
        EntryHead + JsonText.Write(writer => WritePartitionFields(writer, partition)) + EntryTail;

    private static void WritePartitionFields(Utf8JsonWriter writer, PartitionType partition)
    {
        writer.WriteStartArray();
        foreach (var field in partition.Fields)
        {
            writer.WriteStartObject();
            var name = AvroName(field.Name);
            writer.WriteString("name", name);
            if (name != field.Name)
                writer.WriteString("iceberg-field-name", field.Name);
            writer.WritePropertyName("type");
            writer.WriteStartArray();
            writer.WriteStringValue("null");
            WriteType(writer, field);
            writer.WriteEndArray();
            writer.WriteNull("default");
            writer.WriteNumber("field-id", field.Id);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    private static void WriteType(Utf8JsonWriter writer, Field field)
    {
        switch (field.Type)
        {
            case PrimitiveType { Kind: var kind }:
                WritePrimitive(writer, kind, field.Id);
                break;
            case DecimalType type:
                WriteFixed(writer, $"decimal_{field.Id}", type.ByteWidth, "decimal", () =>
                {
                    writer.WriteNumber("precision", type.Precision);
                    writer.WriteNumber("scale", type.Scale);
                });
                break;
            case FixedType { Length: var length }:
                WriteFixed(writer, $"fixed_{field.Id}", length, logicalType: null);
                break;
        }
    }

    private static void WritePrimitive(Utf8JsonWriter writer, PrimitiveKind kind, int fieldId)
    {
        switch (kind)
        {
            case PrimitiveKind.Boolean or PrimitiveKind.Int or PrimitiveKind.Long or PrimitiveKind.Float or PrimitiveKind.Double
                or PrimitiveKind.String:
                writer.WriteStringValue(new PrimitiveType(kind).ToString());
                break;
            case PrimitiveKind.Binary:
                writer.WriteStringValue("bytes");
                break;
            case PrimitiveKind.Date:
                WriteLogical(writer, "int", "date", adjustToUtc: null);
                break;
            case PrimitiveKind.Time:
                WriteLogical(writer, "long", "time-micros", adjustToUtc: null);
                break;
            case PrimitiveKind.Timestamp:
                WriteLogical(writer, "long", "timestamp-micros", adjustToUtc: false);
                break;
            case PrimitiveKind.TimestampTz:
                WriteLogical(writer, "long", "timestamp-micros", adjustToUtc: true);
                break;
            case PrimitiveKind.Uuid:
                WriteFixed(writer, $"uuid_{fieldId}", 16, "uuid");
                break;
        }
    }

    private static void WriteLogical(Utf8JsonWriter writer, string type, string logicalType, bool? adjustToUtc)
    {
        writer.WriteStartObject();
        writer.WriteString("type", type);
        writer.WriteString("logicalType", logicalType);
        if (adjustToUtc is { } value)
            writer.WriteBoolean("adjust-to-utc", value);
        writer.WriteEndObject();
    }

    private static void WriteFixed(Utf8JsonWriter writer, string name, int size, string? logicalType, Action? writeMore = null)
    {
        writer.WriteStartObject();
        writer.WriteString("type", "fixed");
        writer.WriteString("name", name);
        writer.WriteNumber("size", size);
        if (logicalType is not null)
            writer.WriteString("logicalType", logicalType);
        writeMore?.Invoke();
        writer.WriteEndObject();
    }

    // Avro allows ASCII letters, digits and '_' in names; other characters are written as '_x' and their number, as the reference
    // implementation does.
    private static string AvroName(string name)
    {
        var safe = new StringBuilder(name.Length);
        foreach (var unit in name)
        {
            if (char.IsAsciiLetter(unit) || unit == '_' || (char.IsAsciiDigit(unit) && safe.Length > 0))
                safe.Append(unit);
            else if (char.IsAsciiDigit(unit))
                safe.Append('_').Append(unit);
            else
                safe.Append(CultureInfo.InvariantCulture, $"_x{(int)unit:X}");
        }

        return safe.ToString();
    }
}
