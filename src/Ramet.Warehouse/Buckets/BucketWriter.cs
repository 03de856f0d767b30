using System.Globalization;
using Ramet.DuckDb;
using Ramet.Sql.Binding;
using Ramet.Sql.DuckDb;
using Ramet.Tables.Metadata;
using Ramet.Warehouse.Definitions;
using Ramet.Warehouse.Queries;
using Ramet.Warehouse.Statements;
using Ramet.Warehouse.Writing;

namespace Ramet.Warehouse.Buckets;

/// <summary>
/// Divides the rows of one partition into buckets and writes a sorted file for each bucket that has rows. The query runs once: its rows are
/// sorted by bucket and order into a temporary table, which the engine spills to disk when it is large, and of which each file is a part
/// without gaps. COPY with PARTITION_BY would save the table, but it mixes up the order within its files.
/// </summary>
/// <param name="context">The statement.</param>
/// <param name="metadata">The table.</param>
/// <param name="symbol">Its columns with their declared types.</param>
/// <param name="clustering">How it is clustered.</param>
internal sealed class BucketWriter(StatementContext context, TableMetadata metadata, TableSymbol symbol, Clustering clustering)
{
    private const string Staged = "rows_by_bucket";
    private const int RowsPerRange = 1_000_000;
    private const int RangesMax = 4096;

    private readonly string bucketColumn = EngineColumns.FreeName(symbol, "bucket");

    /// <summary>Writes the files.</summary>
    /// <param name="sql">The rows: exactly the table's columns under their names.</param>
    /// <param name="directory">Where the files go; it is made when there are rows.</param>
    public List<WrittenFile> Write(string sql, string directory)
    {
        try
        {
            Run($"CREATE OR REPLACE TEMP TABLE {Staged} AS SELECT *, {BucketOfRow()} AS {bucketColumn} FROM ({sql}) AS q ORDER BY {bucketColumn}, {Order(clustering.WrittenOrder)}");
            var files = new List<WrittenFile>();
            foreach (var bucket in Buckets())
            {
                Directory.CreateDirectory(directory);
                files.AddRange(Copy(bucket, Path.Combine(directory, FileName(bucket))));
            }
            return files;
        }
        finally
        {
            DropStaged();
        }
    }

    private void DropStaged()
    {
        try
        {
            context.Session.Engine.Execute($"DROP TABLE IF EXISTS {Staged}", CancellationToken.None);
        }
        catch (DuckDbException)
        {
            // The next statement replaces the table; an error of this one matters more.
        }
    }

    private string BucketOfRow() => clustering.IsRange ? RangeOfRow() : $"{HashOfRow()} % {clustering.BucketCount}";

    private string HashOfRow() => BucketHash.Write(clustering.Columns.Select(ColumnOf).Select(column => (DuckDbNames.Quote(column.Name), column.Type)));

    /// <summary>Ranges hold about the same number of rows. Rows with the same key have the same rank, so that a key is in one range.</summary>
    private string RangeOfRow()
    {
        var keys = Order(clustering.Columns.Select(id => new SortedColumn(id, IsDescending: false)));
        var ranges = clustering.BucketCount?.ToString(CultureInfo.InvariantCulture)
            ?? $"least({RangesMax}, 1 + (count(*) OVER () - 1) // {RowsPerRange})";
        return $"CAST((rank() OVER (ORDER BY {keys}) - 1) * {ranges} // count(*) OVER () AS BIGINT)";
    }

    private string Order(IEnumerable<SortedColumn> columns) => string.Join(", ", columns.Select(column =>
        $"{DuckDbNames.Quote(ColumnOf(column.FieldId).Name)} {(column.IsDescending ? "DESC NULLS LAST" : "ASC NULLS FIRST")}"));

    private ColumnSymbol ColumnOf(int fieldId) => symbol.Columns.First(column => column.FieldId == fieldId);

    private List<long> Buckets()
    {
        var buckets = new List<long>();
        using var rows = context.Session.Engine.Query(
            $"SELECT DISTINCT {bucketColumn} FROM {Staged} ORDER BY {bucketColumn}", context.Zone, context.CancellationToken);
        while (rows.TryReadChunk(out var chunk))
            buckets.AddRange(chunk.Vector(0).Values<long>());
        return buckets;
    }

    /// <summary>The table is in the order of its buckets, so the engine skips what is not of this one.</summary>
    private List<WrittenFile> Copy(long bucket, string target)
    {
        var rows = $"SELECT * EXCLUDE ({bucketColumn}) FROM {Staged} WHERE {bucketColumn} = {bucket}";
        using var written = context.Session.Engine.Query(
            CopyStatement.Write(metadata, symbol, rows, target, isDivided: false), context.Zone, context.CancellationToken);
        return WrittenFile.ReadAll(written);
    }

    private string FileName(long bucket) => clustering is { IsRange: false, BucketCount: { } count }
        ? new BucketName(clustering.Columns, (int)bucket, count).ToString()
        : string.Create(CultureInfo.InvariantCulture, $"range-{bucket:d5}.parquet");

    private void Run(string statement)
    {
        using var rows = context.Session.Engine.Query(statement, context.Zone, context.CancellationToken);
        while (rows.TryReadChunk(out _))
        {
        }
    }
}
