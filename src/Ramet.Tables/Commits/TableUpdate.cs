using System.Collections.Immutable;
using Ramet.Tables.Metadata;
using Ramet.Tables.Partitions;
using Ramet.Tables.Schemas;
using Ramet.Tables.Snapshots;

namespace Ramet.Tables.Commits;

/// <summary>
/// One step of a change of a table, as data. The names are those of the Iceberg REST catalog specification (schema <c>TableUpdate</c>).
/// </summary>
public abstract record TableUpdate
{
    private TableUpdate()
    {
    }

    /// <summary><c>assign-uuid</c>: gives the table its identity.</summary>
    /// <param name="Uuid">The identifier.</param>
    public sealed record AssignUuid(Guid Uuid) : TableUpdate;

    /// <summary><c>set-location</c>: says where new files go.</summary>
    /// <param name="Location">URI of a directory.</param>
    public sealed record SetLocation(string Location) : TableUpdate;

    /// <summary><c>add-schema</c>: adds a schema. Its own id is replaced by the next free one, or by that of an equal schema.</summary>
    /// <param name="Schema">The schema.</param>
    public sealed record AddSchema(Schema Schema) : TableUpdate;

    /// <summary><c>set-current-schema</c>: puts a schema in force.</summary>
    /// <param name="SchemaId">Its id; <see cref="LastAdded"/> for the one added last.</param>
    public sealed record SetCurrentSchema(int SchemaId) : TableUpdate;

    /// <summary><c>add-spec</c>: adds a partition spec. Its own id is replaced by the next free one, or by that of an equal spec.</summary>
    /// <param name="Spec">The spec.</param>
    public sealed record AddPartitionSpec(PartitionSpec Spec) : TableUpdate;

    /// <summary><c>set-default-spec</c>: says which spec new files follow.</summary>
    /// <param name="SpecId">Its id; <see cref="LastAdded"/> for the one added last.</param>
    public sealed record SetDefaultSpec(int SpecId) : TableUpdate;

    /// <summary><c>add-sort-order</c>: adds a sort order; nothing happens when the table has it already.</summary>
    /// <param name="Order">The order; its id must not be that of another one.</param>
    public sealed record AddSortOrder(SortOrder Order) : TableUpdate;

    /// <summary><c>set-default-sort-order</c>: says which order new files follow.</summary>
    /// <param name="OrderId">Its id.</param>
    public sealed record SetDefaultSortOrder(int OrderId) : TableUpdate;

    /// <summary>
    /// Takes ids out of use, because files or manifests that are taken over from another table have them: in the REST specification the
    /// member <c>last-column-id</c> of <c>add-schema</c>.
    /// </summary>
    /// <param name="LastColumnId">New columns get field ids above this one.</param>
    /// <param name="LastPartitionId">New partition fields get ids above this one.</param>
    public sealed record ReserveIds(int LastColumnId, int LastPartitionId) : TableUpdate;

    /// <summary><c>add-snapshot</c>: adds a snapshot. It becomes current by <see cref="SetCurrentSnapshot"/>.</summary>
    /// <param name="Snapshot">The snapshot.</param>
    public sealed record AddSnapshot(Snapshot Snapshot) : TableUpdate;

    /// <summary><c>set-snapshot-ref</c> of the branch <c>main</c>: makes a snapshot the current one.</summary>
    /// <param name="SnapshotId">Its id; the snapshot must be loaded or added before.</param>
    public sealed record SetCurrentSnapshot(SnapshotId SnapshotId) : TableUpdate;

    /// <summary><c>remove-snapshots</c>: forgets snapshots, none of them the current one.</summary>
    /// <param name="SnapshotIds">Their ids.</param>
    public sealed record RemoveSnapshots(ValueList<SnapshotId> SnapshotIds) : TableUpdate;

    /// <summary><c>set-properties</c>: adds properties or changes them.</summary>
    /// <param name="Properties">Names and values.</param>
    public sealed record SetProperties(ImmutableSortedDictionary<string, string> Properties) : TableUpdate;

    /// <summary><c>remove-properties</c>: removes properties; those that do not exist are passed over.</summary>
    /// <param name="Names">Their names.</param>
    public sealed record RemoveProperties(ValueList<string> Names) : TableUpdate;

    /// <summary>Stands for the id of the schema or spec that was added last.</summary>
    public const int LastAdded = -1;
}
