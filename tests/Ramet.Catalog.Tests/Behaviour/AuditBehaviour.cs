using Ramet.Catalog.Audit;
using Ramet.Catalog.Commits;
using Ramet.Errors;

namespace Ramet.Catalog.Tests.Behaviour;

public abstract class AuditBehaviour<TStore> : CatalogBehaviour<TStore>
    where TStore : ICatalogStore, new()
{
    private static readonly AuditEntry AllowedToAlice = new()
    {
        Principal = Alice,
        StatementKind = "CLONE TABLE",
        ObjectName = "acs:odps:*:projects/p/tables/t",
        ProjectName = "p",
        IsAllowed = true,
        Detail = "project owner",
    };

    private static readonly AuditEntry DeniedToBob = new() { Principal = Bob, StatementKind = "CREATE ACCOUNT", IsAllowed = false };

    [Fact]
    public void Decision_is_read_back_with_its_time()
    {
        Record(AllowedToAlice);

        var record = Assert.Single(Catalog.ListAudit(new AuditFilter()));

        Assert.Equal((AllowedToAlice, Store.Clock.Now), (record.Entry, record.RecordedAt));
    }

    [Fact]
    public void Decisions_are_listed_by_every_condition_the_latest_first()
    {
        Record(AllowedToAlice, DeniedToBob);

        Assert.Equal([DeniedToBob, AllowedToAlice], List(new AuditFilter()));
        Assert.Equal([DeniedToBob], List(new AuditFilter { Limit = 1 }));
        Assert.Equal([DeniedToBob], List(new AuditFilter { Principal = Bob }));
        Assert.Equal([AllowedToAlice], List(new AuditFilter { ProjectName = "P" }));
        Assert.Equal([AllowedToAlice], List(new AuditFilter { IsAllowed = true }));

        IEnumerable<AuditEntry> List(AuditFilter filter) => Catalog.ListAudit(filter).Select(static record => record.Entry);
    }

    [Fact]
    public void Decision_is_recorded_with_its_change_or_not_at_all()
    {
        var change = new CatalogChange.CreatePrincipal(Alice);
        var commit = new CatalogCommit { Changes = [change], Audit = [AllowedToAlice] };
        Catalog.Commit(commit, CancellationToken.None);

        Assert.Throws<RametException>(() => Catalog.Commit(commit, CancellationToken.None));

        Assert.Single(Catalog.ListAudit(new AuditFilter()));
    }

    private void Record(params AuditEntry[] entries) => Catalog.Commit(new CatalogCommit { Audit = entries }, CancellationToken.None);
}
