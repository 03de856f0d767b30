using Ramet.Access;
using Ramet.Catalog.Commits;
using Ramet.Catalog.Jobs;
using Ramet.Errors;
using Ramet.Warehouse.Jobs;
using Ramet.Warehouse.Tests.Support;

namespace Ramet.Warehouse.Tests.Jobs;

public sealed class JobQueueTests : IDisposable
{
    /// <summary>A query that runs until it is broken off: it counts far more rows than anybody waits for.</summary>
    private const string Endless =
        "SELECT COUNT(*) FROM big a JOIN big b ON a.id <> b.id JOIN big c ON b.id <> c.id WHERE (a.id + 3 * b.id + 7 * c.id) % 1000003 = 1000004";

    private static readonly JobCaller Administrator = new(Principal.Administrator);

    /// <summary>How long a job is waited for that is expected to end; queries that are broken off would run for years.</summary>
    private static readonly TimeSpan LongEnough = TimeSpan.FromMinutes(2);

    private readonly TestWarehouse world = new(jobs: new JobOptions { RunningMax = 2, WaitingPerProjectMax = 3 });

    private JobQueue Jobs => world.Warehouse.Jobs;

    [Fact]
    public async Task A_job_is_recorded_from_its_submission_to_its_result()
    {
        var id = Submit("SELECT 1 AS a, 'x' AS b");
        Assert.NotNull(Jobs.Find(id, Administrator));

        var ended = await End(id);

        Assert.Equal((JobStatus.Success, JobResultKind.Rows), (ended.Job.Status, ended.ResultKind));
        Assert.Equal("AnonymousSQLTask", ended.Request.TaskName);
        Assert.Equal(["1|x"], Texts(id));
    }

    [Theory]
    [InlineData("SELECT x FORM t", "ODPS-0130161:[1,15] Parse exception")]
    [InlineData("SET odps.sql.allow.fullscan=true;\n  SELECT * FROM nothing", "ODPS-0130131:[2,17] Table not found")]
    [InlineData("SELECT 1; SELECT 2", "ODPS-0130071:")]
    public async Task What_is_wrong_with_the_statement_fails_the_job_at_its_place_in_the_text(string text, string error)
    {
        var ended = await End(Submit(text));

        Assert.Equal(JobStatus.Failed, ended.Job.Status);
        Assert.StartsWith(error, ended.Job.Error, StringComparison.Ordinal);
        Assert.Null(Jobs.ResultOf(ended));
    }

