using Ramet.Tables.Snapshots;

namespace Ramet.Tables.Commits;

/// <summary>
/// What must still hold when a change is applied, as data. The names are those of the Iceberg REST catalog specification
/// (schema <c>TableRequirement</c>).
/// </summary>
public abstract record TableRequirement
{
    private TableRequirement()
    {
    }

    /// <summary><c>assert-create</c>: the table does not exist yet.</summary>
    public sealed record IsNew : TableRequirement;

    /// <summary><c>assert-table-uuid</c>: it is this table, and not another one by the same name.</summary>
    /// <param name="Uuid">The identifier.</param>
    public sealed record HasUuid(Guid Uuid) : TableRequirement;

    /// <summary><c>assert-ref-snapshot-id</c> of the branch <c>main</c>: this snapshot is the current one.</summary>
    /// <param name="SnapshotId">Its id; null when the table must have none.</param>
    public sealed record HasCurrentSnapshot(SnapshotId? SnapshotId) : TableRequirement;

    /// <summary><c>assert-current-schema-id</c>: this schema is in force.</summary>
    /// <param name="SchemaId">Its id.</param>
    public sealed record HasCurrentSchema(int SchemaId) : TableRequirement;

    /// <summary><c>assert-last-assigned-field-id</c>: no column was added since.</summary>
    /// <param name="LastColumnId">The highest field id.</param>
    public sealed record HasLastColumnId(int LastColumnId) : TableRequirement;

    /// <summary><c>assert-default-spec-id</c>: new files follow this spec.</summary>
    /// <param name="SpecId">Its id.</param>
    public sealed record HasDefaultSpec(int SpecId) : TableRequirement;

    /// <summary><c>assert-last-assigned-partition-id</c>: no partition field was added since.</summary>
    /// <param name="LastPartitionId">The highest partition field id.</param>
    public sealed record HasLastPartitionId(int LastPartitionId) : TableRequirement;

    /// <summary><c>assert-default-sort-order-id</c>: new files follow this order.</summary>
    /// <param name="OrderId">Its id.</param>
    public sealed record HasDefaultSortOrder(int OrderId) : TableRequirement;
}
