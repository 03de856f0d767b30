using System.Collections.Concurrent;

namespace Ramet.Warehouse.Jobs;

/// <summary>
/// Threads that run jobs. The engine works for as long as a query takes on the thread that asks it, so these are threads of their own, not
/// those of the pool, on which a server answers requests. They are started when they are needed, and end when they were idle for a while.
/// </summary>
/// <typeparam name="T">A job.</typeparam>
/// <param name="run">Runs a job; throws nothing.</param>
internal sealed class JobWorkers<T>(Action<T> run) : IDisposable
{
    private static readonly TimeSpan IdleTime = TimeSpan.FromSeconds(30);

    private readonly BlockingCollection<T> ready = [];
    private readonly Lock gate = new();
    private int idle;

    /// <summary>Runs a job on a thread that is free, or a new one.</summary>
    public void Start(T job)
    {
        lock (gate)
        {
            ready.Add(job);
            if (idle > 0)
            {
                idle--; // one of them takes it
                return;
            }
        }
        new Thread(Work) { IsBackground = true, Name = "job" }.Start();
    }

    /// <summary>Ends the idle threads; those that run a job end after it.</summary>
    public void Dispose() => ready.CompleteAdding();

    private void Work()
    {
        while (TryTake(out var job))
        {
            run(job);
            lock (gate)
                idle++;
        }
    }

    /// <summary>Takes a job; false when none came for a while.</summary>
    private bool TryTake(out T job)
    {
        while (!ready.TryTake(out job!, IdleTime))
        {
            lock (gate)
            {
                // A job that was added since counts on this thread.
                if (ready.Count > 0)
                    continue;
                idle = Math.Max(0, idle - 1);
                return false;
            }
        }
        return true;
    }
}
