using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Ramet.Access;
using Ramet.Catalog.Jobs;
using Ramet.Errors;
using Ramet.Sql.Syntax;
using Ramet.Warehouse.History;
using Ramet.Warehouse.Results;
using Ramet.Warehouse.Statements;

namespace Ramet.Warehouse.Jobs;

/// <summary>SHOW P, TOP INSTANCE, DESC INSTANCE, STATUS, KILL and WAIT, about the jobs of all processes.</summary>
internal static class JobStatements
{
    private const int ShownByDefault = 50;

    private static readonly string[] TopColumns = ["InstanceId", "Owner", "StartTime", "Progress", "Status", "Query"];

    public static StatementResult Run(StatementContext context, JobStatement statement) => statement switch
    {
        ShowInstancesStatement show => Show(context, show),
        TopInstanceStatement top => Top(context, top),
        DescribeInstanceStatement describe => Describe(context, describe.Instance),
        InstanceStatusStatement status => Status(context, Require(context, status.Instance)),
        KillInstanceStatement kill => Kill(context, kill),
        WaitInstanceStatement wait => Wait(context, wait.Instance),
        _ => throw new ArgumentException($"No handler is known for {statement.GetType().Name}.", nameof(statement)),
    };

    private static TextResult Show(StatementContext context, ShowInstancesStatement statement)
    {
        var project = context.RequireProject(null, AccessAction.Use, statement.Span);
        var jobs = context.Warehouse.Jobs.List(
            new JobFilter
            {
                ProjectName = project.Name,
                Owner = context.Caller,
                SubmittedFrom = statement.Days is { } days ? StartOf(context, days.First) : null,
                SubmittedBefore = statement.Days is { } range ? StartOf(context, range.Last.AddDays(1)) : null,
                Limit = (int)Math.Min(statement.Count?.Value ?? ShownByDefault, int.MaxValue),
            },
            Caller(context)).Jobs;
        var (text, data) = (new StringBuilder(), new JsonArray());
        Line("StartTime", "RunTime", "Status", "InstanceID", "Owner", "Query");
        foreach (var job in jobs.Select(static view => view.Job))
        {
            var (start, runTime) = (Time(context, job.StartedAt ?? job.SubmittedAt), RunTime(context, job));
            Line(start, runTime, job.Status.ToString(), job.Id.Value, job.Owner.ToString(), job.Statement);
            data.Add(Facts(("StartTime", start), ("RunTime", runTime), ("Status", job.Status.ToString()), ("InstanceID", job.Id.Value), ("Owner", job.Owner.ToString()), ("Query", job.Statement)));
        }
        text.Append(CultureInfo.InvariantCulture, $"{jobs.Count} instances\n");
        return context.Show(text.ToString(), data);

        void Line(params ReadOnlySpan<string> cells) => PercentTable.AppendLine(text, [15, 6, 6, 20, 22, 53], cells);
    }

    private static TextResult Top(StatementContext context, TopInstanceStatement statement)
    {
        var project = context.RequireProject(null, AccessAction.Use, statement.Span);
        var jobs = context.Warehouse.Jobs.List(new JobFilter { ProjectName = project.Name, IsFinished = false, Limit = 1000 }, Caller(context)).Jobs;
        var (text, data) = TextTable.Write(TopColumns, [.. jobs.Select(view => (string[])
        [
            view.Job.Id.Value,
            view.Job.Owner.ToString(),
            Time(context, view.Job.StartedAt ?? view.Job.SubmittedAt),
            view.ProgressPercent is { } percent ? string.Create(CultureInfo.InvariantCulture, $"{percent:F0}%") : "",
            view.Job.Status.ToString(),
            view.Job.Statement.ReplaceLineEndings(" "),
        ])]);
        return context.Show(text, data);
    }