    [Fact]
    public async Task A_text_and_a_statement_without_output_are_results_too()
    {
        var created = Submit("CREATE TABLE t (id BIGINT)");
        var nothing = await End(created);
        var text = await End(Submit("SHOW TABLES"));

        Assert.Equal((JobResultKind.Nothing, JobResultKind.Text), (nothing.ResultKind, text.ResultKind));
        Assert.IsType<JobNothing>(Jobs.ResultOf(nothing));
        Assert.Contains(":t\n", Assert.IsType<JobText>(Jobs.ResultOf(text)).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Settings_and_properties_of_a_request_hold_and_can_be_read_again()
    {
        var request = Request("SELECT CAST('2024-01-01 00:00:00' AS DATETIME) AS t") with
        {
            Settings = new Dictionary<string, string> { ["odps.sql.timezone"] = "Asia/Shanghai", ["unknown"] = "x" },
            Properties = new Dictionary<string, string> { ["guid"] = "g1" },
            TaskName = "console_query_task_1",
        };
        var id = Jobs.Submit(request);
        var ended = await End(id);

        Assert.Equal(("console_query_task_1", "g1", "x"), (ended.Request.TaskName, ended.Request.Properties["guid"], ended.Request.Settings["unknown"]));
        var rows = Rows(id);
        using var reader = rows.Open(0, 1);
        Assert.True(reader.TryReadBatch(out var batch));
        var instant = batch.Vector(0).Values<long>()[batch.Start];
        Assert.Equal(new DateTimeOffset(2024, 1, 1, 0, 0, 0, TimeSpan.FromHours(8)), DateTimeOffset.UnixEpoch.AddMicroseconds(instant));
        Assert.Equal(["2024-01-01 00:00:00"], Texts(id));
    }

    [Fact]
    public async Task A_wrong_setting_fails_the_job()
    {
        var ended = await End(Jobs.Submit(Request("SELECT 1") with { Settings = new Dictionary<string, string> { ["odps.sql.timezone"] = "Moon" } }));

        Assert.StartsWith("ODPS-0420061:Invalid parameter in HTTP request - 'Moon' is not a time zone", ended.Job.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Any_range_of_a_large_result_can_be_read_any_number_of_times_from_several_threads()
    {
        MakeBig(300_000);
        var id = Submit("SELECT id, CONCAT('n', id) AS name, id AS id FROM big ORDER BY id LIMIT 1000000");
        await End(id);
        var rows = Rows(id);
        Assert.Equal((300_000, 3), (rows.RecordCount, rows.Columns.Length));

        Parallel.ForEach([0L, 1, 122_879, 122_880, 250_000, 299_999, 300_000], offset =>
        {
            using var reader = rows.Open(offset, 3_000, [2, 1]);
            var next = offset;
            while (reader.TryReadBatch(out var batch))
            {
                for (var row = batch.Start; row < batch.End; row++, next++)
                {
                    Assert.Equal(next, batch.Vector(0).Values<long>()[row]);
                    Assert.Equal($"n{next}", batch.Vector(1).Text(row));
                }
            }
            Assert.Equal(Math.Min(300_000, offset + 3_000), next);
        });
    }

    [Fact]
    public async Task A_small_result_can_be_read_in_ranges_too()
    {
        MakeBig(5_000);
        var id = Submit("SELECT id FROM big ORDER BY id LIMIT 1000000");
        await End(id);

        Assert.Equal(["2047", "2048", "2049"], Texts(id, 2047, 3));
        Assert.Equal(["4999"], Texts(id, 4999, long.MaxValue));
        Assert.Empty(Texts(id, 5000, 10));
    }

    [Theory]
    [InlineData(10, false)] // part of the record
    [InlineData(5_000, true)] // collected in memory, then a file
    [InlineData(150_000, true)] // too many for memory: the query runs again, into a file
    public async Task A_result_is_kept_where_its_size_allows_and_reads_the_same(int count, bool isFile)
    {
        MakeBig(10_000);
        var id = Submit($"SELECT a.id, CONCAT('name', a.id) AS name, DATEADD(CAST('2024-01-01 00:00:00' AS DATETIME), a.id, 'ss') AS t FROM big a JOIN (SELECT id FROM big WHERE id < 100) b ON TRUE ORDER BY a.id, b.id LIMIT {count}");
        await End(id);

        Assert.Equal(isFile, File.Exists(Path.Combine(world.Directory, "results", id + ".parquet")));
        Assert.Equal(count, Rows(id).RecordCount);
        Assert.Equal(["0|name0|2024-01-01 00:00:00"], Texts(id, 5, 1));
        var last = (count - 1) / 100;
        Assert.Equal([$"{last}|name{last}|{new DateTime(2024, 1, 1).AddSeconds(last):yyyy-MM-dd HH:mm:ss}"], Texts(id, count - 1, 10));
    }

    [Fact]
    public async Task Rows_of_old_results_are_forgotten_and_who_asks_is_told()
    {
        var id = Submit("SELECT 1");
        await End(id);
        var change = new CatalogChange.ForgetJobRows(DateTimeOffset.UtcNow.AddDays(1));
        world.Warehouse.Catalog.Commit(new CatalogCommit { Changes = [change] }, CancellationToken.None);

        var error = Assert.Throws<RametException>(() => Rows(id).Open(0, 1));

        Assert.Contains("not kept any more", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Results_outlive_the_process_that_made_them()
    {
        var small = Submit("SELECT ARRAY(1, 2) AS a, MAP('k', 1.5BD) AS m, CAST(NULL AS STRING) AS s, CAST('2024-01-01 01:02:03' AS TIMESTAMP) AS t");
        var empty = Submit("SELECT 1 AS a FROM (SELECT 1 AS b) q WHERE b > 1");
        await End(small);
        await End(empty);
        var before = Texts(small);

        world.Reopen();

        Assert.Equal(before, Texts(small));
        Assert.Empty(Texts(empty));
        Assert.Equal(["a"], Rows(empty).Columns.Select(column => column.Name));
    }

    [Fact]
    public async Task A_running_job_that_is_cancelled_ends_and_frees_its_place()
    {
        MakeBig(100_000);
        var endless = Submit(Endless);
        await Running(endless);

        Assert.True(Jobs.Cancel(endless, Administrator));
        var ended = await End(endless);
        while (Jobs.RunningCount > 0)
            await Task.Delay(10);

        Assert.Equal(JobStatus.Cancelled, ended.Job.Status);
        Assert.Contains("cancelled by", ended.Job.Error, StringComparison.Ordinal);
        Assert.Equal(ErrorKind.Conflict, Assert.Throws<RametException>(() => Jobs.Cancel(endless, Administrator)).Kind);
    }

    [Fact]
    public async Task Jobs_wait_for_a_place_and_too_many_are_refused()
    {
        MakeBig(100_000);
        var running = new[] { Submit(Endless), Submit(Endless) };
        var waiting = Enumerable.Range(0, 3).Select(_ => Submit("SELECT 1")).ToList();

        var refused = Assert.Throws<RametException>(() => Submit("SELECT 1"));

        Assert.Equal((ErrorCode.TooManyJobs, ErrorKind.Limit), (refused.Code, refused.Kind));
        Assert.Equal(JobStatus.Waiting, Jobs.Find(waiting[2], Administrator)!.Job.Status);
        Assert.True(Jobs.Cancel(waiting[0], Administrator));
        Assert.Equal(JobStatus.Cancelled, Jobs.Find(waiting[0], Administrator)!.Job.Status);
        Jobs.Cancel(running[0], Administrator);
        Assert.Equal(JobStatus.Success, (await End(waiting[2])).Job.Status);
        Jobs.Cancel(running[1], Administrator);
        await End(running[1]);
    }

    [Fact]
    public async Task Stopping_fails_what_waits_and_breaks_off_what_runs_too_long()
    {
        MakeBig(100_000);
        var running = new[] { Submit(Endless), Submit(Endless) };
        var waiting = Submit("SELECT 1");
        await Running(running[1]);

        await Jobs.StopAsync(TimeSpan.FromMilliseconds(50));

        Assert.All(running.Append(waiting), id => Assert.Equal(JobStatus.Failed, Jobs.Find(id, Administrator)!.Job.Status));
        Assert.Equal(ErrorCode.TooManyJobs, Assert.Throws<RametException>(() => Submit("SELECT 1")).Code);
    }

    [Fact]
    public async Task Who_may_not_see_a_job_gets_the_answer_that_there_is_none()
    {
        world.Run("CREATE ACCOUNT ALIYUN$alice@example.com; CREATE ACCOUNT ALIYUN$bob@example.com; ADD USER ALIYUN$alice@example.com; ADD USER ALIYUN$bob@example.com");
        world.Run("GRANT CreateInstance ON PROJECT p TO USER ALIYUN$alice@example.com");
        var (alice, bob) = (Principal.Parse("ALIYUN$alice@example.com"), Principal.Parse("ALIYUN$bob@example.com"));
        var id = Jobs.Submit(Request("SELECT 1") with { Caller = alice });
        await End(id);

        Assert.NotNull(Jobs.Find(id, new JobCaller(alice)));
        Assert.Null(Jobs.Find(id, new JobCaller(bob)));
        Assert.False(Jobs.Cancel(id, new JobCaller(bob)));
        Assert.Empty(Jobs.List(new JobFilter(), new JobCaller(bob)).Jobs);
        Assert.Equal(id, Assert.Single(Jobs.List(new JobFilter { Owner = alice }, new JobCaller(alice)).Jobs).Job.Id);
        Assert.Equal(ErrorKind.Denied, Assert.Throws<RametException>(() => Jobs.Submit(Request("SELECT 1") with { Caller = bob })).Kind);

        world.Run($"GRANT Read ON INSTANCE {id} TO USER ALIYUN$bob@example.com");
        Assert.NotNull(Jobs.Find(id, new JobCaller(bob)));
        Assert.Equal(ErrorKind.Denied, Assert.Throws<RametException>(() => Jobs.Cancel(id, new JobCaller(bob))).Kind);
    }

    [Fact]
    public async Task Lists_come_in_pages()
    {
        var ids = new List<InstanceId>();
        for (var i = 0; i < 5; i++)
            ids.Add((await End(Submit("SELECT 1"))).Job.Id);

        var filter = new JobFilter { ProjectName = "p", IsFinished = true, Limit = 2, SubmittedFrom = Jobs.Find(ids[0], Administrator)!.Job.SubmittedAt };
        var first = Jobs.List(filter, Administrator);
        var second = Jobs.List(filter with { After = first.Next }, Administrator);
        var third = Jobs.List(filter with { After = second.Next }, Administrator);

        Assert.Equal(ids.Select(id => id.Value).Order(), first.Jobs.Concat(second.Jobs).Concat(third.Jobs).Select(view => view.Job.Id.Value).Order());
        Assert.Null(third.Next);
    }

    public void Dispose() => world.Dispose();

    private void MakeBig(int rows)
    {
        world.Run("CREATE TABLE digits (d BIGINT); INSERT INTO digits VALUES (0), (1), (2), (3), (4), (5), (6), (7), (8), (9); CREATE TABLE big (id BIGINT)");
        world.Run(
            $"""
            INSERT INTO big SELECT id FROM (
                SELECT a.d + 10 * b.d + 100 * c.d + 1000 * e.d + 10000 * f.d + 100000 * g.d AS id
                FROM digits a CROSS JOIN digits b CROSS JOIN digits c CROSS JOIN digits e CROSS JOIN digits f CROSS JOIN digits g) q
            WHERE id < {rows}
            """);
    }

    private static JobRequest Request(string text) => new() { Caller = Principal.Administrator, Project = "p", Text = text };

    [Fact]
    public void Closing_the_warehouse_waits_for_the_housekeeping_that_the_first_job_began()
    {
        // Otherwise its timer uses a closed catalog, which ends the process.
        for (var round = 0; round < 15; round++)
        {
            Submit("SELECT 1");
            world.Reopen();
        }
    }

    private InstanceId Submit(string text) => Jobs.Submit(Request(text));

    private async Task<JobView> End(InstanceId id)
    {
        var view = await Jobs.WaitAsync(id, Administrator, LongEnough);
        Assert.True(view!.Job.IsFinished);
        return view;
    }

    private async Task Running(InstanceId id)
    {
        while (Jobs.Find(id, Administrator)!.Job.Status != JobStatus.Running)
            await Task.Delay(10);
        await Task.Delay(100);
    }

    private JobRows Rows(InstanceId id) => Assert.IsAssignableFrom<JobRows>(Jobs.ResultOf(Jobs.Find(id, Administrator)!));

    private List<string> Texts(InstanceId id, long offset = 0, long count = 100)
    {
        using var reader = Rows(id).OpenTexts(offset, count);
        var (texts, cells) = (new List<string>(), new string?[reader.Columns.Count]);
        while (reader.TryReadRow(cells))
            texts.Add(string.Join('|', cells.Select(static cell => cell ?? "NULL")));
        return texts;
    }
}
