using Ramet.Catalog.Commits;
using Ramet.Catalog.Tables;
using Ramet.Catalog.Transfers;
using Ramet.Errors;
using Ramet.Sql.DuckDb;
using Ramet.Tables.Commits;
using Ramet.Tables.Manifests;
using Ramet.Tables.Partitions;
using Ramet.Warehouse.Definitions;
using Ramet.Warehouse.Keys;
using Ramet.Warehouse.Queries;
using Ramet.Warehouse.Sessions;
using Ramet.Warehouse.Statements;
using Ramet.Warehouse.Writing;

namespace Ramet.Warehouse.Transfer;

/// <summary>
/// Upserts: operations on rows of a table with a primary key come in blocks, which are numbered in the order in which they are complete, and
/// are carried out together. Of several operations on one key the last one counts. A block that was acknowledged lies in files on the disk
/// and in the catalog, so it survives the end of the process. The commit changes the table and closes the session in one transaction, so it takes
/// effect once, however often it is tried.
/// </summary>
/// <param name="session">On whose behalf.</param>
public sealed class TableUpserts(Session session)
{
    /// <summary>How often a commit begins anew because a block came in between.</summary>
    private const int AttemptsMax = 5;

    /// <summary>Begins an upsert.</summary>
    /// <param name="target">The table, and its partition.</param>
    /// <param name="lifetime">How long it lives at most; null, or more than the usual, for as long as usual.</param>
    /// <param name="cancellation">Ends the call early.</param>
    /// <exception cref="RametException">There is no such table or partition, it has no primary key, or the caller may not write to it.</exception>
    public UpsertState Create(TransferTarget target, TimeSpan? lifetime, CancellationToken cancellation = default)
    {
        TransferSessions.Clean(session.Warehouse, cancellation);
        return Run(
            context =>
            {
                var table = RequireKeyed(context, target);
                var partition = TransferSessions.PartitionOf(context, table, target.Partition);
                UpsertLayout.Of(table.Metadata, table.FullName);
                var opened = TransferSessions.New(context, TransferKind.Upsert, table, partition);
                if (lifetime is { } wanted && opened.CreatedAt + wanted < opened.ExpiresAt)
                    opened = opened with { ExpiresAt = opened.CreatedAt + wanted };
                TransferSessions.OpenForWriting(context, table, partition, createsPartition: false, opened);
                return StateOf(context, table, opened);
            },
            cancellation);
    }

    /// <summary>Tells where an upsert stands.</summary>
    /// <exception cref="RametException">The caller has no such upsert.</exception>
    public UpsertState Get(TransferTarget target, string id, CancellationToken cancellation = default) => Run(
        context =>
        {
            var table = RequireKeyed(context, target);
            var state = StateOf(context, table, TransferSessions.Find(context, TransferKind.Upsert, table, id));
            context.Finish();
            return state;
        },
        cancellation);

    /// <summary>Writes a block of operations, which come after those of all blocks that are complete.</summary>
    /// <param name="target">The table.</param>
    /// <param name="id">The upsert.</param>
    /// <param name="format">The form of the rows.</param>
    /// <param name="operations">The rows with what is to happen to them, in the columns of <see cref="UpsertLayout"/>.</param>
    /// <param name="cancellation">Ends it early; then nothing was written.</param>
    /// <exception cref="RametException">The caller has no such upsert, it is over, or the records are damaged or do not fit the table.</exception>
    public TransferCount WriteBlock(TransferTarget target, string id, TransferFormat format, Stream operations, CancellationToken cancellation = default) => Run(
        context =>
        {
            var table = RequireKeyed(context, target);
            var upsert = TransferSessions.FindOpen(context, TransferKind.Upsert, table, id);
            var layout = LayoutOf(table, upsert);
            var partition = TransferSessions.PartitionOf(context, table, upsert.Partition);
            var (files, count) = new RowBlock(context, layout.Metadata, layout.Symbol, partition).Write(format, operations);
            try
            {
                CheckOperations(context, layout, files);
                var block = new UploadBlock(Number: 0, files.Count, count.Rows, PendingFiles.Write(layout.Metadata, files));
                context.Commit(summary: null, new CatalogChange.AppendUploadBlock(id, block));
            }
            catch (RametException)
            {
                TransferSessions.Discard(context.Warehouse, files.Select(file => file.Path));
                throw;
            }
            return count;
        },
        cancellation);

