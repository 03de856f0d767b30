using Ramet.Catalog.Commits;
using Ramet.Catalog.Jobs;
using Ramet.Errors;

namespace Ramet.Catalog.Tests.Behaviour;

public abstract class JobBehaviour<TStore> : CatalogBehaviour<TStore>
    where TStore : ICatalogStore, new()
{
    [Fact]
    public void Job_is_read_back_as_it_stands()
    {
        var submitted = NewJob();
        Record(submitted);
        Assert.Equal(submitted, Catalog.FindJob(submitted.Id));

        Store.Clock.Advance(TimeSpan.FromMilliseconds(1));
        var running = submitted with { Status = JobStatus.Running, StartedAt = Store.Clock.Now, Progress = "1/2" };
        Record(running);
        Assert.Equal(running, Catalog.FindJob(submitted.Id));

        var done = Finished(running) with { Summary = """{"rows":1}""" };
        Record(done);
        Assert.Equal(done, Catalog.FindJob(submitted.Id));
    }

    [Fact]
    public void Job_may_be_recorded_at_its_end_only()
    {
        var job = Finished(NewJob());
        Record(job);

        Assert.Equal(job, Catalog.FindJob(job.Id));
    }

    [Fact]
    public void Rows_are_read_by_themselves_and_forgotten_before_their_job()
    {
        var (few, none) = (Finished(NewJob()), Finished(NewJob()));
        Record(few with { Rows = [1, 0, 255] });
        Record(none);

        Assert.Equal(few, Catalog.FindJob(few.Id));
        Assert.Equal([1, 0, 255], Catalog.FindJobRows(few.Id));
        Assert.Null(Catalog.FindJobRows(none.Id));

        Forget(few.FinishedAt!.Value);
        Assert.NotNull(Catalog.FindJobRows(few.Id));
        Forget(few.FinishedAt!.Value.AddMilliseconds(1));
        Assert.Null(Catalog.FindJobRows(few.Id));
        Assert.Equal(few, Catalog.FindJob(few.Id));

        void Forget(DateTimeOffset before) =>
            Catalog.Commit(new CatalogCommit { Changes = [new CatalogChange.ForgetJobRows(before)] }, CancellationToken.None);
    }

    [Fact]
    public void Unknown_job_is_not_found() => Assert.Null(Catalog.FindJob(InstanceId.New(Store.Clock.Now)));

    [Fact]
    public void Change_of_a_killed_job_is_refused()
    {
        var job = NewJob() with { Status = JobStatus.Running, StartedAt = Store.Clock.Now };
        Record(job);
        Record(job with { Status = JobStatus.Cancelled, FinishedAt = Store.Clock.Now, Error = "killed by ALIYUN$alice@example.com" });

        var error = Assert.Throws<RametException>(() => Catalog.Commit(
            new CatalogCommit { Changes = [new CatalogChange.CreatePrincipal(Bob)], Job = Finished(job) }, CancellationToken.None));

        AssertError(error, ErrorCode.Cancelled, ErrorKind.Cancelled, $"instance {job.Id} was cancelled; nothing was changed");
        Assert.Null(Catalog.FindPrincipal(Bob));
        Assert.Equal(JobStatus.Cancelled, Catalog.FindJob(job.Id)?.Status);
    }

    [Fact]
    public void Finished_job_never_changes()
    {
        var job = Finished(NewJob());
        Record(job);

        var error = Assert.Throws<RametException>(() => Record(job with { Status = JobStatus.Failed }));

        Assert.Equal((ErrorCode.ConcurrentChange, ErrorKind.Conflict), (error.Code, error.Kind));
        Assert.Equal(JobStatus.Success, Catalog.FindJob(job.Id)?.Status);
    }

    [Fact]
    public void Unfinished_job_of_a_closed_catalog_has_failed()
    {
        var job = NewJob() with { Status = JobStatus.Running, StartedAt = Store.Clock.Now };
        using (var other = Store.Open())
        {
            other.Commit(new CatalogCommit { Job = job }, CancellationToken.None);
            Assert.Equal(JobStatus.Running, Catalog.FindJob(job.Id)?.Status);
        }
        var discovery = Store.Clock.Advance(TimeSpan.FromMinutes(1));

        var found = Catalog.FindJob(job.Id);

        Assert.Equal((JobStatus.Failed, discovery), (found?.Status, found?.FinishedAt));
        Assert.Contains("process", found?.Error, StringComparison.Ordinal);
        Store.Clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(found, Catalog.FindJob(job.Id));
    }

    [Fact]
    public void Listing_discovers_dead_jobs_too()
    {
        var (lost, alive) = (NewJob(), NewJob());
        Record(alive);
        using (var other = Store.Open())
            other.Commit(new CatalogCommit { Job = lost }, CancellationToken.None);

        var statuses = Catalog.ListJobs(new JobFilter()).ToDictionary(static job => job.Id, static job => job.Status);

        Assert.Equal((JobStatus.Failed, JobStatus.Waiting), (statuses[lost.Id], statuses[alive.Id]));
    }

    [Fact]
    public void Jobs_are_listed_by_every_condition_the_latest_first()
    {
        var first = NewJob();
        var ofBob = NewJobAfter(TimeSpan.FromSeconds(1)) with { Owner = Bob };
        var inQ = NewJobAfter(TimeSpan.FromSeconds(1)) with { ProjectName = "q" };
        var done = Finished(NewJobAfter(TimeSpan.FromSeconds(1)));
        foreach (var job in new[] { first, ofBob, inQ, done })
            Record(job);

        Assert.Equal([done.Id, inQ.Id, ofBob.Id, first.Id], List(new JobFilter()));
        Assert.Equal([done.Id, inQ.Id], List(new JobFilter { Limit = 2 }));
        Assert.Equal([ofBob.Id], List(new JobFilter { Owner = Bob }));
        Assert.Equal([inQ.Id], List(new JobFilter { ProjectName = "Q" }));
        Assert.Equal([done.Id], List(new JobFilter { Status = JobStatus.Success }));
        Assert.Equal([inQ.Id, ofBob.Id], List(new JobFilter { SubmittedFrom = ofBob.SubmittedAt, SubmittedBefore = done.SubmittedAt }));

        IEnumerable<InstanceId> List(JobFilter filter) => Catalog.ListJobs(filter).Select(static job => job.Id);
    }

    private void Record(Job job) => Catalog.Commit(new CatalogCommit { Job = job }, CancellationToken.None);

    private Job NewJobAfter(TimeSpan time)
    {
        Store.Clock.Advance(time);
        return NewJob();
    }

    private Job NewJob() => new()
    {
        Id = InstanceId.New(Store.Clock.Now),
        ProjectName = "p",
        Owner = Alice,
        Statement = "SELECT 1;",
        SubmittedAt = Store.Clock.Now,
    };

    private Job Finished(Job job)
    {
        Store.Clock.Advance(TimeSpan.FromMilliseconds(1));
        return job with { Status = JobStatus.Success, FinishedAt = Store.Clock.Now };
    }
}
