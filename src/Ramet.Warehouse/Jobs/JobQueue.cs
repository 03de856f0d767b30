using System.Collections.Concurrent;
using Ramet.Access;
using Ramet.Catalog.Audit;
using Ramet.Catalog.Commits;
using Ramet.Catalog.Jobs;
using Ramet.Errors;
using Ramet.Warehouse.Statements;

namespace Ramet.Warehouse.Jobs;

/// <summary>
/// Runs statements as jobs: whoever submits one gets its id, and asks for its state and its result later, as often as he likes. Thread-safe.
/// </summary>
/// <remarks>
/// <list type="bullet">
/// <item>Q1 Before <see cref="Submit"/> returns, the job is recorded; nothing that was accepted is lost by a crash of the process: then its
/// record says that it failed, or that it had committed (the record of the end is part of the commit, I1).</item>
/// <item>Q2 A job reaches one final state, and never changes after that: a kill and the end of the job race for the record, and the loser is
/// refused by the catalog.</item>
/// <item>Q3 Projects take turns, so that a project with many jobs does not hold up others.</item>
/// </list>
/// Jobs run on threads of the process that took them in. Other processes see them by their records, and can kill them.
/// </remarks>
public sealed class JobQueue : IDisposable
{
    /// <summary>How often a job of another process is looked at by those who wait for it.</summary>
    private static readonly TimeSpan PollInterval = TimeSpan.FromMilliseconds(200);

    private static readonly TimeSpan HousekeepingInterval = TimeSpan.FromHours(1);

    private readonly RametWarehouse warehouse;
    private readonly JobOptions options;
    private readonly JobAccess access;
    private readonly JobResultStore results;
    private readonly JobWorkers<QueuedJob> workers;
    private readonly ConcurrentDictionary<InstanceId, QueuedJob> live = [];
    private readonly ConcurrentDictionary<JobStatus, long> ended = [];

    // Guards the fields below.
    private readonly Lock gate = new();
    private readonly FairQueue<QueuedJob> waiting = new();
    private readonly Dictionary<string, int> runningOf = new(StringComparer.OrdinalIgnoreCase);
    private int running;
    private bool isStopping;
    private Timer? housekeeping;

    internal JobQueue(RametWarehouse warehouse, JobOptions options)
    {
        this.warehouse = warehouse;
        this.options = options;
        access = new JobAccess(warehouse);
        results = new JobResultStore(warehouse.Engine, warehouse.Catalog, warehouse.Directory);
        workers = new JobWorkers<QueuedJob>(Run);
    }

    /// <summary>How many jobs run in this process.</summary>
    public int RunningCount
    {
        get
        {
            lock (gate)
                return running;
        }
    }

    /// <summary>How many jobs wait in this process.</summary>
    public int WaitingCount
    {
        get
        {
            lock (gate)
                return waiting.Count;
        }
    }

    /// <summary>How many jobs ended in this process since it began, by how they ended.</summary>
    public IReadOnlyDictionary<JobStatus, long> EndedCounts => ended;

    /// <summary>
    /// Takes a job in. What is wrong with its statement does not refuse it but fails the job, as in the service.
    /// </summary>
    /// <exception cref="RametException">
    /// The caller may not run jobs in the project, or there is none; too many jobs wait (kind Limit); the queue is being stopped (kind
    /// Environment).
    /// </exception>
    public InstanceId Submit(JobRequest request)
    {
        var project = access.AuthorizeSubmission(request);
        var now = warehouse.Time.GetUtcNow();
        var job = new Job
        {
            Id = InstanceId.New(now),
            ProjectName = project.Name,
            Owner = request.Caller,
            Statement = request.Text,
            SubmittedAt = now,
            Request = JobRequestJson.Write(request),
        };
        return Reserve(project.Name) ? SubmitRunning(job, request) : SubmitWaiting(job, request);
    }

    /// <summary>A job; null when there is none of this id that the caller may see.</summary>
    public JobView? Find(InstanceId id, JobCaller caller) =>
        warehouse.Catalog.FindJob(id) is { } job && access.MaySee(caller, job) ? View(job) : null;

