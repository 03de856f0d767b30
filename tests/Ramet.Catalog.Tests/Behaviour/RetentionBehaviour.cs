using Ramet.Catalog.Commits;
using Ramet.Catalog.Jobs;
using Ramet.Catalog.Tables;
using Ramet.Errors;

namespace Ramet.Catalog.Tests.Behaviour;

public abstract class RetentionBehaviour<TStore> : CatalogBehaviour<TStore>
    where TStore : ICatalogStore, new()
{
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    [Fact]
    public void Properties_of_a_project_are_changed_one_by_one()
    {
        var project = CreateProject("p");
        Commit(new CatalogChange.SetProjectProperties(project, new Dictionary<string, string?> { ["a"] = "1", ["b"] = "2" }));
        Commit(new CatalogChange.SetProjectProperties(project, new Dictionary<string, string?> { ["b"] = null, ["c"] = "3" }));

        Assert.Equal([("a", "1"), ("c", "3")], Catalog.FindProject("p")!.Definition.Properties.Select(static pair => (pair.Key, pair.Value)).Order());

        Commit(new CatalogChange.DropProject(project));
        AssertError(
            Refused(new CatalogChange.SetProjectProperties(project, new Dictionary<string, string?>())), ErrorCode.ProjectNotFound, ErrorKind.NotFound, "'p'");
    }

    [Fact]
    public void Dropped_table_is_restored_with_its_history()
    {
        var project = CreateProject("p");
        var table = WithSnapshots(CreateTable(project, "t"), 2);
        Commit(new CatalogChange.DropTable(table));
        Store.Clock.Advance(Hour);

        var listed = Assert.Single(Catalog.ListTables(project.Id, new TableFilter { Standing = TableStanding.Dropped }));
        Assert.Equal((table.Metadata.TableUuid, Store.Clock.Now - Hour), (listed.Uuid, listed.DroppedAt));
        var dropped = Catalog.FindDroppedTable(project.Id, listed.Uuid)!;
        CreateTable(project, "t");
        AssertError(Refused(new CatalogChange.RestoreTable(dropped, "T")), ErrorCode.TableAlreadyExists, ErrorKind.User, "p.T already exists");
        Commit(new CatalogChange.RestoreTable(dropped, "back"));

        var restored = Catalog.FindTable(new TableName("p", "back"))!;
        Assert.Equal((table.Id, null), (restored.Id, restored.DroppedAt));
        Assert.Equal(2, Catalog.ListSnapshots(restored.Id).Count);
        Assert.Null(Catalog.FindDroppedTable(project.Id, listed.Uuid));
        Assert.Equal(ErrorKind.Conflict, Refused(new CatalogChange.RestoreTable(dropped, "again")).Kind);
    }

    [Fact]
    public void Purged_table_is_gone_but_its_files_are_reachable_until_it_is_forgotten()
    {
        var project = CreateProject("p");
        var table = WithSnapshots(CreateTable(project, "t"), 2);
        Commit(new CatalogChange.DropTable(table) { IsPurge = true });

        Assert.Null(Catalog.FindDroppedTable(project.Id, table.Metadata.TableUuid));
        Assert.Empty(Catalog.ListTables(project.Id, new TableFilter { Standing = TableStanding.Dropped }));
        Assert.Equal(2, Reachable(Catalog.FindCollectionHorizon()).Count);

        Store.Clock.Advance(Hour);
        Assert.Empty(Reachable(Store.Clock.Now));
        Assert.Equal(2, Catalog.CountForgettable(Store.Clock.Now, Store.Clock.Now).Snapshots);
        Commit(new CatalogChange.ForgetExpired(Store.Clock.Now));
        Assert.Empty(Reachable(DateTimeOffset.UnixEpoch));
        Assert.Empty(Catalog.ListTableIdentities());
        Assert.NotEqual(table.Id, CreateTable(project, "t").Id);
    }

    [Fact]
    public void Purge_of_an_existing_table_leaves_its_current_snapshot()
    {
        var table = WithSnapshots(CreateTable(CreateProject("p"), "t"), 3);
        Commit(new CatalogChange.PurgeTable(table));

        Assert.Equal(table.Metadata.CurrentSnapshotId, Assert.Single(Catalog.ListSnapshots(table.Id)).Id);
        Assert.Equal(3, Reachable(Store.Clock.Now).Count);
    }

    [Fact]
    public void Snapshots_expire_when_they_were_replaced_long_ago_and_the_current_one_never()
    {
        var project = CreateProject("p");
        var other = WithSnapshots(CreateTable(CreateProject("q"), "t"), 2);
        var table = WithSnapshots(CreateTable(project, "t"), 3, interval: Hour); // at 0, 1 and 2 hours
        var begin = table.Metadata.CurrentSnapshot!.TimestampMs - (2 * 3_600_000);

        Commit(new CatalogChange.Expire(project.Id, DateTimeOffset.FromUnixTimeMilliseconds(begin + 3_599_999)));
        Assert.Equal(3, Catalog.ListSnapshots(table.Id).Count);
        Commit(new CatalogChange.Expire(project.Id, DateTimeOffset.FromUnixTimeMilliseconds(begin + 3_600_000)));
        Assert.Equal(2, Catalog.ListSnapshots(table.Id).Count);
        Commit(new CatalogChange.Expire(project.Id, Store.Clock.Now + TimeSpan.FromDays(10_000)));
        Assert.Equal(table.Metadata.CurrentSnapshotId, Assert.Single(Catalog.ListSnapshots(table.Id)).Id);
        Assert.Equal(2, Catalog.ListSnapshots(other.Id).Count);
    }

    [Fact]
    public void Dropped_tables_expire_and_so_do_those_of_a_dropped_project()
    {
        var (p, q) = (CreateProject("p"), CreateProject("q"));
        foreach (var project in (Projects.Project[])[p, q])
            Commit(new CatalogChange.DropTable(CreateTable(project, "t")));
        var droppedAt = Store.Clock.Now;

        Commit(new CatalogChange.Expire(p.Id, droppedAt - Hour));
        Assert.Single(Catalog.ListTables(p.Id, new TableFilter { Standing = TableStanding.Dropped }));
        Commit(new CatalogChange.Expire(p.Id, droppedAt));
        Assert.Empty(Catalog.ListTables(p.Id, new TableFilter { Standing = TableStanding.Dropped }));
        Assert.Single(Catalog.ListTableIdentities());

        Commit(new CatalogChange.DropProject(q));
        Assert.Empty(Catalog.ListTableIdentities());
    }

    [Fact]
    public void Statement_that_began_before_the_horizon_cannot_commit()
    {
        var project = CreateProject("p");
        var began = Store.Clock.Now;
        Store.Clock.Advance(Hour);
        Commit(new CatalogChange.ForgetExpired(began));
        CreateSince(project, began, "first");

        Commit(new CatalogChange.ForgetExpired(Store.Clock.Now));
        Assert.Equal(ErrorKind.Conflict, Assert.Throws<RametException>(() => CreateSince(project, began, "second")).Kind);
        CreateSince(project, Store.Clock.Now, "third");

        // The horizon does not go back.
        Commit(new CatalogChange.ForgetExpired(began));
        Assert.Equal(Store.Clock.Now, Catalog.FindCollectionHorizon());
    }

    [Fact]
    public void Running_job_holds_the_horizon()
    {
        var job = new Job
        {
            Id = InstanceId.New(Store.Clock.Now),
            ProjectName = "p",
            Owner = Alice,
            Statement = "SELECT 1",
            SubmittedAt = Store.Clock.Now,
            StartedAt = Store.Clock.Now,
            Status = JobStatus.Running,
        };
        Catalog.Commit(new CatalogCommit { Job = job }, CancellationToken.None);
        var began = Store.Clock.Now;
        Store.Clock.Advance(Hour);

        Commit(new CatalogChange.ForgetExpired(Store.Clock.Now));
        Assert.Equal(began, Catalog.FindCollectionHorizon());

        Catalog.Commit(new CatalogCommit { Job = job with { Status = JobStatus.Success, FinishedAt = Store.Clock.Now } }, CancellationToken.None);
        Commit(new CatalogChange.ForgetExpired(Store.Clock.Now));
        Assert.Equal(Store.Clock.Now, Catalog.FindCollectionHorizon());

        Commit(new CatalogChange.ForgetJobs(Store.Clock.Now));
        Assert.NotNull(Catalog.FindJob(job.Id));
        Commit(new CatalogChange.ForgetJobs(Store.Clock.Now + Hour));
        Assert.Null(Catalog.FindJob(job.Id));
    }

    [Fact]
    public void Reachable_snapshots_are_read_page_by_page()
    {
        var project = CreateProject("p");
        for (var i = 0; i < 3; i++)
            WithSnapshots(CreateTable(project, $"t{i}"), 3);

        var whole = Reachable(DateTimeOffset.UnixEpoch);
        var paged = new List<Retention.SnapshotFile>();
        while (Catalog.ListReachable(paged.LastOrDefault(), DateTimeOffset.UnixEpoch, limit: 2) is { Count: > 0 } page)
            paged.AddRange(page);

        Assert.Equal(9, whole.Count);
        Assert.Equal(whole, paged);
    }

    private IReadOnlyList<Retention.SnapshotFile> Reachable(DateTimeOffset horizon) => Catalog.ListReachable(null, horizon, limit: 1_000);

    private void CreateSince(Projects.Project project, DateTimeOffset startedAt, string name) => Catalog.Commit(
        new CatalogCommit
        {
            Requirements = [new CatalogRequirement.NotCollectedSince(startedAt)],
            Changes = [new CatalogChange.CreateTable(project, name, Alice, NewState())],
        },
        CancellationToken.None);

    private CatalogTable WithSnapshots(CatalogTable table, int count, TimeSpan interval = default)
    {
        for (var i = 0; i < count; i++)
        {
            var state = WithSnapshot(table.Metadata, $"file:///warehouse/data/{table.Name}/list-{i}.avro");
            var current = state.CurrentSnapshot!;
            var moved = current with { TimestampMs = current.TimestampMs + (long)(i * interval.TotalMilliseconds) };
            state = state with { Snapshots = [.. state.Snapshots.Where(snapshot => snapshot.Id != moved.Id), moved] };
            Commit(new CatalogChange.ReplaceTableState(table, state, TableAspects.Data));
            table = Catalog.FindTable(table.FullName)!;
        }
        return table;
    }
}
