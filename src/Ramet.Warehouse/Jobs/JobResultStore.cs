using System.Collections.Immutable;
using Ramet.Catalog.Jobs;
using Ramet.DuckDb;
using Ramet.Errors;
using Ramet.Sql.DuckDb;
using Ramet.Warehouse.Queries;
using Ramet.Warehouse.Results;
using Ramet.Warehouse.Statements;

namespace Ramet.Warehouse.Jobs;

/// <summary>
/// Keeps the rows that jobs give. Those of a small result stay in memory, so that <c>SELECT 1</c> costs no file; they move to a file when
/// there are too many of them, and when the warehouse is closed. All others go to a file of their own at once, <c>results/ID.parquet</c>:
/// any number of rows needs little memory. Files are not made durable: a query can be run again.
/// </summary>
internal sealed class JobResultStore : IDisposable
{
    /// <summary>A query that reads no more rows than these is cheap enough to be run again when its result turns out to be large.</summary>
    private const long SmallInputRows = 100_000;

    /// <summary>What one result may take of the memory for all of them.</summary>
    private const int SmallResultShare = 16;

    private const string Extension = ".parquet";

    private readonly Engine engine;
    private readonly string directory;
    private readonly long memoryBytesMax;
    private readonly Lock gate = new();
    private readonly LinkedList<(InstanceId Id, MemoryRows Rows)> oldestFirst = [];
    private readonly Dictionary<InstanceId, LinkedListNode<(InstanceId Id, MemoryRows Rows)>> inMemory = [];
    private long memoryBytes;

    /// <param name="engine">Runs the queries and reads the files.</param>
    /// <param name="warehouseDirectory">The directory of the warehouse.</param>
    /// <param name="memoryBytesMax">Roughly how much memory results may take.</param>
    public JobResultStore(Engine engine, string warehouseDirectory, long memoryBytesMax)
    {
        this.engine = engine;
        directory = Path.Combine(warehouseDirectory, "results");
        this.memoryBytesMax = memoryBytesMax;
    }

