using Ramet.Access;
using Ramet.Catalog.Commits;
using Ramet.Catalog.Tables;
using Ramet.Catalog.Transfers;
using Ramet.Errors;
using Ramet.Sql.Binding;
using Ramet.Tables.Partitions;
using Ramet.Tables.Scans;
using Ramet.Warehouse.Definitions;
using Ramet.Warehouse.History;
using Ramet.Warehouse.Metadata;
using Ramet.Warehouse.Sessions;
using Ramet.Warehouse.Statements;
using PartitionKeys = Ramet.Tables.Partitions.PartitionFilter;
using TableName = Ramet.Catalog.Tables.TableName;

namespace Ramet.Warehouse.Transfer;

/// <summary>
/// Downloads: the rows of one snapshot of a table or partition, numbered from 0 in an order that stays the same, read in ranges as often as
/// the client likes. As long as the session is open, its files stay, whatever happens to the table.
/// </summary>
/// <param name="session">On whose behalf.</param>
public sealed class TableDownloads(Session session)
{
    /// <summary>Begins a download of the table as it is now.</summary>
    /// <exception cref="RametException">There is no such table or partition, or the caller may not read or download it.</exception>
    public TransferState Create(TransferTarget target, CancellationToken cancellation = default)
    {
        TransferSessions.Clean(session.Warehouse, cancellation);
        return Run(
            context =>
            {
                var table = TransferSessions.RequireReadable(context, target);
                var partition = TransferSessions.PartitionOf(context, table, target.Partition);
                if (!TransferSessions.Exists(context, table.Metadata, partition))
                    throw TransferSessions.PartitionNotFound(table, partition!); // a table without partitions exists as it is
                var opened = TransferSessions.New(context, TransferKind.Download, table, partition) with
                {
                    Snapshot = table.Metadata.CurrentSnapshotId,
                    Rows = RowsOf(context.Warehouse.Scan(table.Metadata), partition),
                };
                context.Commit(summary: null, new CatalogChange.OpenTransfer(opened));
                return TransferSessions.StateOf(context, table, opened, []);
            },
            cancellation);
    }

    /// <summary>Tells where a download stands.</summary>
    /// <exception cref="RametException">The caller has no such download.</exception>
    public TransferState Get(TransferTarget target, string id, CancellationToken cancellation = default) => Run(
        context =>
        {
            var table = TransferSessions.RequireReadable(context, target);
            var state = TransferSessions.StateOf(context, table, TransferSessions.Find(context, TransferKind.Download, table, id), []);
            context.Finish();
            return state;
        },
        cancellation);

    /// <summary>Writes rows.</summary>
    /// <param name="target">The table.</param>
    /// <param name="id">The download.</param>
    /// <param name="selection">Which rows and columns.</param>
    /// <param name="format">The form of the stream.</param>
    /// <param name="output">Gets the stream; the caller disposes it.</param>
    /// <param name="cancellation">Ends it early.</param>
    /// <exception cref="RametException">The caller has no such download, it is over, or the caller may not read a column.</exception>
    public TransferCount Read(
        TransferTarget target, string id, RowSelection selection, TransferFormat format, Stream output, CancellationToken cancellation = default) => Run(
        context =>
        {
            var table = TransferSessions.RequireReadable(context, target);
            var download = TransferSessions.FindOpen(context, TransferKind.Download, table, id);
            var state = StateOf(context, table, download);
            var symbol = TableSymbols.Of(state.Metadata, table.FullName);
            var selected = Select(symbol, selection);
            Authorize(context, table, target, selected.Select(column => symbol.Columns[column]));
            var partition = TransferSessions.PartitionOf(context, table, download.Partition);
            var rows = new TableRows(context, state, symbol, context.Warehouse.Scan(state.Metadata).FilesWithRows(FilterOf(partition)));
            var count = rows.Write((selection.Range ?? RowRange.All).CutTo(download.Rows), selected, format, output);
            context.Finish();
            return count;
        },
        cancellation);

    /// <summary>Ends a download; one that is over already stays as it is.</summary>
    /// <exception cref="RametException">The caller has no such download.</exception>
    public TransferState Close(TransferTarget target, string id, CancellationToken cancellation = default) => Run(
        context =>
        {
            var table = TransferSessions.RequireReadable(context, target);
            var download = TransferSessions.Find(context, TransferKind.Download, table, id);
            if (download.IsOpen(context.Now))
            {
                context.Commit(summary: null, new CatalogChange.CloseTransfer(id, download.Revision));
                download = download with { ClosedAt = context.Now };
            }
            return TransferSessions.StateOf(context, table, download, []);
        },
        cancellation);

    private static PartitionKeys FilterOf(PartitionKey? partition) => partition is null ? PartitionKeys.All : PartitionKeys.Of([partition]);

    private static long RowsOf(TableScan scan, PartitionKey? partition) =>
        partition is null ? scan.Totals().Records : scan.FilesWithRows(FilterOf(partition)).Sum(file => file.RecordCount);

    /// <summary>The table in the state that the download reads.</summary>
    private static CatalogTable StateOf(StatementContext context, CatalogTable table, TransferSession download)
    {
        if (download.Snapshot == table.Metadata.CurrentSnapshotId)
            return table with { Metadata = TransferSessions.AsOf(table.Metadata, download) };
        var snapshot = download.Snapshot is { } id ? context.Catalog.FindSnapshot(table.Id, id) ?? throw TransferSessions.NotFound(download.Id) : null;
        return table with { Metadata = TransferSessions.AsOf(table.Metadata.AsOf(snapshot), download) };
    }

    private static void Authorize(StatementContext context, CatalogTable table, TransferTarget target, IEnumerable<ColumnSymbol> columns)
    {
        var names = columns.Select(column => TimeTravel.GrantedName(table, column.FieldId, column.Name));
        var secured = context.Access.ObjectOf(table, new TableName(target.Project, target.Table));
        context.Access.Authorize(AccessAction.Download, secured, MetadataQuery.NoPlace, [.. names], new DataFlow(null));
    }

    /// <summary>Positions of the columns that are wanted.</summary>
    private static List<int> Select(TableSymbol table, RowSelection selection)
    {
        if (selection.Columns is not { } columns)
            return [.. Enumerable.Range(0, table.DataColumnCount)];
        var selected = new List<int>();
        foreach (var name in columns)
        {
            var position = table.IndexOf(name);
            if (position < 0 || table.IsPartitionColumn(position))
                throw TransferSessions.Invalid($"table {table} has no column '{name}' besides those of partitions");
            if (selected.Contains(position))
                throw TransferSessions.Invalid($"column '{name}' is asked for twice");
            selected.Add(position);
        }
        if (selection.IsInTableOrder)
            selected.Sort();
        return selected.Count > 0 ? selected : throw TransferSessions.Invalid($"no column of table {table} is asked for");
    }

    private T Run<T>(Func<StatementContext, T> run, CancellationToken cancellation) =>
        TransferSessions.Run(session, TransferKind.Download, run, cancellation);
}
