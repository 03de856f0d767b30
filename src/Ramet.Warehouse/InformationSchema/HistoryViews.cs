using System.Globalization;
using System.Text.Json.Nodes;
using Ramet.Catalog.Jobs;
using Ramet.Warehouse.Jobs;

namespace Ramet.Warehouse.InformationSchema;

/// <summary>
/// TASKS_HISTORY: the jobs of the project that have ended and that the caller may see, without a delay; TUNNELS_HISTORY, which has no rows:
/// uploads and downloads are no jobs, and nothing is recorded of them.
/// </summary>
internal static class HistoryViews
{
    private const string Catalog = "odps";
    private const int JobsAtOnce = 1_000;

    public static SystemView Tasks { get; } = new(
        "tasks_history",
        [
            .. SystemColumn.Texts("task_catalog", "task_schema", "task_name", "task_type", "inst_id", "status", "owner_id", "owner_name", "result"),
            SystemColumn.Time("start_time"), SystemColumn.Time("end_time"), SystemColumn.Number("input_records"), SystemColumn.Number("output_records"),
            SystemColumn.Number("input_bytes"), SystemColumn.Number("output_bytes"), .. SystemColumn.Texts("input_tables", "output_tables", "operation_text", "signature"),
            .. SystemColumn.Texts("complexity"), SystemColumn.Number("cost_cpu"), SystemColumn.Number("cost_mem"), .. SystemColumn.Texts("settings", "ds"),
        ],
        TaskRows);

    public static SystemView Tunnels { get; } = new(
        "tunnels_history",
        [
            .. SystemColumn.Texts("tunnel_catalog", "tunnel_schema", "session_id", "operate_type", "tunnel_type", "request_id", "object_name", "partition_spec"),
            SystemColumn.Number("data_size"), SystemColumn.Number("block_id"), SystemColumn.Number("offset"), SystemColumn.Number("length"),
            .. SystemColumn.Texts("owner_id", "owner_name"), SystemColumn.Time("start_time"), SystemColumn.Time("end_time"),
            .. SystemColumn.Texts("client_ip", "user_agent", "columns", "ds"),
        ],
        static _ => []);

    private static IEnumerable<object?[]> TaskRows(SystemScope scope)
    {
        var caller = new JobCaller(scope.Context.Caller, scope.Context.Session.SourceAddress);
        var filter = new JobFilter { ProjectName = scope.Project.Name, IsFinished = true, Limit = JobsAtOnce };
        while (true)
        {
            scope.Context.CancellationToken.ThrowIfCancellationRequested();
            var page = scope.Context.Warehouse.Jobs.List(filter, caller);
            foreach (var view in page.Jobs)
                yield return Row(scope, view);
            if (page.Next is null)
                yield break;
            filter = filter with { After = page.Next };
        }
    }

    private static object?[] Row(SystemScope scope, JobView view)
    {
        var job = view.Job;
        var settings = new JsonObject([.. view.Request.Settings.Select(static pair => KeyValuePair.Create(pair.Key, (JsonNode?)pair.Value))]);
        var started = job.StartedAt ?? job.SubmittedAt;
        return
        [
            Catalog, scope.Project.Name, view.Request.TaskName, "SQL", job.Id.Value, StatusOf(job), SystemScope.IdOf(job.Owner), job.Owner.ToString(),
            job.Error, started, job.FinishedAt, null, null, null, null, null, null, job.Statement, null, null, null, null, settings.ToJsonString(),
            TimeZoneInfo.ConvertTime(started, scope.Context.Zone).ToString("yyyyMMdd", CultureInfo.InvariantCulture),
        ];
    }

    /// <summary>The words of the service.</summary>
    private static string StatusOf(Job job) => job.Status == JobStatus.Success ? "Terminated" : job.Status.ToString();
}
