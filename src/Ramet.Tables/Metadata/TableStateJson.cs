using System.Collections.Immutable;
using System.Text.Json;
using Ramet.Errors;
using Ramet.Tables.Snapshots;

namespace Ramet.Tables.Metadata;

/// <summary>
/// The state of a table without its snapshots, as one compact document for a catalog. The member names are those of <c>metadata.json</c>.
/// Snapshots are rows beside it: they are many and only the current one is needed by most statements.
/// </summary>
public static class TableStateJson
{
    /// <summary>Writes the document.</summary>
    public static string Write(TableMetadata metadata) => JsonText.Write(writer =>
    {
        writer.WriteStartObject();
        WriteMembers(writer, metadata);
        writer.WriteEndObject();
    });

    /// <summary>Reads the document.</summary>
    /// <param name="json">The text.</param>
    /// <param name="snapshots">The snapshots to put into the state, oldest first; the current one must be among them.</param>
    /// <param name="document">Where it comes from, for errors.</param>
    /// <exception cref="RametException">StorageError: the text is not such a document, or the current snapshot is missing.</exception>
    public static TableMetadata Read(string json, ValueList<Snapshot> snapshots, string document) =>
        JsonReading.Read(json, document, reading => Read(reading, snapshots));

    internal static void WriteMembers(Utf8JsonWriter writer, TableMetadata metadata)
    {
        writer.WriteNumber("format-version", TableMetadata.FormatVersion);
        writer.WriteString("table-uuid", metadata.TableUuid);
        writer.WriteString("location", metadata.Location);
        writer.WriteNumber("last-sequence-number", metadata.LastSequenceNumber);
        writer.WriteNumber("last-updated-ms", metadata.LastUpdatedMs);
        writer.WriteNumber("last-column-id", metadata.LastColumnId);
        WriteList(writer, "schemas", metadata.Schemas, SchemaJson.Write);
        writer.WriteNumber("current-schema-id", metadata.CurrentSchemaId);
        WriteList(writer, "partition-specs", metadata.PartitionSpecs, PartitionSpecJson.Write);
        writer.WriteNumber("default-spec-id", metadata.DefaultSpecId);
        writer.WriteNumber("last-partition-id", metadata.LastPartitionId);
        WriteList(writer, "sort-orders", metadata.SortOrders, SortOrderJson.Write);
        writer.WriteNumber("default-sort-order-id", metadata.DefaultSortOrderId);
        JsonText.WriteTexts(writer, "properties", metadata.Properties);
        if (metadata.CurrentSnapshotId is { } current)
            writer.WriteNumber("current-snapshot-id", current.Value);
    }

    internal static TableMetadata Read(JsonReading json, ValueList<Snapshot> snapshots)
    {
        CheckVersion(json);
        var metadata = ReadMembers(json, snapshots);
        CheckPointers(json, metadata);
        return metadata;
    }

    internal static void WriteList<T>(Utf8JsonWriter writer, string name, IEnumerable<T> items, Action<Utf8JsonWriter, T> write)
    {
        writer.WriteStartArray(name);
        foreach (var item in items)
            write(writer, item);
        writer.WriteEndArray();
    }

    private static TableMetadata ReadMembers(JsonReading json, ValueList<Snapshot> snapshots) => new()
    {
        TableUuid = Guid.TryParse(json.Text("table-uuid"), out var uuid)
            ? uuid
            : throw json.Unsupported("has a 'table-uuid' that is not a UUID"),
        Location = json.Text("location"),
        LastSequenceNumber = json.Long("last-sequence-number"),
        LastUpdatedMs = json.Long("last-updated-ms"),
        LastColumnId = json.Int("last-column-id"),
        Schemas = json.List("schemas", SchemaJson.Read),
        CurrentSchemaId = json.Int("current-schema-id"),
        PartitionSpecs = json.List("partition-specs", PartitionSpecJson.Read),
        DefaultSpecId = json.Int("default-spec-id"),
        LastPartitionId = json.Int("last-partition-id"),
        SortOrders = json.List("sort-orders", SortOrderJson.Read),
        DefaultSortOrderId = json.Int("default-sort-order-id"),
        Properties = json.Optional("properties")?.AsTexts().ToImmutableSortedDictionary(StringComparer.Ordinal)
            ?? TableMetadata.NoProperties,
        // The reference implementation writes -1 for "none".
        CurrentSnapshotId = json.OptionalLong("current-snapshot-id") is { } id and not -1 ? new SnapshotId(id) : null,
        Snapshots = snapshots,
    };

    private static void CheckVersion(JsonReading json)
    {
        var version = json.Int("format-version");
        if (version != TableMetadata.FormatVersion)
            throw json.Unsupported($"is of table format version {version}; version {TableMetadata.FormatVersion} was expected");
    }

    private static void CheckPointers(JsonReading json, TableMetadata metadata)
    {
        if (metadata.FindSchema(metadata.CurrentSchemaId) is null)
            throw json.Unsupported($"names schema {metadata.CurrentSchemaId} as the current one, but has no such schema");
        if (metadata.FindSpec(metadata.DefaultSpecId) is null)
            throw json.Unsupported($"names partition spec {metadata.DefaultSpecId} as the default, but has no such spec");
        if (metadata.CurrentSnapshotId is { } id && metadata.FindSnapshot(id) is null)
            throw json.Unsupported($"names snapshot {id} as the current one, but has no such snapshot");
    }
}
