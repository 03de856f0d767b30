using System.Collections.Immutable;
using Ramet.Errors;
using Ramet.Tables.Partitions;
using Ramet.Tables.Schemas;
using Ramet.Tables.Snapshots;

namespace Ramet.Tables.Metadata;

/// <summary>
/// The state of a table (specification, "Table Metadata Fields", format version 2). Immutable: a change makes a new value
/// (<see cref="Commits.TableCommit"/>).
/// </summary>
/// <remarks>
/// A table may have tens of thousands of snapshots, and a statement needs one of them. So <see cref="Snapshots"/> holds those that were
/// loaded: always the current one, all of them only where the history is wanted (<c>metadata.json</c>).
/// </remarks>
public sealed record TableMetadata
{
    /// <summary>The format version that is written here.</summary>
    public const int FormatVersion = 2;

    /// <summary>Identifies the table for all time, also across renames.</summary>
    public required Guid TableUuid { get; init; }

    /// <summary>URI of the directory where new files of the table go.</summary>
    public required string Location { get; init; }

    /// <summary>The highest sequence number given so far; 0 for a table without changes.</summary>
    public required long LastSequenceNumber { get; init; }

    /// <summary>When the table was last changed: UTC milliseconds from 1970-01-01.</summary>
    public required long LastUpdatedMs { get; init; }

    /// <summary>The highest field id given so far. It never falls, so that an id is never used for another column.</summary>
    public required int LastColumnId { get; init; }

    /// <summary>The schemas, the one added last at the end.</summary>
    public required ValueList<Schema> Schemas { get; init; }

    /// <summary>Id of the schema in force.</summary>
    public required int CurrentSchemaId { get; init; }

    /// <summary>The partition specs, the one added last at the end.</summary>
    public required ValueList<PartitionSpec> PartitionSpecs { get; init; }

    /// <summary>Id of the spec for new files.</summary>
    public required int DefaultSpecId { get; init; }

    /// <summary>The highest partition field id given so far; 999 for a table that never had one.</summary>
    public required int LastPartitionId { get; init; }

    /// <summary>The sort orders.</summary>
    public ValueList<SortOrder> SortOrders { get; init; } = [SortOrder.Unsorted];

    /// <summary>Id of the sort order for new files; 0 for none.</summary>
    public int DefaultSortOrderId { get; init; }

    /// <summary>Settings and facts for which the specification has no field; MaxCompute's under <c>maxcompute.</c>.</summary>
    public ImmutableSortedDictionary<string, string> Properties { get; init; } = NoProperties;

    /// <summary>Id of the current snapshot; null for a table that never had a file.</summary>
    public SnapshotId? CurrentSnapshotId { get; init; }

    /// <summary>The snapshots that were loaded, oldest first; see the remarks.</summary>
    public ValueList<Snapshot> Snapshots { get; init; } = [];

    /// <summary>No properties, compared by their exact names.</summary>
    public static ImmutableSortedDictionary<string, string> NoProperties { get; } =
        ImmutableSortedDictionary.Create<string, string>(StringComparer.Ordinal);

    /// <summary>The schema in force.</summary>
    public Schema CurrentSchema => FindSchema(CurrentSchemaId)
        ?? throw new InvalidOperationException($"Table {TableUuid} has no schema {CurrentSchemaId}.");

    /// <summary>The spec for new files.</summary>
    public PartitionSpec DefaultSpec => FindSpec(DefaultSpecId)
        ?? throw new InvalidOperationException($"Table {TableUuid} has no partition spec {DefaultSpecId}.");

    /// <summary>The current snapshot; null for a table that never had a file.</summary>
    public Snapshot? CurrentSnapshot => CurrentSnapshotId is { } id
        ? FindSnapshot(id) ?? throw new InvalidOperationException($"Snapshot {id} of table {TableUuid} was not loaded.")
        : null;

