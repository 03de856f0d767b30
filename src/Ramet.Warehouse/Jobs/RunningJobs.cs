using System.Collections.Concurrent;
using Ramet.Catalog;
using Ramet.Catalog.Jobs;
using Ramet.Errors;

namespace Ramet.Warehouse.Jobs;

/// <summary>
/// The jobs that this process works on. KILL ends a job by its record, in whatever process that is written: here the records of the
/// running jobs are looked at twice a second, and a job whose record says that it is over is broken off.
/// </summary>
internal sealed class RunningJobs : IDisposable
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(500);

    private readonly ConcurrentDictionary<InstanceId, CancellationTokenSource> jobs = [];
    private readonly ICatalog catalog;
    private readonly Lock starting = new();
    private Timer? timer;
    private bool isDisposed;

    public RunningJobs(ICatalog catalog) => this.catalog = catalog;

    /// <summary>Adds a job.</summary>
    /// <param name="id">The job.</param>
    /// <param name="cancellation">Breaks it off.</param>
    public void Add(InstanceId id, CancellationTokenSource cancellation)
    {
        jobs[id] = cancellation;
        if (timer is not null)
            return;
        lock (starting)
        {
            if (!isDisposed)
                timer ??= new Timer(_ => LookAtRecords(), null, Interval, Interval);
        }
    }

    /// <summary>Whether this process still works on a job, if only to break it off.</summary>
    public bool Contains(InstanceId id) => jobs.ContainsKey(id);

    /// <summary>Removes a job that has ended.</summary>
    public void Remove(InstanceId id) => jobs.TryRemove(id, out _);

    /// <summary>Breaks off a job whose record is final already; without effect when this process does not work on it.</summary>
    public void Cancel(InstanceId id)
    {
        if (!jobs.TryGetValue(id, out var cancellation))
            return;
        try
        {
            cancellation.Cancel();
        }
        catch (ObjectDisposedException)
        {
            // It has ended by now.
        }
    }

    public void Dispose()
    {
        lock (starting)
        {
            isDisposed = true;
            timer?.Dispose();
        }
    }

    private void LookAtRecords()
    {
        foreach (var id in jobs.Keys)
        {
            try
            {
                if (catalog.FindJob(id) is { IsFinished: true })
                    Cancel(id);
            }
            catch (Exception error) when (error is RametException or ObjectDisposedException)
            {
                // The catalog is busy, or closed: there is a next time, or none is needed.
            }
        }
    }
}
