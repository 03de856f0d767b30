using Ramet.DuckDb;
using Ramet.Warehouse.Queries;

namespace Ramet.Warehouse.Jobs;

/// <summary>A small result, read out of the job's record.</summary>
/// <param name="description">What is known of the rows.</param>
/// <param name="record">
/// The rows as <see cref="ChunkRecord"/> writes them: the columns, and behind them what is shown of those that are shown otherwise
/// (<see cref="LocalTimes.BesideInstants"/>).
/// </param>
internal sealed class RecordedRows(JobRowsDescription description, byte[] record) : JobRows(description)
{
    public override JobRowsReader Open(long offset, long count, IReadOnlyList<int>? columns = null)
    {
        var wanted = columns ?? [.. Enumerable.Range(0, Columns.Length)];
        return new JobRowsReader([.. wanted.Select(column => Columns[column])], Read(offset, count, wanted));
    }

    public override JobTextReader OpenTexts(long offset, long count) =>
        new(new JobRowsReader(Columns, Read(offset, count, LocalTimes.ShownColumns(Columns))));

    private IEnumerator<JobRowBatch> Read(long offset, long count, IReadOnlyList<int> columns)
    {
        var end = count > long.MaxValue - offset ? long.MaxValue : offset + count;
        var first = 0L;
        foreach (var chunk in ChunkRecord.Read(record))
        {
            using (chunk)
            {
                var from = (int)Math.Clamp(offset - first, 0, chunk.RowCount);
                var until = (int)Math.Clamp(end - first, 0, chunk.RowCount);
                if (from < until)
                    yield return new JobRowBatch(chunk, columns, from, until);
                first += chunk.RowCount;
            }
        }
    }
}
