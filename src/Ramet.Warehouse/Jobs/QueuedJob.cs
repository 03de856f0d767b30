using Ramet.Catalog.Jobs;
using Ramet.Warehouse.Sessions;

namespace Ramet.Warehouse.Jobs;

/// <summary>A job that waits or runs in this process.</summary>
/// <param name="job">Its record as it was submitted.</param>
/// <param name="request">What was asked for.</param>
internal sealed class QueuedJob(Job job, JobRequest request)
{
    private readonly TaskCompletionSource end = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile Session? session;

    /// <summary>Its record as it was submitted, or as it began.</summary>
    public Job Job { get; private set; } = job;

    public JobRequest Request { get; } = request;

    /// <summary>Completed when the job has ended and its record says so.</summary>
    public Task End => end.Task;

    /// <summary>The record with which its statement ended; null before, and when the record was written in another way.</summary>
    public Job? Final { get; set; }

    /// <summary>How far it is, in percent; null when it waits or nobody can tell.</summary>
    public double? Progress
    {
        get
        {
            try
            {
                return session?.Progress;
            }
            catch (ObjectDisposedException)
            {
                return null; // it has ended just now
            }
        }
    }

    /// <summary>Tells that the job has begun.</summary>
    public void Begin(Job running, Session inSession)
    {
        Job = running;
        session = inSession;
    }

    /// <summary>Tells that the job has ended.</summary>
    public void Complete()
    {
        session = null;
        end.TrySetResult();
    }
}