    /// <summary>Runs the query of a job, and keeps its rows.</summary>
    /// <param name="context">The statement of the job.</param>
    /// <param name="run">The job.</param>
    /// <param name="plan">The query.</param>
    public CompletedResult Keep(StatementContext context, JobRun run, QueryPlan plan)
    {
        try
        {
            JobRows rows = (IsSmall(plan) ? TryKeepInMemory(context, plan) : null) ?? (JobRows)KeepInFile(context, run.Id, plan);
            if (rows is MemoryRows small)
                Add(run.Id, small);
            run.Result = JobResultJson.Rows(new JobRowsDescription(rows.Columns, rows.RecordCount, rows.Zone));
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
    public JobRows Open(InstanceId id, JobRowsDescription description)
    {
        lock (gate)
        {
            if (inMemory.TryGetValue(id, out var node))
                return node.Value.Rows;
        }
        return new FileRows(engine, PathOf(id), description);
    }

    /// <summary>Forgets the rows of a job, if any are kept.</summary>
    public void Remove(InstanceId id)
    {
        lock (gate)
        {
            if (inMemory.Remove(id, out var node))
            {
                if (node.List is not null) // else it is on its way to a file
                {
                    oldestFirst.Remove(node);
                    memoryBytes -= node.Value.Rows.Bytes;
                }
                node.Value.Rows.Retire(new FileRows(engine, PathOf(id), node.Value.Rows.Description));
            }
        }
        if (File.Exists(PathOf(id)))
            File.Delete(PathOf(id));
    }

    /// <summary>Removes the rows that were made before a time, and those that no job has.</summary>
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

    /// <summary>Moves what is in memory to files.</summary>
    public void Dispose()
    {
        while (TryTakeOldest(isEvenIfThereIsRoom: true, out var id, out var rows))
            Move(id, rows);
    }

    /// <summary>The answer to who reads rows that are gone.</summary>
    public static RametException NotKept() => new(
        ErrorCode.StorageError,
        ErrorKind.NotFound,
        "the rows of the job are not kept any more",
        hint: "Run the query again.");

    private static bool IsSmall(QueryPlan plan) =>
        plan.Scans.All(static scan => scan.External is null) && plan.Scans.Sum(static scan => scan.Files.Sum(static file => file.RecordCount)) <= SmallInputRows;

    /// <summary>Runs the query with its rows into memory; null when there are too many.</summary>
    private MemoryRows? TryKeepInMemory(StatementContext context, QueryPlan plan)
    {
        var sql = LocalTimes.BesideInstants(plan.Sql, plan.Columns, out var shown);
        var (chunks, count, bytes) = (new List<DataChunk>(), 0L, 0L);
        var isKept = false;
        try
        {
            using var result = context.Session.Engine.Query(sql, context.Zone, context.CancellationToken);
            while (result.TryTakeChunk(out var chunk))
            {
                chunks.Add(chunk);
                count += chunk.RowCount;
                bytes += ChunkSize.Estimate(chunk);
                if (bytes > memoryBytesMax / SmallResultShare)
                    return null;
            }
            isKept = true;
            return new MemoryRows(new JobRowsDescription(plan.Columns, count, context.Zone), chunks, shown, bytes);
        }
        finally
        {
            if (!isKept)
                chunks.ForEach(static chunk => chunk.Dispose());
        }
    }

    private FileRows KeepInFile(StatementContext context, InstanceId id, QueryPlan plan)
    {
        var path = PathOf(id);
        Directory.CreateDirectory(directory);
        using var result = context.Session.Engine.Query(FileRows.CopyStatement(plan.Sql, plan.Columns, path), context.Zone, context.CancellationToken);
        var count = 0L;
        while (result.TryReadChunk(out var chunk))
            count += chunk.Vector(0).Values<long>()[0];
        return new FileRows(engine, path, new JobRowsDescription(plan.Columns, count, context.Zone));
    }

    private void Add(InstanceId id, MemoryRows rows)
    {
        lock (gate)
        {
            inMemory.Add(id, oldestFirst.AddLast((id, rows)));
            memoryBytes += rows.Bytes;
        }
        while (TryTakeOldest(isEvenIfThereIsRoom: false, out var oldest, out var moved))
            Move(oldest, moved);
    }

    private bool TryTakeOldest(bool isEvenIfThereIsRoom, out InstanceId id, out MemoryRows rows)
    {
        lock (gate)
        {
            (id, rows) = oldestFirst.First?.Value ?? default;
            if (rows is null || (memoryBytes <= memoryBytesMax && !isEvenIfThereIsRoom))
                return false;
            oldestFirst.RemoveFirst();
            memoryBytes -= rows.Bytes;
            return true;
        }
    }

    /// <summary>Writes rows to a file, then frees their memory. They can be read all the time.</summary>
    private void Move(InstanceId id, MemoryRows rows)
    {
        var path = PathOf(id);
        try
        {
            Directory.CreateDirectory(directory);
            using var connection = engine.Connect();
            connection.Restoring(connection =>
            {
                connection.Execute($"CREATE TEMP TABLE kept_rows ({ColumnsOf(rows)})", CancellationToken.None);
                connection.Append("kept_rows", rows.Chunks);
                connection.Execute(FileRows.CopyStatement("FROM kept_rows", rows.Columns, path) + "; DROP TABLE kept_rows", CancellationToken.None);
            });
        }
        catch (Exception error) when (error is DuckDbException or IOException or UnauthorizedAccessException)
        {
            // The disk is full: who asks is told that the rows are not kept any more.
        }
        lock (gate)
            inMemory.Remove(id);
        rows.Retire(new FileRows(engine, path, rows.Description));
    }

    /// <summary>The columns of a table that takes the chunks, with the types that the engine gave them.</summary>
    private static string ColumnsOf(MemoryRows rows)
    {
        var types = rows.Chunks is [var first, ..]
            ? first.Types.Select(static type => type.ToString())
            : rows.Columns.Select(static column => DuckDbTypes.NameOf(column.Type));
        return string.Join(", ", types.Select(static (type, index) => $"k{index} {type}"));
    }

    private ImmutableArray<InstanceId> Ids() => !Directory.Exists(directory)
        ? []
        : [.. Directory.EnumerateFiles(directory, "*" + Extension).Select(static path => new InstanceId(Path.GetFileNameWithoutExtension(path)))];

    private DateTimeOffset ModifiedAt(InstanceId id) => File.GetLastWriteTimeUtc(PathOf(id));

    private string PathOf(InstanceId id) => Path.Combine(directory, id.Value + Extension);
}
