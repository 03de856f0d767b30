using Microsoft.Data.Sqlite;
using Ramet.Access;
using Ramet.Catalog.Audit;
using Ramet.Catalog.Commits;
using Ramet.Catalog.Jobs;
using Ramet.Catalog.Sqlite;

namespace Ramet.Catalog.Tests.Sqlite;

/// <summary>What only this store promises, or promises in its own way.</summary>
public sealed class SqliteCatalogTests : IDisposable
{
    private static readonly Principal Alice = Principal.Parse("ALIYUN$alice@example.com");

    private readonly SqliteStore store = new();

    public void Dispose() => store.Dispose();

    [Fact]
    public void Commit_that_breaks_off_before_its_end_changes_nothing() // I1
    {
        using var catalog = store.OpenSqlite();
        var job = new Job
        {
            Id = InstanceId.New(store.Clock.Now),
            ProjectName = "p",
            Owner = Alice,
            Statement = "CREATE ACCOUNT",
            SubmittedAt = store.Clock.Now,
            FinishedAt = store.Clock.Now,
            Status = JobStatus.Success,
        };
        var commit = new CatalogCommit
        {
            Changes = [new CatalogChange.CreatePrincipal(Alice)],
            Job = job,
            Audit = [new AuditEntry { Principal = Alice, StatementKind = "CREATE ACCOUNT", IsAllowed = true }],
        };

        catalog.BeforeCommit = static () => throw new IOException("broken off");
        Assert.Throws<IOException>(() => catalog.Commit(commit, CancellationToken.None));

        Assert.Null(catalog.FindPrincipal(Alice));
        Assert.Null(catalog.FindJob(job.Id));
        Assert.Empty(catalog.ListAudit(new AuditFilter()));

        catalog.BeforeCommit = static () => { };
        catalog.Commit(commit, CancellationToken.None);
        Assert.NotNull(catalog.FindPrincipal(Alice));
    }

    [Theory]
    [InlineData("UPDATE audit SET is_allowed = 0")]
    [InlineData("DELETE FROM audit")]
    [InlineData("INSERT OR REPLACE INTO audit (id, recorded_ms, principal, statement_kind, is_allowed) VALUES (1, 0, 'x', 'x', 0)")]
    public void Audit_can_be_neither_changed_nor_deleted(string statement)
    {
        using var catalog = store.Open();
        catalog.Commit(
            new CatalogCommit { Audit = [new AuditEntry { Principal = Alice, StatementKind = "SELECT", IsAllowed = true }] },
            CancellationToken.None);
        using var session = new SqliteSession(store.DatabasePath, "");

        var error = Assert.Throws<SqliteException>(() => session.Execute(statement));

        Assert.Contains("the audit is append-only", error.Message, StringComparison.Ordinal);
        Assert.True(Assert.Single(catalog.ListAudit(new AuditFilter())).Entry.IsAllowed);
    }

    [Fact]
    public void Closed_catalog_leaves_no_lock_behind()
    {
        using (var catalog = store.Open())
        {
            var job = new Job
            {
                Id = InstanceId.New(store.Clock.Now),
                ProjectName = "p",
                Owner = Alice,
                Statement = "SELECT 1",
                SubmittedAt = store.Clock.Now,
            };
            catalog.Commit(new CatalogCommit { Job = job }, CancellationToken.None);
            Assert.Single(Directory.GetFiles(Path.Combine(store.Directory, "runners")));
        }

        Assert.Empty(Directory.GetFiles(Path.Combine(store.Directory, "runners")));
    }
}
