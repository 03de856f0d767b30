using Ramet.Catalog.Jobs;

namespace Ramet.Catalog.Tests.Sqlite;

public sealed class SeveralProcessesTests : IDisposable
{
    private readonly SqliteStore store = new();

    public void Dispose() => store.Dispose();

    [Fact]
    public void Two_processes_write_one_catalog_at_once()
    {
        using var first = WorkerProcess.Start(store.Directory, "first", 40);
        using var second = WorkerProcess.Start(store.Directory, "second", 40);

        var acknowledged = first.Finish().Concat(second.Finish()).ToList();

        Assert.Equal(80, acknowledged.Count);
        Assert.Equal(acknowledged.Order(StringComparer.Ordinal), Accounts());
    }

    [Fact]
    public void What_a_killed_process_had_acknowledged_is_there_and_its_job_has_failed() // I1, I6
    {
        using var worker = WorkerProcess.Start(store.Directory, "worker", int.MaxValue);
        var acknowledged = Enumerable.Range(0, 20).Select(_ => worker.ReadAccount() ?? "(the worker ended)").ToList();
        using var catalog = store.Open();
        Assert.Equal(JobStatus.Running, catalog.FindJob(new InstanceId("worker"))?.Status);

        acknowledged.AddRange(worker.Kill());

        // The last line may be cut short, and the last commit may have lacked the time to be acknowledged.
        var accounts = Accounts();
        Assert.Subset(accounts.ToHashSet(), acknowledged.SkipLast(1).ToHashSet());
        Assert.InRange(accounts.Count, acknowledged.Count - 1, acknowledged.Count + 1);
        Assert.Equal(JobStatus.Failed, catalog.FindJob(new InstanceId("worker"))?.Status);
    }

    private List<string> Accounts()
    {
        using var catalog = store.Open();
        return [.. catalog.ListPrincipals()
            .Where(static known => !known.Principal.IsAdministrator)
            .Select(static known => known.Principal.ToString())
            .Order(StringComparer.Ordinal)];
    }
}