    private static TextResult Describe(StatementContext context, Identifier id)
    {
        var view = Require(context, id);
        var job = view.Job;
        var text = new StringBuilder();
        var data = new JsonObject();
        Add("ID", job.Id.Value);
        Add("Owner", job.Owner.ToString());
        Add("StartTime", Time(context, job.StartedAt ?? job.SubmittedAt));
        if (job.FinishedAt is { } finishedAt)
            Add("EndTime", Time(context, finishedAt));
        Add("Status", InstanceStatus(job));
        Add(view.Request.TaskName, job.Status.ToString());
        if (job.Error is { } error)
            Add("Error", error);
        Add("Query", job.Statement);
        return context.Show(text.ToString(), data);

        void Add(string name, string value)
        {
            text.Append(CultureInfo.InvariantCulture, $"{name,-40}{value,-40}\n");
            data[name] = value;
        }
    }

    private static TextResult Status(StatementContext context, JobView view)
    {
        var (status, task) = (InstanceStatus(view.Job), view.Job.Status.ToString());
        var text = $"Instance status = {status}\nTask = {view.Request.TaskName}, status = {task}\n";
        if (view.Job.Error is { } error)
            text += error + "\n";
        return context.Show(text, Facts(("InstanceID", view.Job.Id.Value), ("Status", status), ("Task", view.Request.TaskName), ("TaskStatus", task), ("Error", view.Job.Error)));
    }

    private static CompletedResult Kill(StatementContext context, KillInstanceStatement statement)
    {
        var id = new InstanceId(statement.Instance.Name);
        try
        {
            if (!context.Warehouse.Jobs.Cancel(id, Caller(context)))
                throw NotFound(id);
        }
        catch (RametException error)
        {
            throw error.At(statement.Instance.Span);
        }
        while (statement.IsSync && context.Warehouse.RunningJobs.Contains(id))
            context.CancellationToken.WaitHandle.WaitOne(TimeSpan.FromMilliseconds(20));
        context.CancellationToken.ThrowIfCancellationRequested();
        context.Finish();
        return new CompletedResult { Summary = $"Instance {id} is cancelled." };
    }

    /// <summary>Comes back when the job has ended. The session's thread has nothing else to do.</summary>
    private static TextResult Wait(StatementContext context, Identifier id)
    {
        var view = context.Warehouse.Jobs
            .WaitAsync(new InstanceId(id.Name), Caller(context), Timeout.InfiniteTimeSpan, context.CancellationToken)
            .GetAwaiter().GetResult();
        return Status(context, view ?? throw NotFound(new InstanceId(id.Name)).At(id.Span));
    }

    private static JobView Require(StatementContext context, Identifier id) =>
        context.Warehouse.Jobs.Find(new InstanceId(id.Name), Caller(context)) ?? throw NotFound(new InstanceId(id.Name)).At(id.Span);

    private static RametException NotFound(InstanceId id) => new(
        ErrorCode.InvalidParameter,
        ErrorKind.NotFound,
        $"instance '{id}' does not exist",
        hint: "SHOW P; lists your jobs of the current project.");

    private static JobCaller Caller(StatementContext context) => new(context.Caller, context.Session.SourceAddress);

    /// <summary>The state of the instance as a whole, of which the service knows fewer than of its task.</summary>
    private static string InstanceStatus(Job job) => job.IsFinished ? "Terminated" : "Running";

    private static string RunTime(StatementContext context, Job job) => job.StartedAt is { } startedAt
        ? string.Create(CultureInfo.InvariantCulture, $"{(int)((job.FinishedAt ?? context.Now) - startedAt).TotalSeconds}s")
        : "";

    private static string Time(StatementContext context, DateTimeOffset time) =>
        TimeZoneInfo.ConvertTime(time, context.Zone).ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);

    private static DateTimeOffset StartOf(StatementContext context, DateOnly day)
    {
        var local = day.ToDateTime(TimeOnly.MinValue);
        return new DateTimeOffset(local, context.Zone.GetUtcOffset(local));
    }

    private static JsonObject Facts(params ReadOnlySpan<(string Name, string? Value)> facts)
    {
        var json = new JsonObject();
        foreach (var (name, value) in facts)
            json[name] = value;
        return json;
    }
}
