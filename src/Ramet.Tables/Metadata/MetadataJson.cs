using System.Text.Json;
using Ramet.Errors;
using Ramet.Tables.Snapshots;

namespace Ramet.Tables.Metadata;

/// <summary>
/// The whole state of a table as the document <c>metadata.json</c> of the specification, by which any Iceberg reader finds its files.
/// </summary>
/// <remarks>Branches and tags other than <c>main</c> are not kept when a foreign document is read.</remarks>
public static class MetadataJson
{
    /// <summary>Writes the document, indented.</summary>
    /// <param name="metadata">The state, with all the snapshots that readers may go back to.</param>
    public static string Write(TableMetadata metadata) => JsonText.Write(writer => Write(writer, metadata), indented: true);

    /// <summary>Reads the document.</summary>
    /// <param name="json">The text.</param>
    /// <param name="document">Where it comes from, for errors.</param>
    /// <exception cref="RametException">StorageError: the text is not such a document, or of another format version.</exception>
    public static TableMetadata Read(string json, string document) => JsonReading.Read(json, document, reading =>
        TableStateJson.Read(reading, reading.OptionalList("snapshots", SnapshotJson.Read) ?? []));

    private static void Write(Utf8JsonWriter writer, TableMetadata metadata)
    {
        writer.WriteStartObject();
        TableStateJson.WriteMembers(writer, metadata);
        WriteReferences(writer, metadata.CurrentSnapshotId);
        TableStateJson.WriteList(writer, "snapshots", metadata.Snapshots, SnapshotJson.Write);
        TableStateJson.WriteList(writer, "snapshot-log", Ancestors(metadata), WriteLogEntry);
        writer.WriteEndObject();
    }

    private static void WriteReferences(Utf8JsonWriter writer, SnapshotId? current)
    {
        writer.WriteStartObject("refs");
        if (current is { } id)
        {
            writer.WriteStartObject("main");
            writer.WriteNumber("snapshot-id", id.Value);
            writer.WriteString("type", "branch");
            writer.WriteEndObject();
        }

        writer.WriteEndObject();
    }

    // The log of what was current when is derived: the line of parents of the current snapshot.
    // It is never longer than the list of snapshots, whatever a foreign document claims.
    private static Stack<Snapshot> Ancestors(TableMetadata metadata)
    {
        var byId = metadata.Snapshots.ToDictionary(snapshot => snapshot.Id);
        var line = new Stack<Snapshot>();
        for (var snapshot = metadata.CurrentSnapshot; snapshot is not null && line.Count < byId.Count;)
        {
            line.Push(snapshot);
            snapshot = snapshot.ParentId is { } parent ? byId.GetValueOrDefault(parent) : null;
        }

        return line;
    }

    private static void WriteLogEntry(Utf8JsonWriter writer, Snapshot snapshot)
    {
        writer.WriteStartObject();
        writer.WriteNumber("timestamp-ms", snapshot.TimestampMs);
        writer.WriteNumber("snapshot-id", snapshot.Id.Value);
        writer.WriteEndObject();
    }
}
