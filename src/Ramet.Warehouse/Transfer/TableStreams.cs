using Ramet.Catalog.Commits;
using Ramet.Catalog.Transfers;
using Ramet.Errors;
using Ramet.Tables.Snapshots;
using Ramet.Warehouse.Definitions;
using Ramet.Warehouse.Keys;
using Ramet.Warehouse.Sessions;
using Ramet.Warehouse.Statements;

namespace Ramet.Warehouse.Transfer;

/// <summary>Streams: rows come in packs, each of which is visible, and on the disk, when it is acknowledged. There is no commit.</summary>
/// <param name="session">On whose behalf.</param>
public sealed class TableStreams(Session session)
{
    /// <summary>Begins a stream.</summary>
    /// <exception cref="RametException">There is no such table or partition, or the caller may not write to it.</exception>
    public TransferState Create(TransferTarget target, bool createsPartition, CancellationToken cancellation = default)
    {
        TransferSessions.Clean(session.Warehouse, cancellation);
        return Run(
            context =>
            {
                var table = TransferSessions.RequireWritable(context, target);
                var partition = TransferSessions.PartitionOf(context, table, target.Partition);
                var opened = TransferSessions.New(context, TransferKind.Stream, table, partition);
                TransferSessions.OpenForWriting(context, table, partition, createsPartition, opened);
                return TransferSessions.StateOf(context, table, opened, []);
            },
            cancellation);
    }

    /// <summary>Tells where a stream stands.</summary>
    /// <exception cref="RametException">The caller has no such stream.</exception>
    public TransferState Get(TransferTarget target, string id, CancellationToken cancellation = default) => Run(
        context =>
        {
            var table = TransferSessions.RequireWritable(context, target);
            var state = TransferSessions.StateOf(context, table, TransferSessions.Find(context, TransferKind.Stream, table, id), []);
            context.Finish();
            return state;
        },
        cancellation);

    /// <summary>Adds a pack of rows to the table.</summary>
    /// <param name="target">The table.</param>
    /// <param name="id">The stream.</param>
    /// <param name="format">The form of the rows.</param>
    /// <param name="rows">The rows.</param>
    /// <param name="cancellation">Ends it early; then nothing was added.</param>
    /// <exception cref="RametException">The caller has no such stream, it is over, or the rows are damaged or do not fit the table.</exception>
    public TransferCount WritePack(TransferTarget target, string id, TransferFormat format, Stream rows, CancellationToken cancellation = default) => Run(
        context =>
        {
            var table = TransferSessions.RequireWritable(context, target);
            var stream = TransferSessions.FindOpen(context, TransferKind.Stream, table, id);
            var metadata = TransferSessions.AsOf(table.Metadata, stream);
            var partition = TransferSessions.PartitionOf(context, table, stream.Partition);
            var (files, count) = new RowBlock(context, metadata, TableSymbols.Of(metadata, table.FullName), partition).Write(format, rows);
            if (files.Count == 0)
                context.Finish();
            else if (PrimaryKey.IsDefined(table.Metadata))
                KeyReplacement.Commit(context, table, KeyedRows.Of(KeyedRows.LastOf(context, metadata, table.FullName, files, partition)), summary: null);
            else
                TableDataChange.Commit(context, table, SnapshotChange.Append(files));
            return count;
        },
        cancellation);

    /// <summary>Ends a stream; one that is over already stays as it is.</summary>
    /// <exception cref="RametException">The caller has no such stream.</exception>
    public TransferState Close(TransferTarget target, string id, CancellationToken cancellation = default) => Run(
        context =>
        {
            var table = TransferSessions.RequireWritable(context, target);
            var stream = TransferSessions.Find(context, TransferKind.Stream, table, id);
            if (stream.IsOpen(context.Now))
            {
                context.Commit(summary: null, new CatalogChange.CloseTransfer(id, stream.Revision));
                stream = stream with { ClosedAt = context.Now };
            }
            return TransferSessions.StateOf(context, table, stream, []);
        },
        cancellation);

    private T Run<T>(Func<StatementContext, T> run, CancellationToken cancellation) =>
        TransferSessions.Run(session, TransferKind.Stream, run, cancellation);
}