    /// <summary>The state of a new table.</summary>
    /// <param name="uuid">A new identifier.</param>
    /// <param name="location">URI of the directory for its files.</param>
    /// <param name="columns">The columns; their field ids are given here, whatever they carry.</param>
    /// <param name="partitionColumns">Names of those columns that divide the table, outermost first; empty for none.</param>
    /// <param name="properties">Its properties.</param>
    /// <param name="nowMs">UTC milliseconds from 1970-01-01.</param>
    /// <exception cref="ArgumentException">A partition column does not exist or is nested.</exception>
    public static TableMetadata Create(
        Guid uuid,
        string location,
        IReadOnlyList<Field> columns,
        IReadOnlyList<string> partitionColumns,
        ImmutableSortedDictionary<string, string> properties,
        long nowMs)
    {
        var lastColumnId = 0;
        var schema = new Schema(0, FieldIds.Assign(columns, ref lastColumnId));
        var spec = PartitionSpec.Identity(0, schema, partitionColumns);
        return new TableMetadata
        {
            TableUuid = uuid,
            Location = location,
            LastSequenceNumber = 0,
            LastUpdatedMs = nowMs,
            LastColumnId = lastColumnId,
            Schemas = [schema],
            CurrentSchemaId = schema.Id,
            PartitionSpecs = [spec],
            DefaultSpecId = spec.Id,
            LastPartitionId = spec.LastFieldId,
            Properties = properties,
        };
    }

    /// <summary>Finds a schema by its id; null when there is none.</summary>
    public Schema? FindSchema(int id) => Schemas.FirstOrDefault(schema => schema.Id == id);

    /// <summary>Finds a partition spec by its id; null when there is none.</summary>
    public PartitionSpec? FindSpec(int id) => PartitionSpecs.FirstOrDefault(spec => spec.Id == id);

    /// <summary>Finds a loaded snapshot by its id; null when there is none.</summary>
    public Snapshot? FindSnapshot(SnapshotId id) => Snapshots.FirstOrDefault(snapshot => snapshot.Id == id);

    /// <summary>The shape of the partition keys of a spec. The columns that it uses are looked for in the current schema first.</summary>
    /// <param name="specId">Id of the spec, as a manifest names it.</param>
    /// <exception cref="RametException">StorageError: the table has no such spec, or no schema with its columns.</exception>
    public PartitionType PartitionTypeOf(int specId)
    {
        var spec = FindSpec(specId) ?? throw new RametException(
            ErrorCode.StorageError,
            ErrorKind.Environment,
            $"a manifest of the table at '{Location}' names partition spec {specId}, which the table does not have");
        return spec.TypeIn(Schemas.Prepend(CurrentSchema).FirstOrDefault(HasAllSources, CurrentSchema));

        bool HasAllSources(Schema schema) => spec.Fields.All(level => schema.FindField(level.SourceId) is not null);
    }

    /// <summary>
    /// The table as it was under an older snapshot: that one is the current one, and its schema is in force. All else is as it is now.
    /// </summary>
    /// <param name="snapshot">One of its snapshots; null for before its first, when it was empty and had its first schema.</param>
    public TableMetadata AsOf(Snapshot? snapshot)
    {
        var then = snapshot is null ? Schemas.MinBy(schema => schema.Id) : snapshot.SchemaId is { } id ? FindSchema(id) : null;
        return this with
        {
            CurrentSnapshotId = snapshot?.Id,
            Snapshots = snapshot is null ? [] : [snapshot],
            CurrentSchemaId = then?.Id ?? CurrentSchemaId,
        };
    }

    /// <summary>
    /// The state of a new table that holds what this one holds now, shares all its files and writes none: its only snapshot is the
    /// current one, as a first snapshot (without a parent), and its first schema the current one. Later changes of either table are unseen
    /// by the other.
    /// </summary>
    /// <param name="uuid">The identifier of the new table.</param>
    /// <param name="location">URI of the directory for the files that will be added to the new table.</param>
    /// <param name="properties">The properties of the new table.</param>
    /// <param name="nowMs">UTC milliseconds from 1970-01-01.</param>
    public TableMetadata CloneAs(Guid uuid, string location, ImmutableSortedDictionary<string, string> properties, long nowMs) => this with
    {
        TableUuid = uuid,
        Location = location,
        Properties = properties,
        LastUpdatedMs = nowMs,
        Schemas = [CurrentSchema],
        Snapshots = CurrentSnapshot is { } current ? [current with { ParentId = null, TimestampMs = nowMs, SchemaId = CurrentSchemaId }] : [],
    };
}
