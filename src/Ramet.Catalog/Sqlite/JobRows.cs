using Microsoft.Data.Sqlite;
using Ramet.Catalog.Jobs;
using Ramet.Errors;

namespace Ramet.Catalog.Sqlite;

/// <summary>Jobs in the table <c>job</c>.</summary>
internal static class JobRows
{
    private const string Columns =
        "id, project_name, owner, status, submitted_ms, started_ms, finished_ms, runner, statement, progress, summary, error, request";

    public static RecordedJob? Find(SqliteSession session, InstanceId id) =>
        session.QueryFirst($"SELECT {Columns}, result FROM job WHERE id = $id", Map, ("$id", id.Value));

    /// <summary>The rows that a job recorded; null when there are none.</summary>
    public static byte[]? FindRows(SqliteSession session, InstanceId id) => session.QueryFirst(
        "SELECT rows FROM job WHERE id = $id AND rows IS NOT NULL", static row => row.GetFieldValue<byte[]>(0), ("$id", id.Value));

    public static List<RecordedJob> List(SqliteSession session, JobFilter filter) => session.Query(
        $"""
        SELECT {Columns}, NULL FROM job
        WHERE {Unfinished(filter.IsFinished)}
            AND ($project IS NULL OR project_name = $project)
            AND ($owner IS NULL OR owner = $owner)
            AND ($status IS NULL OR status = $status)
            AND ($from IS NULL OR submitted_ms >= $from)
            AND ($before IS NULL OR submitted_ms < $before)
            AND ($after IS NULL OR id < $after)
        ORDER BY id DESC LIMIT $limit
        """,
        Map,
        ("$project", filter.ProjectName),
        ("$owner", filter.Owner?.ToString()),
        ("$status", filter.Status?.ToString()),
        ("$from", filter.SubmittedFrom?.ToColumn()),
        ("$before", filter.SubmittedBefore?.ToColumn()),
        ("$after", filter.After?.Value),
        ("$limit", filter.Limit));

    /// <summary>A condition of its own for each case, so that the index of unfinished jobs is used.</summary>
    private static string Unfinished(bool? isFinished) => isFinished switch
    {
        null => "TRUE",
        true => "finished_ms IS NOT NULL",
        false => "finished_ms IS NULL",
    };

    /// <summary>Records a job as it stands. A job that is final is not touched: then the commit fails.</summary>
    /// <param name="session">Where.</param>
    /// <param name="job">The job.</param>
    /// <param name="runner">The runner that works on it; null when it is final.</param>
    public static void Upsert(SqliteSession session, Job job, string? runner)
    {
        var recorded = session.Execute(
            $"""
            INSERT INTO job ({Columns}, result, rows)
            VALUES ($id, $project, $owner, $status, $submitted, $started, $finished, $runner, $statement, $progress, $summary, $error, $request, $result, $rows)
            ON CONFLICT (id) DO UPDATE SET
                status = $status, started_ms = $started, finished_ms = $finished, runner = $runner,
                progress = $progress, summary = $summary, error = $error, result = $result, rows = $rows
            WHERE finished_ms IS NULL
            """,
            ("$id", job.Id.Value),
            ("$project", job.ProjectName),
            ("$owner", job.Owner.ToString()),
            ("$status", job.Status.ToString()),
            ("$submitted", job.SubmittedAt.ToColumn()),
            ("$started", job.StartedAt?.ToColumn()),
            ("$finished", job.FinishedAt?.ToColumn()),
            ("$runner", runner),
            ("$statement", job.Statement),
            ("$progress", job.Progress),
            ("$summary", job.Summary),
            ("$error", job.Error),
            ("$request", job.Request),
            ("$result", job.Result),
            ("$rows", job.Rows));
        if (recorded == 0)
            throw AlreadyFinished(session, job.Id);
    }

    /// <summary>Records the end of jobs that the death of their process left unfinished.</summary>
    public static int FailUnfinished(SqliteSession session, string runner, string error, DateTimeOffset now) => session.Execute(
        "UPDATE job SET status = 'Failed', finished_ms = $now, runner = NULL, error = $error WHERE runner = $runner",
        ("$runner", runner),
        ("$error", error),
        ("$now", now.ToColumn()));

    /// <summary>How many jobs finished before a time.</summary>
    public static long CountFinished(SqliteSession session, DateTimeOffset before) =>
        session.QueryNumber("SELECT count(*) FROM job WHERE finished_ms < $before", ("$before", before.ToColumn())) ?? 0;

    /// <summary>Removes the records of jobs that finished before a time.</summary>
    public static void Forget(SqliteSession session, DateTimeOffset before) =>
        session.Execute("DELETE FROM job WHERE finished_ms < $before", ("$before", before.ToColumn()));

    /// <summary>Removes the rows that jobs recorded that finished before a time.</summary>
    public static void ForgetRows(SqliteSession session, DateTimeOffset before) =>
        session.Execute("UPDATE job SET rows = NULL WHERE rows IS NOT NULL AND finished_ms < $before", ("$before", before.ToColumn()));

    private static RametException AlreadyFinished(SqliteSession session, InstanceId id)
    {
        var status = Find(session, id)?.Job.Status;
        return status == JobStatus.Cancelled
            ? new RametException(ErrorCode.Cancelled, ErrorKind.Cancelled, $"instance {id} was cancelled; nothing was changed")
            : new RametException(
                ErrorCode.ConcurrentChange,
                ErrorKind.Conflict,
                $"instance {id} already ended as {status}; nothing was changed");
    }

    private static RecordedJob Map(SqliteDataReader row) => new(
        new Job
        {
            Id = new InstanceId(row.GetString(0)),
            ProjectName = row.GetString(1),
            Owner = row.GetPrincipal(2),
            Status = row.GetEnum<JobStatus>(3),
            SubmittedAt = row.GetTime(4),
            StartedAt = row.GetOptionalTime(5),
            FinishedAt = row.GetOptionalTime(6),
            Statement = row.GetString(8),
            Progress = row.GetText(9),
            Summary = row.GetText(10),
            Error = row.GetText(11),
            Request = row.GetText(12),
            Result = row.GetText(13),
        },
        Runner: row.GetText(7));
}

/// <summary>A job and the name of the <see cref="JobRunner"/> that works on it; null when it is final.</summary>
internal sealed record RecordedJob(Job Job, string? Runner);
