using Ramet.Access;
using Ramet.Catalog.Jobs;
using Ramet.Errors;
using Ramet.Warehouse.Jobs;
using Ramet.Warehouse.Results;
using Ramet.Warehouse.Tests.Support;

namespace Ramet.Warehouse.Tests.Jobs;

/// <summary>Jobs seen from a second opening of the same warehouse, which shares nothing with the first but the directory.</summary>
public sealed class OtherProcessTests : IDisposable
{
    private static readonly JobCaller Administrator = new(Principal.Administrator);

    /// <summary>How long a job is waited for that is expected to end; queries that are broken off would run for years.</summary>
    private static readonly TimeSpan LongEnough = TimeSpan.FromMinutes(2);

    private readonly TestWarehouse world = new();
    private readonly RametWarehouse other;

    public OtherProcessTests()
    {
        world.Run("CREATE TABLE t (id BIGINT); INSERT INTO t VALUES (0), (1), (2), (3), (4), (5), (6), (7), (8), (9)");
        other = world.OpenAgain();
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_kill_from_elsewhere_ends_a_running_statement(bool isInQueue)
    {
        const string endless = "SELECT COUNT(*) FROM t a CROSS JOIN t b CROSS JOIN t c CROSS JOIN t d CROSS JOIN t e CROSS JOIN t f CROSS JOIN t g CROSS JOIN t h "
            + "CROSS JOIN t i CROSS JOIN t j CROSS JOIN t k WHERE a.id + b.id + c.id + d.id + e.id + f.id + g.id + h.id + i.id + j.id + k.id = -1";
        Task ending = isInQueue
            ? Task.Run(() => world.Warehouse.Jobs.WaitAsync(Submit(endless), Administrator, LongEnough))
            : Task.Run(() => Assert.Throws<RametException>(() => Read(endless)));
        var id = await FindRunning();

        using (var session = other.OpenSession(Principal.Administrator, "p"))
            session.Execute($"KILL {id}").Dispose();
        await ending;

        while (world.Warehouse.RunningJobs.Contains(id))
            await Task.Delay(10);
        Assert.Equal(JobStatus.Cancelled, other.Jobs.Find(id, Administrator)!.Job.Status);
    }

    [Fact]
    public async Task A_result_can_be_waited_for_and_a_file_of_rows_read_elsewhere()
    {
        var id = Submit("SELECT a.id FROM t a CROSS JOIN t b CROSS JOIN t c CROSS JOIN t d CROSS JOIN t e CROSS JOIN t f");

        var ended = await other.Jobs.WaitAsync(id, Administrator, LongEnough);

        Assert.Equal(JobStatus.Success, ended!.Job.Status);
        var rows = Assert.IsAssignableFrom<JobRows>(other.Jobs.ResultOf(ended));
        Assert.Equal(1_000_000, rows.RecordCount);
        using var reader = rows.OpenTexts(999_999, 10);
        Assert.True(reader.TryReadRow(new string?[1]));
        Assert.False(reader.TryReadRow(new string?[1]));
    }

    [Fact]
    public async Task Few_rows_are_part_of_the_record_and_need_nothing_of_the_process_that_ran_the_job()
    {
        var id = Submit("SELECT id, CAST('2024-01-01 08:00:00' AS DATETIME) AS t FROM t ORDER BY id LIMIT 3");
        var ended = await other.Jobs.WaitAsync(id, Administrator, LongEnough);

        var rows = Assert.IsAssignableFrom<JobRows>(other.Jobs.ResultOf(ended!));
        using var reader = rows.OpenTexts(1, 1);
        var cells = new string?[2];
        Assert.True(reader.TryReadRow(cells));
        Assert.Equal("1|2024-01-01 08:00:00", string.Join('|', cells));
        Assert.False(reader.TryReadRow(cells));
        Assert.False(Directory.Exists(Path.Combine(world.Directory, "results")));
    }

    public void Dispose()
    {
        other.Dispose();
        world.Dispose();
    }

    private InstanceId Submit(string text) =>
        world.Warehouse.Jobs.Submit(new JobRequest { Caller = Principal.Administrator, Project = "p", Text = text });

    private void Read(string query)
    {
        using var rows = (RowsResult)world.Session.Execute(query);
        while (rows.TryReadRow(new string?[1]))
        {
        }
    }

    private async Task<InstanceId> FindRunning()
    {
        while (true)
        {
            if (other.Jobs.List(new JobFilter { IsFinished = false }, Administrator).Jobs is [var view, ..] && view.Job.Status == JobStatus.Running)
                return view.Job.Id;
            await Task.Delay(10);
        }
    }
}
