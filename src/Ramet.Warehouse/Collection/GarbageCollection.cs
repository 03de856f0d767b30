using System.Globalization;
using Ramet.Access;
using Ramet.Catalog.Audit;
using Ramet.Catalog.Commits;
using Ramet.Catalog.Jobs;
using Ramet.Catalog.Retention;
using Ramet.Errors;
using Ramet.Tables.Storage;
using Ramet.Warehouse.Projects;
using Ramet.Warehouse.Sessions;

namespace Ramet.Warehouse.Collection;

/// <summary>
/// Deletes the files that nothing reaches any more: the only code that deletes what was ever committed. It may run beside any number of
/// statements and of other collections, and may be broken off anywhere.
/// </summary>
/// <remarks>
/// How it works, in an order in which every step may be the last:
/// <list type="number">
/// <item>One commit raises the horizon, forgets snapshots that expired before it, and lets expire what projects no longer want to keep.</item>
/// <item>Mark: all files that the remaining snapshots reach, those of dropped and expired ones too.</item>
/// <item>Sweep: each file of the store that is not marked and was written before the horizon is deleted.</item>
/// </list>
/// Why no file is deleted that somebody needs (I4):
/// <list type="bullet">
/// <item>G1 A snapshot is forgotten only when it expired before the horizon. So whoever read it began before the horizon.</item>
/// <item>G2 The horizon is never after the start of a running job, or of an open upload or download: whoever reads or writes as one of these
/// is not concerned.</item>
/// <item>G3 A statement that began before the horizon cannot commit once that is raised
/// (<see cref="CatalogRequirement.NotCollectedSince"/>). So what is committed after the marking refers to files that are marked, or were written after the
/// horizon.</item>
/// </list>
/// </remarks>
public sealed class GarbageCollection
{
    private const string DataDirectory = "data";

    /// <summary>File systems take the time of a write from a clock that is a little slow, and some keep it in steps of two seconds.</summary>
    private static readonly TimeSpan ClockInaccuracy = TimeSpan.FromSeconds(3);

    private readonly RametWarehouse warehouse;
    private readonly CollectionOptions options;
    private readonly CancellationToken cancellation;
    private readonly DateTimeOffset now;

    private GarbageCollection(RametWarehouse warehouse, CollectionOptions options, CancellationToken cancellation)
    {
        this.warehouse = warehouse;
        this.options = options;
        this.cancellation = cancellation;
        now = warehouse.Time.GetUtcNow();
    }

    private string DataUri => $"{warehouse.Store.RootUri}/{DataDirectory}";

    private DateTimeOffset JobsFinishedBefore => now - warehouse.JobRetention;

    /// <summary>Collects garbage, on behalf of the administrator.</summary>
    /// <param name="session">On whose behalf.</param>
    /// <param name="options">How.</param>
    /// <param name="cancellation">Stops before the next file; what was deleted by then was garbage.</param>
    /// <returns>What was deleted, or would be.</returns>
    /// <exception cref="RametException">Denied; or StorageError: a manifest is missing or corrupt, and nothing was deleted, or a file cannot be deleted.</exception>
    public static CollectionReport Run(Session session, CollectionOptions options, CancellationToken cancellation = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(options.Grace, TimeSpan.Zero);
        var decision = Authorize(session);
        var collection = new GarbageCollection(session.Warehouse, options, cancellation);
        return options.IsDryRun ? collection.Preview() : collection.Collect(decision);
    }

    private static AuditEntry Authorize(Session session)
    {
        var target = new WarehouseObject();
        var decision = AccessPolicy.Decide(new AccessRequest(new AccessCaller(session.Caller, session.Warehouse.Time.GetUtcNow()), AccessAction.CollectGarbage, target));
        var entry = new AuditEntry
        {
            Principal = session.Caller,
            StatementKind = "COLLECT GARBAGE",
            ObjectName = target.ResourceName,
            IsAllowed = decision.IsAllowed,
            Detail = $"{AccessAction.CollectGarbage}: {decision.Reason}",
        };
        if (decision is not AccessDenied denied)
            return entry;
        session.Warehouse.Catalog.Commit(new CatalogCommit { Audit = [entry] }, CancellationToken.None);
        throw denied.ToException();
    }

    private CollectionReport Preview()
    {
        var horizon = ExpectedHorizon();
        return Sweep(horizon, CountForgettable(horizon));
    }

