using Ramet.DuckDb;
using Ramet.Errors;
using Ramet.Sql.Binding;
using Ramet.Sql.DuckDb;
using Ramet.Tables.Manifests;
using Ramet.Tables.Metadata;
using Ramet.Tables.Partitions;
using Ramet.Tables.Statistics;
using Ramet.Warehouse.Buckets;
using Ramet.Warehouse.Definitions;
using Ramet.Warehouse.Partitions;
using Ramet.Warehouse.Queries;
using Ramet.Warehouse.Statements;

namespace Ramet.Warehouse.Writing;

/// <summary>
/// Writes the rows of a query to new data files of a table. The files are durable when they are handed over (I6), and nothing refers to
/// them until a snapshot does (I1). When writing fails, they are deleted at once; when the commit fails later, they stay unreferenced.
/// </summary>
/// <param name="context">The statement.</param>
/// <param name="metadata">The table's state, for its schema, partition spec and directory.</param>
/// <param name="symbol">The table's columns with their declared types.</param>
internal sealed class DataFileWriter(StatementContext context, TableMetadata metadata, TableSymbol symbol)
{
    private readonly string directoryUri = $"{metadata.Location}/data";
    private readonly string newName = Guid.NewGuid().ToString("n");

    /// <summary>
    /// Writes the rows. A table with partitions gets one file, or more, for each partition that the rows belong to; a clustered table one
    /// for each bucket, when the rows are all of one partition.
    /// </summary>
    /// <param name="plan">The rows: exactly the table's columns under their names, partition columns last.</param>
    /// <param name="staticPartition">The partition that all rows belong to; null when the rows decide.</param>
    /// <returns>The files; without any rows, none.</returns>
    public IReadOnlyList<DataFile> Write(QueryPlan plan, PartitionKey? staticPartition)
    {
        // A single file stands beside those of earlier statements: a directory of its own would be one more thing to make durable.
        var isDivided = metadata.DefaultSpec.IsPartitioned && staticPartition is null;
        var clustering = isDivided ? null : Clustering.Of(metadata);
        var isSingle = !isDivided && clustering is null;
        var target = Path.Combine(context.Warehouse.Store.CreateDirectory(directoryUri), isSingle ? $"{newName}.parquet" : newName);
        try
        {
            var files = Copy(plan, target, isDivided, clustering)
                .Select(written => ToDataFile(written, staticPartition, clustering))
                .ToList();
            var kept = files.Where(file => file.RecordCount > 0).ToList();
            CheckNotNull(kept);
            context.Warehouse.Store.MakeDurable([.. kept.Select(file => file.Path)], context.CancellationToken);
            if (kept.Count == 0)
                Discard(target);
            return kept;
        }
        catch
        {
            Discard(target);
            throw;
        }
    }

    private List<WrittenFile> Copy(QueryPlan plan, string target, bool isDivided, Clustering? clustering)
    {
        try
        {
            if (clustering is not null)
                return new BucketWriter(context, metadata, symbol, clustering).Write(plan.Sql, target);
            var statement = CopyStatement.Write(metadata, symbol, plan.Sql, target, isDivided);
            using var rows = context.Session.Engine.Query(statement, context.Zone, context.CancellationToken);
            return WrittenFile.ReadAll(rows);
        }
        catch (DuckDbException error)
        {
            throw QueryErrors.Explain(context, plan, error);
        }
    }

    private DataFile ToDataFile(WrittenFile written, PartitionKey? staticPartition, Clustering? clustering) => new()
    {
        Path = context.Warehouse.Store.UriOf(written.Path),
        SpecId = metadata.DefaultSpecId,
        Partition = staticPartition ?? KeyOf(written),
        RecordCount = written.RowCount,
        SizeBytes = written.SizeBytes,
        Columns = EngineStatistics.Convert(
            metadata.CurrentSchema, written.ColumnStatistics, wholeBoundsOf: clustering is null ? null : ColumnSelection.Of(clustering.Columns)),
        SortOrderId = clustering is null ? null : metadata.DefaultSortOrderId,
    };

    /// <summary>The partition of a file that the engine chose for its rows.</summary>
    private PartitionKey KeyOf(WrittenFile written)
    {
        var spec = metadata.DefaultSpec;
        var values = new PartitionValue[spec.Fields.Count];
        for (var level = 0; level < values.Length; level++)
        {
            var field = metadata.CurrentSchema.FindField(spec.Fields[level].SourceId)!; // a spec's columns are in the schema
            var text = written.PartitionText(field.Name);
            var isValue = text is not null && PartitionValue.TryParse(field.Type, text, out values[level]) && PartitionValueRules.Allows(symbol.PartitionColumns[level].Type, values[level]);
            if (!isValue)
                throw PartitionValueRules.Illegal($"{field.Name}={text ?? "NULL"}");
        }
        return new PartitionKey(values);
    }

    private void CheckNotNull(List<DataFile> files)
    {
        foreach (var column in symbol.Columns.Where(column => !column.IsNullable))
        {
            var nulls = NullCount(files, column);
            if (nulls > 0)
            {
                throw new RametException(
                    ErrorCode.InvalidArguments,
                    ErrorKind.User,
                    $"column {column.Name} of table {symbol} is NOT NULL, but {nulls} of the rows have NULL for it",
                    hint: "Give a value, for example with COALESCE, or leave the rows out.");
            }
        }
    }

    /// <summary>The statistics of the files know it at no cost; of lists, maps and structs they only describe the parts.</summary>
    private long NullCount(List<DataFile> files, ColumnSymbol column)
    {
        var known = files.ConvertAll(file => file.Columns.FirstOrDefault(statistics => statistics.FieldId == column.FieldId)?.NullCount);
        return known.TrueForAll(count => count is not null) ? known.Sum() ?? 0 : CountNulls(files, column);
    }

    private long CountNulls(List<DataFile> files, ColumnSymbol column)
    {
        var locations = files.Select(file => DuckDbNames.Literal(context.Warehouse.Store.EngineLocation(file.Path)));
        var relation = $"read_parquet([{string.Join(", ", locations)}], hive_partitioning = false)";
        using var rows = context.Session.Engine.Query(
            $"SELECT count(*) FROM {relation} WHERE {DuckDbNames.Quote(column.Name)} IS NULL", context.Zone, context.CancellationToken);
        return rows.TryReadChunk(out var chunk)
            ? chunk.Vector(0).Values<long>()[0]
            : throw new InvalidOperationException("An aggregate without groups gave no row.");
    }

    /// <summary>Nothing refers to the files, so whether they can be deleted does not matter for correctness.</summary>
    private static void Discard(string target)
    {
        try
        {
            if (Directory.Exists(target))
                Directory.Delete(target, recursive: true);
            else
                File.Delete(target);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // They stay as unreferenced files.
        }
    }
}
