using Ramet.Access;
using Ramet.Catalog.Audit;
using Ramet.Catalog.Commits;
using Ramet.Catalog.Jobs;
using Ramet.Errors;

namespace Ramet.Catalog.Tests.Sqlite;

/// <summary>Records that several threads write at the same time.</summary>
public sealed class RecordGroupTests : IDisposable
{
    private static readonly Principal Alice = Principal.Parse("ALIYUN$alice@example.com");

    private readonly SqliteStore store = new();

    public void Dispose() => store.Dispose();

    [Fact]
    public void Nothing_is_lost_of_what_many_threads_record()
    {
        using var catalog = store.OpenSqlite();

        Parallel.For(0, 400, new ParallelOptions { MaxDegreeOfParallelism = 8 }, number => catalog.Commit(Decision($"o{number}"), CancellationToken.None));

        Assert.Equal(400, catalog.ListAudit(new AuditFilter { Limit = 1000 }).Select(static record => record.Entry.ObjectName).Distinct().Count());
    }

    [Fact]
    public async Task Those_that_wait_are_written_together_and_one_that_is_refused_harms_no_other()
    {
        using var catalog = store.OpenSqlite();
        var ended = EndedJob();
        catalog.Commit(new CatalogCommit { Job = ended }, CancellationToken.None);
        var (transactions, begun, go) = (0, new TaskCompletionSource(), new ManualResetEventSlim());
        catalog.BeforeCommit = () =>
        {
            if (Interlocked.Increment(ref transactions) > 1)
                return;
            begun.SetResult();
            go.Wait();
        };

        var first = Task.Run(() => catalog.Commit(Decision("first"), CancellationToken.None));
        await begun.Task;
        var second = Task.Run(() => catalog.Commit(Decision("second"), CancellationToken.None));
        var refused = Task.Run(() => catalog.Commit(Decision("refused") with { Job = ended with { Status = JobStatus.Failed } }, CancellationToken.None));
        var third = Task.Run(() => catalog.Commit(Decision("third"), CancellationToken.None));
        while (catalog.WaitingRecords < 3)
            await Task.Delay(10);
        go.Set();
        await Task.WhenAll(first, second, third);
        var error = await Assert.ThrowsAsync<RametException>(() => refused);

        Assert.Equal(ErrorKind.Conflict, error.Kind);
        Assert.Equal(JobStatus.Success, catalog.FindJob(ended.Id)!.Status);
        Assert.Equal(["first", "second", "third"], catalog.ListAudit(new AuditFilter()).Select(static record => record.Entry.ObjectName).Order());
        Assert.Equal(2, transactions);
    }

    [Fact]
    public void A_transaction_that_fails_fails_for_all_of_it_and_the_next_one_goes_on()
    {
        using var catalog = store.OpenSqlite();

        catalog.BeforeCommit = static () => throw new IOException("broken off");
        Assert.Throws<IOException>(() => catalog.Commit(Decision("lost"), CancellationToken.None));
        catalog.BeforeCommit = static () => { };
        catalog.Commit(Decision("kept"), CancellationToken.None);

        Assert.Equal("kept", Assert.Single(catalog.ListAudit(new AuditFilter())).Entry.ObjectName);
    }

    private static CatalogCommit Decision(string name) =>
        new() { Audit = [new AuditEntry { Principal = Alice, StatementKind = "SELECT", ObjectName = name, IsAllowed = true }] };

    private Job EndedJob() => new()
    {
        Id = InstanceId.New(store.Clock.Now),
        ProjectName = "p",
        Owner = Alice,
        Statement = "SELECT 1",
        SubmittedAt = store.Clock.Now,
        FinishedAt = store.Clock.Now,
        Status = JobStatus.Success,
    };
}