    /// <summary>Waits for the end of a job, wherever it runs.</summary>
    /// <param name="id">The job.</param>
    /// <param name="caller">Who waits.</param>
    /// <param name="timeout">How long at most; <see cref="Timeout.InfiniteTimeSpan"/> for ever.</param>
    /// <param name="cancellationToken">Gives the waiting up.</param>
    /// <returns>The job, which still runs when the time was over; null when there is none that the caller may see.</returns>
    public async Task<JobView?> WaitAsync(InstanceId id, JobCaller caller, TimeSpan timeout, CancellationToken cancellationToken = default)
    {
        var started = warehouse.Time.GetTimestamp();
        while (true)
        {
            var isHere = live.TryGetValue(id, out var queued);
            var view = Find(id, caller);
            var left = timeout == Timeout.InfiniteTimeSpan ? timeout : timeout - warehouse.Time.GetElapsedTime(started);
            if (view is null or { Job.IsFinished: true } || (left <= TimeSpan.Zero && left != Timeout.InfiniteTimeSpan))
                return view;
            if (isHere)
                await WaitAsync(queued!.End, left, cancellationToken);
            else
                await Task.Delay(left != Timeout.InfiniteTimeSpan && left < PollInterval ? left : PollInterval, cancellationToken);
        }
    }

    /// <summary>Waits for the end of a job that was submitted here, and tells nothing of it.</summary>
    /// <param name="id">The job.</param>
    /// <param name="timeout">How long at most.</param>
    /// <param name="cancellationToken">Gives the waiting up.</param>
    public Task WaitHereAsync(InstanceId id, TimeSpan timeout, CancellationToken cancellationToken) =>
        live.TryGetValue(id, out var queued) ? WaitAsync(queued.End, timeout, cancellationToken) : Task.CompletedTask;

    /// <summary>Jobs that the caller may see, the latest first.</summary>
    /// <param name="filter">Which. Its limit is that of the page.</param>
    /// <param name="caller">Who asks.</param>
    public JobPage List(JobFilter filter, JobCaller caller)
    {
        var seen = new List<JobView>();
        var next = filter;
        while (true)
        {
            var jobs = warehouse.Catalog.ListJobs(next);
            foreach (var job in jobs)
            {
                if (seen.Count == filter.Limit)
                    return new JobPage(seen, seen[^1].Job.Id);
                if (access.MaySee(caller, job))
                    seen.Add(View(job));
            }
            if (jobs.Count < next.Limit)
                return new JobPage(seen, Next: null);
            if (seen.Count == filter.Limit)
                return new JobPage(seen, jobs[^1].Id);
            next = next with { After = jobs[^1].Id };
        }
    }

    /// <summary>Kills a job, wherever it runs. One that waits is over at once, one that runs within a second; it changes nothing.</summary>
    /// <param name="id">The job.</param>
    /// <param name="caller">Who kills it.</param>
    /// <returns>False when there is none of this id that the caller may see.</returns>
    /// <exception cref="RametException">
    /// The caller may see but not kill it (kind Denied), or it has ended already (kind Conflict).
    /// </exception>
    public bool Cancel(InstanceId id, JobCaller caller)
    {
        if (warehouse.Catalog.FindJob(id) is not { } job || !access.MaySee(caller, job))
            return false;
        var (decision, entry) = access.DecideKill(caller, job);
        if (decision is AccessDenied denied)
        {
            warehouse.Catalog.Commit(new CatalogCommit { Audit = [entry] }, CancellationToken.None);
            throw denied.ToException();
        }
        try
        {
            End(job, JobStatus.Cancelled, $"{ErrorCode.Cancelled}:{ErrorCode.Cancelled.Text} - cancelled by {caller.Principal}", entry);
        }
        catch (RametException) when (warehouse.Catalog.FindJob(id) is { IsFinished: true } ended)
        {
            throw new RametException(ErrorCode.InvalidParameter, ErrorKind.Conflict, $"instance {id} has ended already, as {ended.Status}");
        }
        return true;
    }

    /// <summary>What a job gave. Who may see a job may look at the first rows; all of them are for those whom <see cref="AuthorizeDownload"/> lets pass.</summary>
    /// <param name="view">The job, from <see cref="Find"/> or <see cref="WaitAsync(InstanceId, JobCaller, TimeSpan, CancellationToken)"/>.</param>
    /// <returns>The result; null when the job has not succeeded, or was a statement of a session.</returns>
    public JobResult? ResultOf(JobView view) => view.Job is { Status: JobStatus.Success, Result: { } json }
        ? JobResultJson.Read(json, description => results.Open(view.Job.Id, description))
        : null;

    /// <summary>Allows the caller to take all rows of a job away, or refuses it.</summary>
    /// <param name="id">A job that the caller may see.</param>
    /// <param name="caller">Who asks.</param>
    /// <exception cref="RametException">The project is protected, or download control is on and the caller lacks the privilege (kind Denied).</exception>
    public void AuthorizeDownload(InstanceId id, JobCaller caller)
    {
        if (warehouse.Catalog.FindJob(id) is { } job && access.DecideDownload(caller, job) is AccessDenied denied)
            throw denied.ToException();
    }

