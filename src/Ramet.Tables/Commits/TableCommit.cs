using Ramet.Errors;
using Ramet.Tables.Metadata;
using Ramet.Tables.Partitions;
using Ramet.Tables.Schemas;
using Ramet.Tables.Snapshots;

namespace Ramet.Tables.Commits;

/// <summary>
/// Applies changes to the state of a table. Everything here is pure: whether the result becomes the table's state is decided by the one
/// conditional write of the catalog.
/// </summary>
/// <remarks>
/// What every state keeps, asserted here for each update:
/// C1 Field ids and partition field ids are never given twice: their highest values never fall.
/// C2 A snapshot's sequence number is above all that the table gave before.
/// C3 The current schema, the default spec and the current snapshot exist.
/// </remarks>
public static class TableCommit
{
    /// <summary>Applies updates in order.</summary>
    /// <param name="metadata">The state to start from.</param>
    /// <param name="updates">The steps.</param>
    /// <param name="nowMs">When the table changes: UTC milliseconds from 1970-01-01.</param>
    /// <returns>The new state.</returns>
    /// <exception cref="ArgumentException">A step does not fit the state (C1 to C3).</exception>
    public static TableMetadata Apply(TableMetadata metadata, IEnumerable<TableUpdate> updates, long nowMs)
    {
        var state = metadata;
        foreach (var update in updates)
            state = Apply(state, update);
        return state with { LastUpdatedMs = nowMs };
    }

    /// <summary>Applies one update; <see cref="TableMetadata.LastUpdatedMs"/> stays.</summary>
    /// <exception cref="ArgumentException">It does not fit the state (C1 to C3).</exception>
    public static TableMetadata Apply(TableMetadata metadata, TableUpdate update) => update switch
    {
        TableUpdate.AssignUuid { Uuid: var uuid } => metadata with { TableUuid = uuid },
        TableUpdate.SetLocation { Location: var location } => metadata with { Location = location },
        TableUpdate.AddSchema { Schema: var schema } => AddSchema(metadata, schema),
        TableUpdate.SetCurrentSchema { SchemaId: var id } => SetCurrentSchema(metadata, id),
        TableUpdate.AddPartitionSpec { Spec: var spec } => AddSpec(metadata, spec),
        TableUpdate.SetDefaultSpec { SpecId: var id } => SetDefaultSpec(metadata, id),
        TableUpdate.AddSortOrder { Order: var order } => AddSortOrder(metadata, order),
        TableUpdate.SetDefaultSortOrder { OrderId: var id } => SetDefaultSortOrder(metadata, id),
        TableUpdate.AddSnapshot { Snapshot: var snapshot } => AddSnapshot(metadata, snapshot),
        TableUpdate.SetCurrentSnapshot { SnapshotId: var id } => SetCurrentSnapshot(metadata, id),
        TableUpdate.RemoveSnapshots { SnapshotIds: var ids } => RemoveSnapshots(metadata, ids),
        TableUpdate.ReserveIds { LastColumnId: var column, LastPartitionId: var level } => ReserveIds(metadata, column, level),
        TableUpdate.SetProperties { Properties: var properties } => metadata with { Properties = metadata.Properties.SetItems(properties) },
        TableUpdate.RemoveProperties { Names: var names } => metadata with { Properties = metadata.Properties.RemoveRange(names) },
        _ => throw new ArgumentException($"The update {update.GetType().Name} is not known.", nameof(update)),
    };

    /// <summary>Checks that a requirement holds.</summary>
    /// <param name="metadata">The state of the table now; null when it does not exist.</param>
    /// <param name="requirement">What must hold.</param>
    /// <exception cref="RametException">Conflict: it does not hold any more.</exception>
    public static void Check(TableMetadata? metadata, TableRequirement requirement)
    {
        if (Mismatch(metadata, requirement) is not { } mismatch)
            return;
        throw new RametException(
            ErrorCode.ConcurrentChange,
            ErrorKind.Conflict,
            $"the table was changed by another statement: expected {mismatch}",
            hint: "Run the statement again.");
    }

    private static TableMetadata ReserveIds(TableMetadata metadata, int lastColumnId, int lastPartitionId) => metadata with
    {
        LastColumnId = Math.Max(metadata.LastColumnId, lastColumnId), // C1
        LastPartitionId = Math.Max(metadata.LastPartitionId, lastPartitionId),
    };

    private static TableMetadata AddSchema(TableMetadata metadata, Schema schema)
    {
        // An equal schema is moved to the end, where LastAdded finds it.
        var same = metadata.Schemas.FirstOrDefault(schema.HasSameFieldsAs);
        var id = same?.Id ?? metadata.Schemas.Max(known => known.Id) + 1;
        return metadata with
        {
            Schemas = metadata.Schemas.Where(known => known.Id != id).Append(schema.WithId(id)).ToValueList(),
            LastColumnId = Math.Max(metadata.LastColumnId, schema.LastFieldId), // C1
        };
    }

    private static TableMetadata SetCurrentSchema(TableMetadata metadata, int id)
    {
        var schema = id == TableUpdate.LastAdded ? metadata.Schemas[^1] : metadata.FindSchema(id);
        return metadata with { CurrentSchemaId = schema?.Id ?? throw Unknown("schema", id) }; // C3
    }

