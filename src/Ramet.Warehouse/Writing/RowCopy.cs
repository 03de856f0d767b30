using Ramet.Catalog.Tables;
using Ramet.Errors;
using Ramet.Sql.Binding;
using Ramet.Sql.DuckDb;
using Ramet.Tables.Manifests;
using Ramet.Tables.Metadata;
using Ramet.Tables.Partitions;
using Ramet.Warehouse.Definitions;
using Ramet.Warehouse.Queries;
using Ramet.Warehouse.Statements;

namespace Ramet.Warehouse.Writing;

/// <summary>
/// Copies the rows of data files to new files, where the files themselves cannot be shared: the same rows, in other field ids or with
/// another partition value. The engine streams them, a bounded number of files at a time.
/// </summary>
/// <param name="context">The statement.</param>
/// <param name="source">The table that has the files, in the state in which they are read.</param>
/// <param name="span">Where the statement names it.</param>
internal sealed class RowCopy(StatementContext context, CatalogTable source, SourceSpan span)
{
    /// <summary>How many files one run of the engine reads: enough to keep it busy, few enough for a short text.</summary>
    private const int FilesPerRun = 500;

    private readonly BoundTableScan scan = BoundTableScan.OfWhole(TableSymbols.Of(source), span);

    /// <summary>Copies to a table with the same columns and partition columns by name and type, whatever their field ids.</summary>
    /// <param name="files">The files; those without rows give none.</param>
    /// <param name="target">The table that gets the rows.</param>
    /// <param name="symbol">Its columns.</param>
    /// <returns>The new files, durable (I6), for the partitions of the old ones.</returns>
    public List<DataFile> ToTable(IEnumerable<DataFile> files, TableMetadata target, TableSymbol symbol) => Copy(
        Runs(files, target, static file => file.Partition),
        (rows, run) => new DataFileWriter(context, target, symbol).Write(Plan(rows, run), StaticPartition(run)));

    /// <summary>Copies to one partition of the same table.</summary>
    /// <param name="files">The files of other partitions; those without rows give none.</param>
    /// <param name="partition">The partition of the copies.</param>
    /// <returns>The new files, durable (I6).</returns>
    public List<DataFile> ToPartition(IEnumerable<DataFile> files, PartitionKey partition) => Copy(
        Runs(files, source.Metadata, _ => partition),
        (rows, run) => new DataFileWriter(context, source.Metadata, scan.Table).Write(Plan(WithPartition(rows, partition), run), partition));

    /// <summary>Copies to one file of the same table, which is not clustered.</summary>
    /// <param name="files">Files of one partition, all with rows.</param>
    /// <returns>The file, durable (I6).</returns>
    public IReadOnlyList<DataFile> ToOneFile(IReadOnlyList<DataFile> files)
    {
        context.CancellationToken.ThrowIfCancellationRequested();
        DataFile[] run = [.. files];
        var rows = DuckDbWriter.WriteRows(scan, QueryPlanner.FilesToScan(context, run));
        return new DataFileWriter(context, source.Metadata, scan.Table).Write(Plan(rows, run), StaticPartition(run));
    }

    /// <summary>What the engine reads at once. Runs are ordered by partition, so that each writes to few of them.</summary>
    private static IEnumerable<DataFile[]> Runs(IEnumerable<DataFile> files, TableMetadata target, Func<DataFile, PartitionKey> partitionOfCopy)
    {
        var ordered = files.Where(file => file.RecordCount > 0).OrderBy(file => file.Partition);

        // The buckets of a partition are written from all of its rows.
        return Clustering.Of(target) is null
            ? ordered.Chunk(FilesPerRun)
            : ordered.GroupBy(partitionOfCopy).Select(partition => partition.ToArray());
    }

    private List<DataFile> Copy(IEnumerable<DataFile[]> runs, Func<string, DataFile[], IReadOnlyList<DataFile>> write)
    {
        var copies = new List<DataFile>();
        foreach (var run in runs)
        {
            context.CancellationToken.ThrowIfCancellationRequested();
            copies.AddRange(write(DuckDbWriter.WriteRows(scan, QueryPlanner.FilesToScan(context, run)), run));
        }
        return copies;
    }

    private QueryPlan Plan(string sql, DataFile[] run) => new(sql, [], [new PlannedScan(scan, source, Partitions: null, PartitionCount: 0, run, run.Length)]);

    /// <summary>The partition of a run that has only one, whose rows the engine then need not divide; else null.</summary>
    private static PartitionKey? StaticPartition(DataFile[] run) =>
        run[0].Partition is { Count: > 0 } first && first == run[^1].Partition ? first : null;

    private string WithPartition(string rows, PartitionKey partition)
    {
        var values = new List<string>();
        for (var level = 0; level < partition.Count; level++)
        {
            var column = scan.Table.PartitionColumns[level];
            values.Add($"CAST({DuckDbNames.Literal(partition[level].ToString())} AS {DuckDbTypes.NameOf(column.Type)}) AS {DuckDbNames.Quote(column.Name)}");
        }
        return $"SELECT * REPLACE ({string.Join(", ", values)}) FROM ({rows})";
    }
}
