using System.Collections.Immutable;
using Ramet.Catalog;
using Ramet.Catalog.Jobs;
using Ramet.DuckDb;
using Ramet.Errors;
using Ramet.Warehouse.Queries;
using Ramet.Warehouse.Results;
using Ramet.Warehouse.Statements;

namespace Ramet.Warehouse.Jobs;

/// <summary>
/// Keeps the rows that jobs give. Those of a small result are part of the job's record, so that <c>SELECT 1</c> costs no file. All others go to a
/// file of their own, <c>results/ID.parquet</c>: any number of rows needs little memory. Nothing of it is made durable: a query can be run again.
/// </summary>
/// <param name="engine">Reads the files.</param>
/// <param name="catalog">Has the records.</param>
/// <param name="warehouseDirectory">The directory of the warehouse.</param>
internal sealed class JobResultStore(Engine engine, ICatalog catalog, string warehouseDirectory)
{
    /// <summary>A query that reads no more rows than these is cheap enough to be run again when its result turns out to be large.</summary>
    private const long SmallInputRows = 100_000;

    /// <summary>Roughly how much memory a result may take for which a query is not run again.</summary>
    private const long CollectedBytesMax = 4 << 20;

    /// <summary>How long rows may be that are part of a record: a few pages of the catalog.</summary>
    private const int RecordBytesMax = 16 << 10;

    private const string Extension = ".parquet";

    private readonly string directory = Path.Combine(warehouseDirectory, "results");

    /// <summary>Runs the query of a job, and keeps its rows.</summary>
    /// <param name="context">The statement of the job.</param>
    /// <param name="run">The job.</param>
    /// <param name="plan">The query.</param>
    public CompletedResult Keep(StatementContext context, JobRun run, QueryPlan plan)
    {
        try
        {
            var count = (IsSmall(plan) ? TryKeepCollected(context, run, plan) : null) ?? KeepInFile(context, run.Id, plan);
            run.Result = JobResultJson.Rows(new JobRowsDescription(plan.Columns, count, context.Zone));
            context.Finish();
            return new CompletedResult { JobId = context.JobId };
        }
        catch (Exception error)
        {
            Remove(run.Id);
            var explained = QueryErrors.Explain(context, plan, error);
            if (ReferenceEquals(explained, error))
                throw;
            throw explained;
        }
    }

    /// <summary>The rows of a job whose record describes them.</summary>
    public JobRows Open(InstanceId id, JobRowsDescription description) =>
        catalog.FindJobRows(id) is { } record ? new RecordedRows(description, record) : new FileRows(engine, PathOf(id), description);

    /// <summary>Removes the files of rows that were made before a time, and those that no job has.</summary>
    /// <param name="before">The time, UTC.</param>
    /// <param name="isWanted">Whether there is a job that has rows, or may still get them.</param>
    public void RemoveOld(DateTimeOffset before, Func<InstanceId, bool> isWanted)
    {
        foreach (var id in Ids())
        {
            if (ModifiedAt(id) < before || !isWanted(id))
                Remove(id);
        }
    }

    /// <summary>The answer to who reads rows that are gone.</summary>
    public static RametException NotKept() => new(
        ErrorCode.StorageError,
        ErrorKind.NotFound,
        "the rows of the job are not kept any more",
        hint: "Run the query again.");

    private static bool IsSmall(QueryPlan plan) =>
        plan.Scans.All(static scan => scan.External is null) && plan.Scans.Sum(static scan => scan.Files.Sum(static file => file.RecordCount)) <= SmallInputRows;

    /// <summary>Runs the query with its rows into memory, and keeps them in the record or in a file.</summary>
    /// <returns>How many rows there are; null when they are too many for memory, and nothing was kept.</returns>
    private long? TryKeepCollected(StatementContext context, JobRun run, QueryPlan plan)
    {
        var chunks = new List<DataChunk>();
        try
        {
            if (!TryCollect(context, plan, chunks))
                return null;
            run.Rows = chunks.TrueForAll(static chunk => chunk.Types.All(ChunkRecord.CanWrite)) ? ChunkRecord.Write(chunks, RecordBytesMax) : null;
            if (run.Rows is null)
                WriteFile(context, run.Id, plan, chunks);
            return chunks.Sum(static chunk => chunk.RowCount);
        }
        finally
        {
            chunks.ForEach(static chunk => chunk.Dispose());
        }
    }

    /// <summary>Adds the rows of the query; false when there are too many.</summary>
    private static bool TryCollect(StatementContext context, QueryPlan plan, List<DataChunk> chunks)
    {
        var bytes = 0L;
        using var result = context.Session.Engine.Query(LocalTimes.BesideInstants(plan.Sql, plan.Columns), context.Zone, context.CancellationToken);
        while (result.TryTakeChunk(out var chunk))
        {
            chunks.Add(chunk);
            bytes += ChunkSize.Estimate(chunk);
            if (bytes > CollectedBytesMax)
                return false;
        }
        return true;
    }

    private void WriteFile(StatementContext context, InstanceId id, QueryPlan plan, List<DataChunk> chunks)
    {
        var columns = chunks[0].Types.Select(static (type, index) => $"k{index} {type}"); // there are rows, or they would fit into the record
        Directory.CreateDirectory(directory);
        context.Session.Engine.Restoring(connection =>
        {
            connection.Execute($"CREATE TEMP TABLE kept_rows ({string.Join(", ", columns)})", context.CancellationToken);
            connection.Append("kept_rows", chunks);
            connection.Execute(FileRows.CopyStatement("FROM kept_rows", plan.Columns, PathOf(id)) + "; DROP TABLE kept_rows", context.CancellationToken);
        });
    }

    private long KeepInFile(StatementContext context, InstanceId id, QueryPlan plan)
    {
        Directory.CreateDirectory(directory);
        using var result = context.Session.Engine.Query(FileRows.CopyStatement(plan.Sql, plan.Columns, PathOf(id)), context.Zone, context.CancellationToken);
        var count = 0L;
        while (result.TryReadChunk(out var chunk))
            count += chunk.Vector(0).Values<long>()[0];
        return count;
    }

    private void Remove(InstanceId id)
    {
        if (File.Exists(PathOf(id)))
            File.Delete(PathOf(id));
    }

    private ImmutableArray<InstanceId> Ids() => !Directory.Exists(directory)
        ? []
        : [.. Directory.EnumerateFiles(directory, "*" + Extension).Select(static path => new InstanceId(Path.GetFileNameWithoutExtension(path)))];

    private DateTimeOffset ModifiedAt(InstanceId id) => File.GetLastWriteTimeUtc(PathOf(id));

    private string PathOf(InstanceId id) => Path.Combine(directory, id.Value + Extension);
}
