using Ramet.Catalog.Commits;
using Ramet.Catalog.Tables;
using Ramet.Catalog.Transfers;
using Ramet.Errors;
using Ramet.Tables.Manifests;
using Ramet.Tables.Snapshots;
using Ramet.Warehouse.Definitions;
using Ramet.Warehouse.Keys;
using Ramet.Warehouse.Sessions;
using Ramet.Warehouse.Statements;
using Ramet.Warehouse.Writing;
using PartitionKeys = Ramet.Tables.Partitions.PartitionFilter;

namespace Ramet.Warehouse.Transfer;

/// <summary>
/// Uploads: rows come in numbered blocks, in any order and side by side, and become visible together. A block that was acknowledged lies
/// in data files on the disk and in the catalog, so it survives the end of the process; a block that is written again replaces the first.
/// The commit adds the files to the table and closes the session in one transaction, so it takes effect once, however often it is tried.
/// </summary>
/// <param name="session">On whose behalf.</param>
public sealed class TableUploads(Session session)
{
    /// <summary>How often a commit begins anew because a block came in between.</summary>
    private const int AttemptsMax = 5;

    /// <summary>Begins an upload.</summary>
    /// <exception cref="RametException">There is no such table or partition, or the caller may not write to it.</exception>
    public TransferState Create(TransferTarget target, UploadOptions options, CancellationToken cancellation = default)
    {
        TransferSessions.Clean(session.Warehouse, cancellation);
        return Run(
            context =>
            {
                var table = TransferSessions.RequireWritable(context, target);
                var partition = TransferSessions.PartitionOf(context, table, target.Partition);
                var opened = TransferSessions.New(context, TransferKind.Upload, table, partition) with { IsOverwrite = options.IsOverwrite };
                TransferSessions.OpenForWriting(context, table, partition, options.CreatesPartition, opened);
                return TransferSessions.StateOf(context, table, opened, []);
            },
            cancellation);
    }

    /// <summary>Tells where an upload stands.</summary>
    /// <exception cref="RametException">The caller has no such upload.</exception>
    public TransferState Get(TransferTarget target, string id, CancellationToken cancellation = default) => Run(
        context =>
        {
            var table = TransferSessions.RequireWritable(context, target);
            var state = StateOf(context, table, TransferSessions.Find(context, TransferKind.Upload, table, id));
            context.Finish();
            return state;
        },
        cancellation);

    /// <summary>Writes a block, or writes it again.</summary>
    /// <param name="target">The table.</param>
    /// <param name="id">The upload.</param>
    /// <param name="block">The number of the block.</param>
    /// <param name="format">The form of the rows.</param>
    /// <param name="rows">The rows.</param>
    /// <param name="cancellation">Ends it early; the block is as it was then.</param>
    /// <exception cref="RametException">The caller has no such upload, it is over, or the rows are damaged or do not fit the table.</exception>
    public TransferCount WriteBlock(TransferTarget target, string id, long block, TransferFormat format, Stream rows, CancellationToken cancellation = default) => Run(
        context =>
        {
            var table = TransferSessions.RequireWritable(context, target);
            var upload = TransferSessions.FindOpen(context, TransferKind.Upload, table, id);
            var metadata = TransferSessions.AsOf(table.Metadata, upload);
            var partition = TransferSessions.PartitionOf(context, table, upload.Partition);
            var (files, count) = new RowBlock(context, metadata, TableSymbols.Of(metadata, table.FullName), partition).Write(format, rows);
            Put(context, upload, new UploadBlock(block, files.Count, count.Rows, PendingFiles.Write(metadata, files)), files);
            return count;
        },
        cancellation);

