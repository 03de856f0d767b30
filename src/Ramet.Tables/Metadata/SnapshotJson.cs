using System.Collections.Immutable;
using System.Text.Json;
using Ramet.Tables.Snapshots;

namespace Ramet.Tables.Metadata;

/// <summary>Snapshots and their summaries as JSON (specification, appendix C, "Table Metadata and Snapshots").</summary>
public static class SnapshotJson
{
    private const string Operation = "operation";

    /// <summary>A summary as one object of texts, its operation included: what a catalog stores in one column.</summary>
    public static string WriteSummary(SnapshotSummary summary) => JsonText.Write(writer =>
    {
        writer.WriteStartObject();
        WriteSummaryMembers(writer, summary);
        writer.WriteEndObject();
    });

    /// <summary>Reads a summary.</summary>
    /// <param name="json">The text.</param>
    /// <param name="document">Where it comes from, for errors.</param>
    /// <exception cref="Ramet.Errors.RametException">StorageError: the text is not a summary.</exception>
    public static SnapshotSummary ReadSummary(string json, string document) => JsonReading.Read(json, document, ReadSummary);

    internal static void Write(Utf8JsonWriter writer, Snapshot snapshot)
    {
        writer.WriteStartObject();
        writer.WriteNumber("snapshot-id", snapshot.Id.Value);
        if (snapshot.ParentId is { } parent)
            writer.WriteNumber("parent-snapshot-id", parent.Value);
        writer.WriteNumber("sequence-number", snapshot.SequenceNumber);
        writer.WriteNumber("timestamp-ms", snapshot.TimestampMs);
        writer.WriteString("manifest-list", snapshot.ManifestList);
        writer.WriteStartObject("summary");
        WriteSummaryMembers(writer, snapshot.Summary);
        writer.WriteEndObject();
        if (snapshot.SchemaId is { } schemaId)
            writer.WriteNumber("schema-id", schemaId);
        writer.WriteEndObject();
    }

    internal static Snapshot Read(JsonReading json) => new()
    {
        Id = new SnapshotId(json.Long("snapshot-id")),
        ParentId = json.OptionalLong("parent-snapshot-id") is { } parent ? new SnapshotId(parent) : null,
        SequenceNumber = json.OptionalLong("sequence-number") ?? 0,
        TimestampMs = json.Long("timestamp-ms"),
        ManifestList = json.Text("manifest-list"),
        Summary = ReadSummary(json.Required("summary")),
        SchemaId = json.OptionalInt("schema-id"),
    };

    private static void WriteSummaryMembers(Utf8JsonWriter writer, SnapshotSummary summary)
    {
        writer.WriteString(Operation, OperationText(summary.Operation));
        foreach (var (name, value) in summary.Properties)
            writer.WriteString(name, value);
    }

    private static SnapshotSummary ReadSummary(JsonReading json)
    {
        var operation = json.Text(Operation) switch
        {
            "append" => SnapshotOperation.Append,
            "replace" => SnapshotOperation.Replace,
            "overwrite" => SnapshotOperation.Overwrite,
            "delete" => SnapshotOperation.Delete,
            var other => throw json.Unsupported(
                $"has a snapshot with the operation '{other}', where append, replace, overwrite or delete was expected"),
        };
        var properties = json.AsTexts().Where(member => member.Key != Operation);
        return new SnapshotSummary(operation, properties.ToImmutableSortedDictionary(StringComparer.Ordinal));
    }

    private static string OperationText(SnapshotOperation operation) => operation switch
    {
        SnapshotOperation.Append => "append",
        SnapshotOperation.Replace => "replace",
        SnapshotOperation.Overwrite => "overwrite",
        SnapshotOperation.Delete => "delete",
    };
}
