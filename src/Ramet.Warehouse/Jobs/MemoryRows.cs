using System.Collections.Immutable;
using Ramet.DuckDb;

namespace Ramet.Warehouse.Jobs;

/// <summary>
/// A small result: the engine's own chunks, kept as they came. When memory runs short they are retired, and freed as soon as the last reader
/// has ended.
/// </summary>
/// <param name="description">What is known of the rows.</param>
/// <param name="chunks">The rows: the columns, and behind them what is shown of those that are shown otherwise.</param>
/// <param name="shown">For each column, the column of the chunks that is shown.</param>
/// <param name="bytes">Roughly how much memory they take.</param>
internal sealed class MemoryRows(JobRowsDescription description, IReadOnlyList<DataChunk> chunks, ImmutableArray<int> shown, long bytes)
    : JobRows(description)
{
    private readonly Lock gate = new();
    private readonly JobRowsDescription description = description;
    private readonly IReadOnlyList<int> all = [.. Enumerable.Range(0, description.Columns.Length)];
    private int readers;
    private JobRows? successor;

    /// <summary>What is known of the rows.</summary>
    public JobRowsDescription Description => description;

    /// <summary>The rows; whoever uses them holds a lease.</summary>
    public IReadOnlyList<DataChunk> Chunks => chunks;

    /// <summary>Roughly how much memory they take.</summary>
    public long Bytes => bytes;

    public override JobRowsReader Open(long offset, long count, IReadOnlyList<int>? columns = null)
    {
        if (TryLease(out var lease) is { } elsewhere)
            return elsewhere.Open(offset, count, columns);
        var wanted = columns ?? all;
        return new JobRowsReader([.. wanted.Select(column => Columns[column])], Read(offset, count, wanted), lease);
    }

    public override JobTextReader OpenTexts(long offset, long count) => TryLease(out var lease) is { } elsewhere
        ? elsewhere.OpenTexts(offset, count)
        : new(new JobRowsReader(Columns, Read(offset, count, shown), lease));

    /// <summary>Frees the rows when the last reader has ended.</summary>
    /// <param name="inFile">Where they are from now on.</param>
    public void Retire(JobRows inFile)
    {
        lock (gate)
        {
            if (successor is not null)
                return;
            successor = inFile;
            if (readers > 0)
                return;
        }
        Free();
    }

    /// <summary>Keeps the rows alive until the lease is disposed; or tells where they are by now.</summary>
    private JobRows? TryLease(out IDisposable lease)
    {
        lock (gate)
        {
            lease = new Reader(this);
            if (successor is null)
                readers++;
            return successor;
        }
    }

    private IEnumerator<JobRowBatch> Read(long offset, long count, IReadOnlyList<int> columns)
    {
        var end = count > long.MaxValue - offset ? long.MaxValue : offset + count;
        var first = 0L;
        foreach (var chunk in chunks)
        {
            var from = (int)Math.Clamp(offset - first, 0, chunk.RowCount);
            var until = (int)Math.Clamp(end - first, 0, chunk.RowCount);
            if (from < until)
                yield return new JobRowBatch(chunk, columns, from, until);
            first += chunk.RowCount;
        }
    }

    private void Release()
    {
        lock (gate)
        {
            readers--;
            if (successor is null || readers > 0)
                return;
        }
        Free();
    }

    private void Free()
    {
        foreach (var chunk in chunks)
            chunk.Dispose();
    }

    private sealed class Reader(MemoryRows rows) : IDisposable
    {
        private int isDisposed;

        public void Dispose()
        {
            if (Interlocked.Exchange(ref isDisposed, 1) == 0)
                rows.Release();
        }
    }
}
