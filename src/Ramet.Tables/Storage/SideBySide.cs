using System.Runtime.ExceptionServices;

namespace Ramet.Tables.Storage;

/// <summary>
/// Flushes many files at once. A file system writes what several callers wait for with one flush of the disk, so that this takes hardly
/// longer than flushing a single file, where one file after the other takes a flush of the disk for each.
/// </summary>
internal static class SideBySide
{
    private const int ThreadsMax = 16;

    /// <summary>Does something with each item, and returns when all are done.</summary>
    /// <param name="items">The items.</param>
    /// <param name="action">What to do; it spends its time waiting for the disk, and may be called from several threads.</param>
    /// <param name="cancellation">Stops before the next item.</param>
    public static void ForEach<T>(IReadOnlyList<T> items, Action<T> action, CancellationToken cancellation)
    {
        var taken = 0;
        Exception? failure = null;

        // Threads of its own: those of the pool are as few as the cores, and it adds to them slowly.
        var helpers = new Thread[Math.Max(0, Math.Min(items.Count, ThreadsMax) - 1)];
        for (var i = 0; i < helpers.Length; i++)
        {
            helpers[i] = new Thread(TakeItems) { IsBackground = true };
            helpers[i].Start();
        }
        TakeItems();
        foreach (var helper in helpers)
            helper.Join();

        if (failure is not null)
            ExceptionDispatchInfo.Throw(failure);
        cancellation.ThrowIfCancellationRequested();

        void TakeItems()
        {
            while (Volatile.Read(ref failure) is null && !cancellation.IsCancellationRequested)
            {
                var index = Interlocked.Increment(ref taken) - 1;
                if (index >= items.Count)
                    return;
                try
                {
                    action(items[index]);
                }
                catch (Exception exception)
                {
                    Interlocked.CompareExchange(ref failure, exception, null);
                }
            }
        }
    }
}
