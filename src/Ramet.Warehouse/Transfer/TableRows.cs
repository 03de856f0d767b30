using Ramet.Catalog.Tables;
using Ramet.DuckDb;
using Ramet.Sql.Binding;
using Ramet.Sql.DuckDb;
using Ramet.Tables.Manifests;
using Ramet.Warehouse.Queries;
using Ramet.Warehouse.Statements;
using Ramet.Warehouse.Transfer.Arrow;

namespace Ramet.Warehouse.Transfer;

/// <summary>
/// The rows of data files, numbered by the order of the files and the rows in them. A range is looked up by the counts of the files, and
/// within a file by row numbers, of which the engine reads no more than the row groups that have them.
/// </summary>
/// <param name="context">The request.</param>
/// <param name="table">The table in the state that is read.</param>
/// <param name="symbol">Its columns.</param>
/// <param name="files">Its files with rows, always in the same order.</param>
internal sealed class TableRows(StatementContext context, CatalogTable table, TableSymbol symbol, IEnumerable<DataFile> files)
{
    /// <summary>How many files one run of the engine reads.</summary>
    private const int FilesPerRun = 500;

    /// <summary>Writes a range of rows.</summary>
    /// <param name="range">The range, within the rows that there are.</param>
    /// <param name="columns">Positions of the columns, in the order wanted.</param>
    /// <param name="format">The form of the stream.</param>
    /// <param name="output">Gets the stream.</param>
    public TransferCount Write(RowRange range, IReadOnlyList<int> columns, TransferFormat format, Stream output)
    {
        var sent = columns.Select(column => new ResultColumn(symbol.Columns[column].Name, symbol.Columns[column].Type));
        var encoder = IRowEncoder.Of(format, [.. sent], ArrowTimes.Nanoseconds, output);
        var scan = BoundTableScan.OfColumns(symbol, columns);
        foreach (var part in Parts(range))
            Write(scan, part, columns, encoder);
        if (encoder.Rows != range.Count)
            throw new InvalidOperationException($"{encoder.Rows} rows of {table.FullName} were found where the manifests promise {range.Count}.");
        encoder.Finish();
        return new TransferCount(encoder.Rows, encoder.Bytes);
    }

    private void Write(BoundTableScan scan, RowsOfFiles part, IReadOnlyList<int> columns, IRowEncoder encoder)
    {
        var sql = DuckDbWriter.WriteRowRange(scan, columns, QueryPlanner.FilesToScan(context, part.Files), part.Range);
        try
        {
            using var rows = context.Session.Engine.Query(sql, context.Zone, context.CancellationToken);
            while (rows.TryReadChunk(out var chunk))
                encoder.Write(chunk.Vector, 0, chunk.RowCount);
        }
        catch (DuckDbException error)
        {
            var planned = new PlannedScan(scan, table, Partitions: null, PartitionCount: 0, part.Files, part.Files.Count);
            throw DataFileDiagnosis.Explain(context, new QueryPlan(sql, [], [planned]), error);
        }
    }

    /// <summary>Files that are read as wholes together, and those at the ends of the range alone.</summary>
    private IEnumerable<RowsOfFiles> Parts(RowRange range)
    {
        var whole = new List<DataFile>();
        var (start, end, position) = (range.Start, range.Start + range.Count, 0L);
        foreach (var file in files)
        {
            var (first, last) = (Math.Max(start - position, 0), Math.Min(end - position, file.RecordCount));
            position += file.RecordCount;
            if (last <= first)
                continue;
            var isWhole = first == 0 && last == file.RecordCount;
            if (isWhole)
                whole.Add(file);
            if (whole.Count > 0 && (!isWhole || whole.Count == FilesPerRun))
            {
                yield return new RowsOfFiles([.. whole], Range: null);
                whole.Clear();
            }
            if (!isWhole)
                yield return new RowsOfFiles([file], (first, last));
            if (position >= end)
                break;
        }
        if (whole.Count > 0)
            yield return new RowsOfFiles(whole, Range: null);
    }

    /// <summary>Rows that one run of the engine reads.</summary>
    /// <param name="Files">The files.</param>
    /// <param name="Range">Which rows of the only file; null for all rows of all files.</param>
    private sealed record RowsOfFiles(IReadOnlyList<DataFile> Files, (long First, long End)? Range);
}