    /// <summary>Makes the rows of all blocks visible. For an upload that was committed before, nothing happens.</summary>
    /// <exception cref="RametException">The caller has no such upload, it has expired, or the table cannot be changed.</exception>
    public TransferState Commit(TransferTarget target, string id, CancellationToken cancellation = default)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return Run(context => Commit(context, target, id), cancellation);
            }
            catch (RametException error) when (error.Kind == ErrorKind.Conflict && attempt < AttemptsMax)
            {
                // Another block has come, or the upload was committed by somebody else: the next attempt sees which.
            }
        }
    }

    private static TransferState Commit(StatementContext context, TransferTarget target, string id)
    {
        var table = TransferSessions.RequireWritable(context, target);
        var upload = TransferSessions.Find(context, TransferKind.Upload, table, id);
        if (upload.ClosedAt is null)
        {
            TransferSessions.FindOpen(context, TransferKind.Upload, table, id);
            var blocks = context.Catalog.ListUploadBlocks(id);
            var files = blocks.SelectMany(block => PendingFiles.Read(table.Metadata, block.Files, block.FileCount)).ToList();
            context.Require(new CatalogRequirement.NotCollectedSince(upload.CreatedAt));
            if (PrimaryKey.IsDefined(table.Metadata))
                CommitKeyed(context, table, upload, files);
            else
                Commit(context, table, upload, files);
            upload = upload with { ClosedAt = context.Now };
        }
        else
        {
            context.Finish();
        }
        return StateOf(context, table, upload);
    }

    private static void Commit(StatementContext context, CatalogTable table, TransferSession upload, IReadOnlyList<DataFile> files)
    {
        var close = new CatalogChange.CloseTransfer(upload.Id, upload.Revision);
        if (ChangeOf(context, table, upload, files) is not { } change)
        {
            context.Commit(summary: null, close);
            return;
        }
        var writer = new SnapshotWriter(context.Warehouse.Manifests, change);
        TableChange.CommitAll(
            context,
            table,
            summary: null,
            current => [new CatalogChange.ReplaceTableState(current, TableDataChange.Apply(context, writer, current.Metadata), TableAspects.Data), close]);
    }

    /// <summary>Rows replace those that have the same keys; of several in the upload the last one of the highest block stays.</summary>
    private static void CommitKeyed(StatementContext context, CatalogTable table, TransferSession upload, List<DataFile> files)
    {
        var partition = TransferSessions.PartitionOf(context, table, upload.Partition);
        var last = KeyedRows.LastOf(context, TransferSessions.AsOf(table.Metadata, upload), table.FullName, files, partition);
        if (upload.IsOverwrite)
        {
            Commit(context, table, upload, last);
        }
        else
        {
            var isMissing = last.Count == 0 && !TransferSessions.Exists(context, table.Metadata, partition);
            var rows = KeyedRows.Of(isMissing ? EmptyPartitions.Files(context, table.Metadata, [partition!]) : last);
            var close = new CatalogChange.CloseTransfer(upload.Id, upload.Revision);
            TableChange.CommitAll(context, table, summary: null, current => [.. KeyReplacement.Changes(context, current, rows), close]);
        }
        TransferSessions.Discard(context.Warehouse, files.Select(file => file.Path).Except(last.Select(file => file.Path)));
    }

    /// <summary>What happens to the files of the table; null when nothing does.</summary>
    private static SnapshotChange? ChangeOf(StatementContext context, CatalogTable table, TransferSession upload, IReadOnlyList<DataFile> files)
    {
        var partition = TransferSessions.PartitionOf(context, table, upload.Partition);
        if (!upload.IsOverwrite && files.Count == 0 && TransferSessions.Exists(context, table.Metadata, partition))
            return null;
        var contents = files.Count > 0 || partition is null ? files : EmptyPartitions.Files(context, table.Metadata, [partition]);
        if (!upload.IsOverwrite)
            return SnapshotChange.Append(contents);
        return partition is null ? SnapshotChange.ReplaceAll(contents) : SnapshotChange.ReplacePartitions(PartitionKeys.Of([partition]), contents);
    }

    /// <summary>Records the block; of the one that it replaces, nothing is needed any more.</summary>
    private static void Put(StatementContext context, TransferSession upload, UploadBlock block, IReadOnlyList<DataFile> files)
    {
        var replaced = context.Catalog.FindUploadBlock(upload.Id, block.Number);
        try
        {
            context.Commit(summary: null, new CatalogChange.PutUploadBlock(upload.Id, block));
        }
        catch (RametException)
        {
            TransferSessions.Discard(context.Warehouse, files.Select(file => file.Path));
            throw;
        }
        if (replaced is not null)
            TransferSessions.Discard(context.Warehouse, PendingFiles.Paths(replaced.Files));
    }

    private static TransferState StateOf(StatementContext context, CatalogTable table, TransferSession upload) =>
        TransferSessions.StateOf(context, table, upload, [.. context.Catalog.ListUploadBlocks(upload.Id).Select(block => block.Number)]);

    private T Run<T>(Func<StatementContext, T> run, CancellationToken cancellation) =>
        TransferSessions.Run(session, TransferKind.Upload, run, cancellation);
}