    private static TableMetadata AddSpec(TableMetadata metadata, PartitionSpec spec)
    {
        if (!spec.IsWritable)
            throw new ArgumentException("Only identity partition fields can be written.", nameof(spec));
        var same = metadata.PartitionSpecs.FirstOrDefault(spec.HasSameFieldsAs);
        var id = same?.Id ?? metadata.PartitionSpecs.Max(known => known.Id) + 1;
        return metadata with
        {
            PartitionSpecs = metadata.PartitionSpecs.Where(known => known.Id != id).Append(spec with { Id = id }).ToValueList(),
            LastPartitionId = Math.Max(metadata.LastPartitionId, spec.LastFieldId), // C1
        };
    }

    private static TableMetadata SetDefaultSpec(TableMetadata metadata, int id)
    {
        var spec = id == TableUpdate.LastAdded ? metadata.PartitionSpecs[^1] : metadata.FindSpec(id);
        return metadata with { DefaultSpecId = spec?.Id ?? throw Unknown("partition spec", id) }; // C3
    }

    private static TableMetadata AddSortOrder(TableMetadata metadata, SortOrder order)
    {
        if (metadata.SortOrders.FirstOrDefault(known => known.Id == order.Id) is { } same)
        {
            return same == order
                ? metadata
                : throw new ArgumentException($"The table already has another sort order {order.Id}.", nameof(order));
        }

        return metadata with { SortOrders = [.. metadata.SortOrders, order] };
    }

    private static TableMetadata SetDefaultSortOrder(TableMetadata metadata, int id) =>
        metadata.SortOrders.Any(order => order.Id == id) ? metadata with { DefaultSortOrderId = id } : throw Unknown("sort order", id);

    private static TableMetadata AddSnapshot(TableMetadata metadata, Snapshot snapshot)
    {
        if (snapshot.SequenceNumber <= metadata.LastSequenceNumber) // C2
        {
            throw new ArgumentException(
                $"Snapshot {snapshot.Id} has sequence number {snapshot.SequenceNumber}, not above the last, {metadata.LastSequenceNumber}.",
                nameof(snapshot));
        }

        if (metadata.FindSnapshot(snapshot.Id) is not null)
            throw new ArgumentException($"The table already has a snapshot {snapshot.Id}.", nameof(snapshot));
        return metadata with
        {
            Snapshots = [.. metadata.Snapshots, snapshot],
            LastSequenceNumber = snapshot.SequenceNumber,
        };
    }

    private static TableMetadata SetCurrentSnapshot(TableMetadata metadata, SnapshotId id) =>
        metadata.FindSnapshot(id) is null
            ? throw new ArgumentException($"The table has no snapshot {id}.", nameof(id)) // C3
            : metadata with { CurrentSnapshotId = id };

    private static TableMetadata RemoveSnapshots(TableMetadata metadata, ValueList<SnapshotId> ids)
    {
        if (metadata.CurrentSnapshotId is { } current && ids.Contains(current)) // C3
            throw new ArgumentException($"Snapshot {current} is the table's current one and cannot be removed.", nameof(ids));
        return metadata with { Snapshots = metadata.Snapshots.Where(snapshot => !ids.Contains(snapshot.Id)).ToValueList() };
    }

    private static ArgumentException Unknown(string what, int id) => new($"The table has no {what} {id}.", nameof(id));

    // What was expected and found, or null when the requirement holds.
    private static string? Mismatch(TableMetadata? metadata, TableRequirement requirement)
    {
        if (requirement is TableRequirement.IsNew)
            return metadata is null ? null : "that it does not exist, found it";
        if (metadata is null)
            return "that it exists, found none";
        return requirement switch
        {
            TableRequirement.HasUuid { Uuid: var uuid } => Compare("identifier", uuid, metadata.TableUuid),
            TableRequirement.HasCurrentSnapshot { SnapshotId: var id } => Compare("current snapshot", id, metadata.CurrentSnapshotId),
            TableRequirement.HasCurrentSchema { SchemaId: var id } => Compare("schema", id, metadata.CurrentSchemaId),
            TableRequirement.HasLastColumnId { LastColumnId: var id } => Compare("last field id", id, metadata.LastColumnId),
            TableRequirement.HasDefaultSpec { SpecId: var id } => Compare("partition spec", id, metadata.DefaultSpecId),
            TableRequirement.HasLastPartitionId { LastPartitionId: var id } => Compare("last partition id", id, metadata.LastPartitionId),
            TableRequirement.HasDefaultSortOrder { OrderId: var id } => Compare("sort order", id, metadata.DefaultSortOrderId),
            _ => throw new ArgumentException($"The requirement {requirement.GetType().Name} is not known.", nameof(requirement)),
        };
    }

    private static string? Compare<T>(string what, T expected, T found) =>
        EqualityComparer<T>.Default.Equals(expected, found)
            ? null
            : $"{what} {expected?.ToString() ?? "none"}, found {found?.ToString() ?? "none"}";
}
