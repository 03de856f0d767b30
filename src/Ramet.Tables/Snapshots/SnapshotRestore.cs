using Ramet.Tables.Commits;
using Ramet.Tables.Metadata;
using Ramet.Tables.Schemas;

namespace Ramet.Tables.Snapshots;

/// <summary>
/// Puts an older snapshot of a table in force again. No file is read or written: a new snapshot names the manifest list of the old one, so
/// the history only grows, and going back can be undone in the same way.
/// </summary>
public static class SnapshotRestore
{
    /// <summary>The updates that restore rows and columns. What is no snapshot and no schema, such as comments and lifecycle, stays.</summary>
    /// <param name="metadata">The state of the table, with its current snapshot.</param>
    /// <param name="restored">The snapshot to go back to.</param>
    /// <param name="restoredTotals">What it holds.</param>
    /// <param name="currentTotals">What the current snapshot holds.</param>
    /// <param name="nowMs">UTC milliseconds from 1970-01-01.</param>
    public static ValueList<TableUpdate> Updates(
        TableMetadata metadata, Snapshot restored, SnapshotTotals restoredTotals, SnapshotTotals currentTotals, long nowMs)
    {
        var snapshot = new Snapshot
        {
            Id = SnapshotId.New(),
            ParentId = metadata.CurrentSnapshotId,
            SequenceNumber = metadata.LastSequenceNumber + 1,
            TimestampMs = nowMs,
            ManifestList = restored.ManifestList,
            Summary = SnapshotSummary.OfRestore(restored, restoredTotals, currentTotals),
            SchemaId = WithColumnsOf(metadata, restored).CurrentSchemaId,
        };
        return [.. RestoreSchema(metadata, restored), .. SnapshotWriter.Updates(snapshot)];
    }

    /// <summary>The table with the columns of an older state in force: their names and order, in the types that they have by now.</summary>
    /// <param name="metadata">The state of the table.</param>
    /// <param name="restored">The snapshot; null for the state before the first one.</param>
    public static TableMetadata WithColumnsOf(TableMetadata metadata, Snapshot? restored) =>
        TableCommit.Apply(metadata, RestoreSchema(metadata, restored), metadata.LastUpdatedMs);

    /// <summary>Whether the table has the columns already that <see cref="WithColumnsOf"/> would put in force.</summary>
    /// <param name="metadata">The state of the table.</param>
    /// <param name="restored">The snapshot; null for the state before the first one.</param>
    public static bool HasSchemaOf(TableMetadata metadata, Snapshot? restored) =>
        RestoredSchema(metadata, restored).Fields.Equals(metadata.CurrentSchema.Fields);

    private static ValueList<TableUpdate> RestoreSchema(TableMetadata metadata, Snapshot? restored) =>
        [new TableUpdate.AddSchema(RestoredSchema(metadata, restored)), new TableUpdate.SetCurrentSchema(TableUpdate.LastAdded)];

    private static Schema RestoredSchema(TableMetadata metadata, Snapshot? restored)
    {
        var then = metadata.AsOf(restored).CurrentSchema;
        var fields = then.Fields.Select(field => field with { Type = WidestType(metadata, field) }).ToValueList();
        return new Schema(then.Id, fields, then.IdentifierFieldIds);
    }

    // Types only become wider, and files that were written since hold the wider ones: a narrow column could not read them.
    private static IcebergType WidestType(TableMetadata metadata, Field field) =>
        metadata.Schemas.OrderByDescending(schema => schema.Id).Select(schema => schema.FindField(field.Id)).First(found => found is not null)!.Type;
}