    /// <summary>Carries all operations out. For an upsert that was committed before, nothing happens.</summary>
    /// <exception cref="RametException">The caller has no such upsert, it has expired, or the table cannot be changed.</exception>
    public UpsertState Commit(TransferTarget target, string id, CancellationToken cancellation = default)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return Run(context => Commit(context, target, id), cancellation);
            }
            catch (RametException error) when (error.Kind == ErrorKind.Conflict && attempt < AttemptsMax)
            {
                // Another block has come, or the upsert was committed by somebody else: the next attempt sees which.
            }
        }
    }

    /// <summary>Gives an upsert up; nobody knows it any more.</summary>
    /// <exception cref="RametException">The caller has no such upsert, or it is over.</exception>
    public void Abort(TransferTarget target, string id, CancellationToken cancellation = default) => Run(
        context =>
        {
            var table = RequireKeyed(context, target);
            TransferSessions.FindOpen(context, TransferKind.Upsert, table, id);
            var files = context.Catalog.ListUploadBlocks(id).SelectMany(block => PendingFiles.Paths(block.Files)).ToList();
            context.Commit(summary: null, new CatalogChange.AbandonTransfer(id));
            TransferSessions.Discard(context.Warehouse, files);
            return true;
        },
        cancellation);

    private static UpsertState Commit(StatementContext context, TransferTarget target, string id)
    {
        var table = RequireKeyed(context, target);
        var upsert = TransferSessions.Find(context, TransferKind.Upsert, table, id);
        if (upsert.ClosedAt is null)
        {
            TransferSessions.FindOpen(context, TransferKind.Upsert, table, id);
            Commit(context, table, upsert);
            upsert = upsert with { ClosedAt = context.Now };
        }
        else
        {
            context.Finish();
        }
        return StateOf(context, table, upsert);
    }

    private static void Commit(StatementContext context, CatalogTable table, TransferSession upsert)
    {
        var layout = LayoutOf(table, upsert);
        var partition = TransferSessions.PartitionOf(context, table, upsert.Partition);
        var staged = context.Catalog.ListUploadBlocks(upsert.Id)
            .SelectMany(block => PendingFiles.Read(layout.Metadata, block.Files, block.FileCount))
            .ToList();
        context.Require(new CatalogRequirement.NotCollectedSince(upsert.CreatedAt));
        var last = KeyedRows.LastOf(context, layout.Metadata, table.FullName, staged, partition);
        var rows = new KeyedRows(WriteUpserted(context, table, layout, last, partition), last);
        var close = new CatalogChange.CloseTransfer(upsert.Id, upsert.Revision);
        TableChange.CommitAll(context, table, summary: null, current =>
        {
            TableCommit.Check(current.Metadata, new TableRequirement.HasCurrentSchema(upsert.SchemaId));
            return [.. KeyReplacement.Changes(context, current, rows), close];
        });
        TransferSessions.Discard(context.Warehouse, staged.Concat(last).Select(file => file.Path).Distinct(StringComparer.Ordinal));
    }

    /// <summary>The rows that are in the table afterwards.</summary>
    private static IReadOnlyList<DataFile> WriteUpserted(
        StatementContext context, CatalogTable table, UpsertLayout layout, IReadOnlyList<DataFile> last, PartitionKey? partition)
    {
        if (last.Count == 0)
            return [];
        var symbol = TableSymbols.Of(table);
        var rows = KeyText.WriteRowsWith(symbol, layout.Symbol, QueryPlanner.FilesToScan(context, last), UpsertLayout.Operation, UpsertLayout.Upsert);
        return new DataFileWriter(context, table.Metadata, symbol).Write(new QueryPlan(rows, [], []), partition);
    }

    private static void CheckOperations(StatementContext context, UpsertLayout layout, IReadOnlyList<DataFile> files)
    {
        if (files.Count == 0)
            return;
        var scanned = QueryPlanner.FilesToScan(context, files);
        var foreign = Count(context, KeyText.WriteCountWithout(layout.Symbol, scanned, UpsertLayout.Operation, UpsertLayout.Upsert, UpsertLayout.Delete));
        if (foreign > 0)
        {
            throw TransferSessions.Invalid(
                $"{foreign} of the records have another {UpsertLayout.Operation} than {UpsertLayout.Upsert} (upsert) or {UpsertLayout.Delete} (delete)");
        }
        if (Count(context, KeyText.WriteCountOfFilled(layout.Symbol, scanned, UpsertLayout.ValueColumns)) > 0)
        {
            throw TransferSessions.Invalid(
                $"updates of some columns of a row are not supported, so {UpsertLayout.ValueColumns} must be empty", "Send whole rows, or use MERGE.");
        }
    }

    private static long Count(StatementContext context, string query)
    {
        using var rows = context.Session.Engine.Query(query, context.Zone, context.CancellationToken);
        return rows.TryReadChunk(out var chunk)
            ? chunk.Vector(0).Values<long>()[0]
            : throw new InvalidOperationException("An aggregate without groups gave no row.");
    }

    private static CatalogTable RequireKeyed(StatementContext context, TransferTarget target)
    {
        var table = TransferSessions.RequireWritable(context, target);
        return PrimaryKey.IsDefined(table.Metadata)
            ? table
            : throw TransferSessions.Invalid($"table {table.FullName} has no primary key, so that rows cannot be upserted", "Upload the rows, or use MERGE.");
    }

    /// <summary>Blocks are written for the columns that the table had when the upsert began, and these must be its columns still.</summary>
    private static UpsertLayout LayoutOf(CatalogTable table, TransferSession upsert) => table.Metadata.CurrentSchemaId == upsert.SchemaId
        ? UpsertLayout.Of(table.Metadata, table.FullName)
        : throw TransferSessions.Invalid($"the columns of table {table.FullName} were changed since the upsert began", "Begin a new upsert.");

    private static UpsertState StateOf(StatementContext context, CatalogTable table, TransferSession upsert) => new(
        TransferSessions.StateOf(context, table, upsert, []),
        PrimaryKey.Describe(table.Metadata)!.Columns, // it was required
        PrimaryKey.BucketCount(table.Metadata));

    private T Run<T>(Func<StatementContext, T> run, CancellationToken cancellation) =>
        TransferSessions.Run(session, TransferKind.Upsert, run, cancellation);
}