    /// <summary>
    /// Stops: nothing is taken in any more, what waits fails, and what runs may go on for a while before it is broken off.
    /// </summary>
    /// <param name="grace">How long running jobs may go on.</param>
    public async Task StopAsync(TimeSpan grace)
    {
        List<QueuedJob> left;
        lock (gate)
        {
            isStopping = true;
            left = [.. waiting.Items];
            foreach (var queued in left)
                waiting.Remove(queued.Job.ProjectName, queued);
        }
        foreach (var queued in left)
        {
            EndHere(queued.Job, JobStatus.Failed, "The process that took the job in was stopped before the job began. Submit it again.");
            Forget(queued);
        }
        await WaitAsync(Task.WhenAll(live.Values.Select(static queued => queued.End)), grace, CancellationToken.None);
        var broken = live.Values.ToList();
        foreach (var queued in broken)
            EndHere(queued.Job, JobStatus.Failed, "The process that ran the job was stopped before the job had ended. Nothing was changed; submit it again.");
        await Task.WhenAll(broken.Select(static queued => queued.End));
    }

    /// <summary>Stops without grace.</summary>
    public void Dispose()
    {
        StopAsync(TimeSpan.Zero).GetAwaiter().GetResult();
        workers.Dispose();
        EndHousekeeping();
    }

    /// <summary>Waits for a round that runs: it uses the catalog, which is closed after the queue.</summary>
    private void EndHousekeeping()
    {
        using var ended = new ManualResetEvent(initialState: false);
        if (housekeeping?.Dispose(ended) == true)
            ended.WaitOne();
    }

    private JobView View(Job job) => new(job, JobRequestJson.Read(job), live.TryGetValue(job.Id, out var queued) ? queued.Progress : null);

    /// <summary>Takes a place for a job that can run at once; false when it must wait.</summary>
    /// <exception cref="RametException">It can neither run nor wait.</exception>
    private bool Reserve(string project)
    {
        lock (gate)
        {
            if (isStopping)
                throw Stopping();
            housekeeping ??= new Timer(_ => KeepHouse(), null, TimeSpan.Zero, HousekeepingInterval);
            if (running < options.RunningMax && MayRun(project) && waiting.Count == 0)
            {
                Occupy(project);
                return true;
            }
            if (waiting.Count >= options.WaitingMax || waiting.CountOf(project) >= options.WaitingPerProjectMax)
                throw Full(project);
            return false;
        }
    }

    private InstanceId SubmitRunning(Job job, JobRequest request)
    {
        var queued = new QueuedJob(job with { Status = JobStatus.Running, StartedAt = job.SubmittedAt }, request);
        live[job.Id] = queued;
        try
        {
            Record(queued.Job);
        }
        catch
        {
            live.TryRemove(job.Id, out _);
            Leave(job.ProjectName);
            throw;
        }
        workers.Start(queued);
        return job.Id;
    }

    private InstanceId SubmitWaiting(Job job, JobRequest request)
    {
        var queued = new QueuedJob(job, request);
        live[job.Id] = queued;
        try
        {
            Record(job);
        }
        catch
        {
            live.TryRemove(job.Id, out _);
            throw;
        }
        lock (gate)
            waiting.Enqueue(job.ProjectName, queued);
        StartNext(); // a place may have become free meanwhile
        return job.Id;
    }

    /// <summary>Starts what waits, as long as there are places.</summary>
    private void StartNext()
    {
        while (true)
        {
            QueuedJob? next;
            lock (gate)
            {
                if (running >= options.RunningMax || !waiting.TryDequeue(MayRun, out next))
                    return;
                Occupy(next.Job.ProjectName);
            }
            workers.Start(next);
        }
    }

    private bool MayRun(string project) => options.RunningPerProjectMax is not { } limit || runningOf.GetValueOrDefault(project) < limit;

    private void Occupy(string project)
    {
        running++;
        runningOf[project] = runningOf.GetValueOrDefault(project) + 1;
    }

    private void Leave(string project)
    {
        lock (gate)
        {
            running--;
            if (--runningOf[project] == 0)
                runningOf.Remove(project);
        }
        StartNext();
    }

    /// <summary>Runs a job on a thread of the queue.</summary>
    private void Run(QueuedJob queued)
    {
        try
        {
            if (TryBegin(queued) is { } begun)
                Execute(queued, begun);
        }
        catch (Exception error)
        {
            // Not even the failure could be recorded, or it was killed meanwhile: then this is refused, and the record stays.
            EndHere(queued.Job, JobStatus.Failed, ErrorTranslation.Of(error, CancellationToken.None).Message);
        }
        finally
        {
            Forget(queued);
            Leave(queued.Job.ProjectName);
        }
    }

