using Ramet.Catalog.Commits;
using Ramet.Catalog.Tables;
using Ramet.Catalog.Transfers;
using Ramet.Errors;
using Ramet.Tables.Partitions;
using Ramet.Tables.Snapshots;
using Ramet.Warehouse.Statements;
using Ramet.Warehouse.Writing;

namespace Ramet.Warehouse.Transfer;

/// <summary>Begins a session that writes to a partition, which is made in the same commit where that is wanted.</summary>
internal static class PartitionOpening
{
    /// <summary>Commits the session.</summary>
    /// <param name="context">The request.</param>
    /// <param name="table">The table.</param>
    /// <param name="partition">The partition; null for a table without partitions.</param>
    /// <param name="creates">Whether the partition is made when it does not exist.</param>
    /// <param name="opened">The session.</param>
    /// <exception cref="RametException">PartitionNotFound: it does not exist.</exception>
    public static void Commit(StatementContext context, CatalogTable table, PartitionKey? partition, bool creates, TransferSession opened)
    {
        var open = new CatalogChange.OpenTransfer(opened);
        TableChange.Commit(context, table, current =>
        {
            if (TransferSessions.Exists(context, current.Metadata, partition))
                return new PlannedChange([open], Summary: null);
            var missing = partition!; // a table without partitions exists as it is
            if (!creates)
                throw TransferSessions.PartitionNotFound(current, missing);
            var change = SnapshotChange.Append(EmptyPartitions.Files(context, current.Metadata, [missing]));
            var state = TableDataChange.Apply(context, current.Metadata, change);
            return new PlannedChange([new CatalogChange.ReplaceTableState(current, state, TableAspects.Data), open], Summary: null);
        });
    }
}