    private CollectionReport Collect(AuditEntry decision)
    {
        var forgettable = CountForgettable(ExpectedHorizon());
        Forget(decision);
        warehouse.Engine.RemoveAbandonedSpill();
        return Sweep(warehouse.Catalog.FindCollectionHorizon(), forgettable);
    }

    /// <summary>
    /// What the horizon will be unless a job or transfer starts or ends. Listing the jobs also records those as failed whose processes have died, so that
    /// they do not hold it back.
    /// </summary>
    private DateTimeOffset ExpectedHorizon()
    {
        var running = warehouse.Catalog.ListJobs(new JobFilter { IsFinished = false, Limit = int.MaxValue });
        var begins = running.Select(static job => job.StartedAt ?? job.SubmittedAt).Append(now - options.Grace);
        var earliest = (warehouse.Catalog.FindOldestOpenTransfer() is { } transfer ? begins.Append(transfer) : begins).Min();
        var known = warehouse.Catalog.FindCollectionHorizon();
        return earliest > known ? earliest : known;
    }

    private Forgettable CountForgettable(DateTimeOffset horizon) => warehouse.Catalog.CountForgettable(horizon, JobsFinishedBefore);

    /// <summary>Step 1: changes the catalog only, so that a crash behind it leaves files that the next collection finds.</summary>
    private void Forget(AuditEntry decision)
    {
        warehouse.Catalog.Commit(
            new CatalogCommit
            {
                Changes =
                [
                    new CatalogChange.ForgetTransfers(now - options.Grace),
                    new CatalogChange.ForgetExpired(now - options.Grace),
                    .. warehouse.Catalog.ListProjects().Select(project => new CatalogChange.Expire(project.Id, now - ProjectProperties.Retention(project))),
                    new CatalogChange.ForgetJobs(JobsFinishedBefore),
                ],
                Audit = [decision],
            },
            cancellation);
    }

    /// <summary>Steps 2 and 3.</summary>
    private CollectionReport Sweep(DateTimeOffset horizon, Forgettable forgettable)
    {
        var reachable = ReachableFiles.Mark(warehouse.Catalog, warehouse.Store, horizon, cancellation);
        var writtenBefore = horizon - ClockInaccuracy;
        long files = 0, bytes = 0;
        foreach (var file in warehouse.Store.List(DataUri))
        {
            cancellation.ThrowIfCancellationRequested();
            if (file.WrittenAt >= writtenBefore || reachable.Contains(file.Uri))
                continue;
            if (!options.IsDryRun)
                Delete(file, reachable, writtenBefore);
            files++;
            bytes += file.SizeBytes;
        }
        return new CollectionReport
        {
            IsDryRun = options.IsDryRun,
            Horizon = horizon,
            Snapshots = forgettable.Snapshots,
            Jobs = forgettable.Jobs,
            Files = files,
            Bytes = bytes,
            Directories = SweepDirectories(writtenBefore),
        };
    }

    private void Delete(StoredObject file, ReachableFiles reachable, DateTimeOffset writtenBefore)
    {
        var isGarbage = !reachable.Contains(file.Uri)
            && file.WrittenAt < writtenBefore
            && file.Uri.StartsWith(DataUri + "/", StringComparison.Ordinal);
        if (!isGarbage)
            throw new InvalidOperationException(string.Create(CultureInfo.InvariantCulture, $"I4: '{file.Uri}', written {file.WrittenAt:O}, is no garbage."));
        warehouse.Store.Delete(file.Uri);
    }

    /// <summary>
    /// Directories of statements, and those of tables that are gone. The directories into which a table writes stay as long as it lives,
    /// also when they are empty: a statement may be about to write there.
    /// </summary>
    private int SweepDirectories(DateTimeOffset changedBefore)
    {
        var tables = warehouse.Catalog.ListTableIdentities().ToHashSet();
        var unused = warehouse.Store.ListEmptyDirectories(DataUri, changedBefore).Where(uri => !IsInUse(uri, tables)).ToList();
        if (!options.IsDryRun)
            unused.ForEach(warehouse.Store.DeleteEmptyDirectory);
        return unused.Count;
    }

    /// <summary>Whether it is <c>data/TABLE</c>, or a directory directly below, of a table that exists or can be restored.</summary>
    private bool IsInUse(string uri, HashSet<Guid> tables)
    {
        var names = uri[(DataUri.Length + 1)..].Split('/');
        return names.Length <= 2 && Guid.TryParse(names[0], out var table) && tables.Contains(table);
    }
}