    /// <summary>Records that the job has begun; null when it was killed.</summary>
    private Job? TryBegin(QueuedJob queued)
    {
        if (queued.Job.Status == JobStatus.Running)
            return queued.Job;
        var begun = queued.Job with { Status = JobStatus.Running, StartedAt = warehouse.Time.GetUtcNow() };
        try
        {
            Record(begun);
            return begun;
        }
        catch (RametException error) when (error.Kind is ErrorKind.Cancelled or ErrorKind.Conflict && warehouse.Catalog.FindJob(begun.Id) is { IsFinished: true })
        {
            return null;
        }
    }

    private void Execute(QueuedJob queued, Job begun)
    {
        var request = queued.Request;
        using var session = warehouse.OpenSession(request.Caller, begun.ProjectName);
        session.SourceAddress = request.SourceAddress;
        queued.Begin(begun, session);
        var run = JobRun.Of(begun, request.Kind, warehouse, results, CancellationToken.None);
        try
        {
            JobScript.Run(request, session, run);
        }
        catch (RametException error) when (run.Final is null)
        {
            // Errors of the statement's text come before there is a statement that could record them.
            EndHere(begun, error.Kind == ErrorKind.Cancelled ? JobStatus.Cancelled : JobStatus.Failed, error.Message);
        }
        catch (RametException)
        {
            // The record has it.
        }
        finally
        {
            if (run.Final is null)
                run.End(null);
            queued.Final = run.Final;
        }
    }

    private void Forget(QueuedJob queued)
    {
        live.TryRemove(queued.Job.Id, out _);
        queued.Complete();
        CountEnd(queued);
    }

    /// <summary>Of a job that has not ended by itself, or was killed at the same time, the record alone knows how it ended.</summary>
    private void CountEnd(QueuedJob queued)
    {
        try
        {
            if ((queued.Final ?? warehouse.Catalog.FindJob(queued.Job.Id)) is { } job)
                ended.AddOrUpdate(job.Status, 1, static (_, count) => count + 1);
        }
        catch (RametException)
        {
            // A figure is missing; the job itself is recorded.
        }
    }

    /// <summary>Ends a job of this process; without effect when it has ended by now.</summary>
    private void EndHere(Job job, JobStatus status, string error)
    {
        try
        {
            End(job, status, error);
        }
        catch (RametException)
        {
            // It has ended by itself, or was killed; or the catalog cannot be written, and then the end of this process ends the job.
        }
    }

    /// <summary>Records the end of a job that has not ended by itself, and breaks it off where it runs.</summary>
    private void End(Job job, JobStatus status, string error, params AuditEntry[] audit)
    {
        var ended = job with { Status = status, FinishedAt = warehouse.Time.GetUtcNow(), Error = error };
        warehouse.Catalog.Commit(new CatalogCommit { Job = ended, Audit = audit }, CancellationToken.None);
        warehouse.RunningJobs.Cancel(job.Id);
        if (!live.TryGetValue(job.Id, out var queued))
            return;
        bool hasWaited;
        lock (gate)
            hasWaited = waiting.Remove(job.ProjectName, queued);
        if (hasWaited)
            Forget(queued);
    }

    private void Record(Job job) => warehouse.Catalog.Commit(new CatalogCommit { Job = job }, CancellationToken.None);

    /// <summary>Forgets old jobs, and rows that are old or that no job has: those that a process left behind when it died.</summary>
    private void KeepHouse()
    {
        try
        {
            var now = warehouse.Time.GetUtcNow();
            warehouse.Catalog.Commit(new CatalogCommit { Changes = [new CatalogChange.ForgetJobs(now - options.Retention), new CatalogChange.ForgetJobRows(now - options.ResultRetention)] }, CancellationToken.None);
            results.RemoveOld(now - options.ResultRetention, MayHaveRows);
        }
        catch (Exception error) when (error is RametException or IOException or UnauthorizedAccessException or ObjectDisposedException)
        {
            // There is a next time.
        }
    }

    private bool MayHaveRows(InstanceId id) => warehouse.Catalog.FindJob(id) is { Status: JobStatus.Waiting or JobStatus.Running or JobStatus.Success };

    private static async Task WaitAsync(Task task, TimeSpan timeout, CancellationToken cancellationToken)
    {
        try
        {
            await task.WaitAsync(timeout, cancellationToken);
        }
        catch (TimeoutException)
        {
            // Whoever waits looks for himself.
        }
    }

    private RametException Full(string project) => new(
        ErrorCode.TooManyJobs,
        ErrorKind.Limit,
        $"{waiting.Count} jobs wait, {waiting.CountOf(project)} of them in project {project}",
        hint: "Submit the job again later, or let more jobs wait.");

    private static RametException Stopping() => new(
        ErrorCode.TooManyJobs,
        ErrorKind.Environment,
        "the process is being stopped and takes no more jobs",
        hint: "Submit the job again when it runs again.");
}
