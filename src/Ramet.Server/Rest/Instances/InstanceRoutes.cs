using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Ramet.Catalog.Jobs;
using Ramet.Errors;
using Ramet.Server.Errors;
using Ramet.Server.Replies;
using Ramet.Server.Requests;
using Ramet.Server.Routing;
using Ramet.Warehouse.Jobs;

namespace Ramet.Server.Rest.Instances;

/// <summary>Jobs: clients submit them, ask how they stand until they have ended, and then what they gave.</summary>
internal static class InstanceRoutes
{
    /// <summary>How long a reply waits for the end of a job when the client asks the server to wait.</summary>
    private static readonly TimeSpan LongPoll = TimeSpan.FromSeconds(5);

    /// <summary>
    /// How long the reply to a submission waits for the end of the job: clients ask at once whether it has ended, and if not, sleep for a
    /// second or more.
    /// </summary>
    private static readonly TimeSpan ShortJob = TimeSpan.FromMilliseconds(100);

    public static void Register(RouteTable routes)
    {
        const string Instance = "/projects/{project}/instances/{instance}";
        routes.Add(RouteProtocol.Rest, "POST /projects/{project}/instances", Create);
        routes.Add(RouteProtocol.Rest, "GET /projects/{project}/instances", List);
        routes.Add(RouteProtocol.Rest, "GET /projects/{project}/cachedinstances", ListQueued);
        routes.Add(RouteProtocol.Rest, $"GET {Instance}", static request => ReplyStatus(request, Find(request)));
        routes.Add(RouteProtocol.Rest, $"GET {Instance}?instancestatus", AwaitStatus);
        routes.Add(RouteProtocol.Rest, $"GET {Instance}?taskstatus", GetTaskStatus);
        routes.Add(RouteProtocol.Rest, $"GET {Instance}?result", GetResult);
        routes.Add(RouteProtocol.Rest, $"GET {Instance}?source", static request => ReplyXml(request, InstanceDocument.WriteSource));
        routes.Add(RouteProtocol.Rest, $"GET {Instance}?instanceprogress", static request => ReplyXml(request, InstanceDocument.WriteProgress));
        routes.Add(RouteProtocol.Rest, $"GET {Instance}?instancesummary", GetSummary);
        routes.Add(RouteProtocol.Rest, $"GET {Instance}?summary", static request => ReplyJson(request, InstanceSummary.WriteOld));
        routes.Add(RouteProtocol.Rest, $"GET {Instance}?cached", static request => ReplyJson(request, InstanceDocument.WriteQueued));
        foreach (var details in new[] { "instancedetail", "detail", "instancequota", "cost" })
            routes.Add(RouteProtocol.Rest, $"GET {Instance}?{details}", static request => ReplyJson(request, WriteNothing)); // nothing is known about workers
        routes.Add(RouteProtocol.Rest, $"GET {Instance}?info", static request => ReplyJson(request, WriteInfo));
        routes.Add(RouteProtocol.Rest, $"GET {Instance}?log", GetLog);
        routes.Add(RouteProtocol.Rest, $"PUT {Instance}", Stop);
        routes.Add(RouteProtocol.Rest, $"PUT {Instance}?info", PutInfo);
    }

    private static async Task Create(ServerRequest request)
    {
        request.RequireDefaultSchema();
        var submission = InstanceSubmission.Read(await request.ReadXml("Instance"), request);
        request.LogStatement(submission.Text);
        var jobs = request.Warehouse.Jobs;
        var id = jobs.Submit(submission);
        request.SetHeader("Location", $"{request.Context.Request.Scheme}://{request.Host}/api/projects/{request["project"]}/instances/{id}");

        if (request.Parameters.Contains("tryWait") && await Wait(request, id, LongPoll) is { Job.IsFinished: true } view)
        {
            await ReplyResult(request, view);
            return;
        }
        await WaitShortly(request, id);
        await request.ReplyEmpty(StatusCodes.Status201Created);
    }

    private static async Task AwaitStatus(ServerRequest request)
    {
        var view = Find(request);
        await ReplyStatus(request, view.Job.IsFinished ? view : await Wait(request, view.Job.Id, LongPoll) ?? throw NotFound(request));
    }

    /// <summary>Waits, but no longer than the server runs: who waits when it stops is told how the job stands.</summary>
    private static async Task<JobView?> Wait(ServerRequest request, InstanceId id, TimeSpan timeout)
    {
        using var waiting = CancellationTokenSource.CreateLinkedTokenSource(request.Aborted, request.Stopping);
        try
        {
            return await request.Warehouse.Jobs.WaitAsync(id, Caller(request), timeout, waiting.Token);
        }
        catch (OperationCanceledException) when (!request.Aborted.IsCancellationRequested)
        {
            return request.Warehouse.Jobs.Find(id, Caller(request));
        }
    }

    private static async Task WaitShortly(ServerRequest request, InstanceId id)
    {
        using var waiting = CancellationTokenSource.CreateLinkedTokenSource(request.Aborted, request.Stopping);
        try
        {
            await request.Warehouse.Jobs.WaitHereAsync(id, ShortJob, waiting.Token);
        }
        catch (OperationCanceledException) when (!request.Aborted.IsCancellationRequested)
        {
            // The server stops; the client learns the id.
        }
    }

    private static Task ReplyStatus(ServerRequest request, JobView view)
    {
        request.SetJobHeaders(view.Job);
        return request.ReplyXml(xml => xml.Begin("Instance").Element("Status", InstanceDocument.InstanceStatus(view.Job)).End());
    }

    private static Task GetTaskStatus(ServerRequest request)
    {
        var view = Find(request);
        request.SetJobHeaders(view.Job);
        return request.ReplyXml(xml => xml.WriteTaskStatus(view));
    }

    private static Task GetResult(ServerRequest request) => ReplyResult(request, Find(request));

    private static Task ReplyResult(ServerRequest request, JobView view)
    {
        var result = InstanceResult.Of(view, request.Warehouse.Jobs.ResultOf(view));
        return request.ReplyXml(xml => xml.WriteResult(view, result));
    }

    private static Task GetSummary(ServerRequest request)
    {
        var view = Find(request);
        request.SetHeader("x-odps-task-finalized", view.Job.IsFinished ? "true" : "false");
        return request.ReplyJson(json => InstanceSummary.Write(json, view));
    }

    private static Task GetLog(ServerRequest request)
    {
        _ = Find(request);
        return request.ReplyText("");
    }

    private static async Task Stop(ServerRequest request)
    {
        var body = await request.ReadXml("Instance");
        if (body.Element("Status")?.Value is not "Terminated")
            throw new ProtocolException(WireError.InvalidParameter, "An instance can be set to Terminated alone.");
        var view = Find(request);
        try
        {
            request.Warehouse.Jobs.Cancel(view.Job.Id, Caller(request));
        }
        catch (RametException error) when (error.Kind is ErrorKind.Conflict or ErrorKind.Cancelled)
        {
            throw new ProtocolException(WireError.InvalidStateSetting, $"Instance {view.Job.Id} has ended already and cannot be stopped.");
        }
        await request.ReplyEmpty();
    }

    /// <summary>By such requests clients talk to sessions that keep running, which are not offered.</summary>
    private static Task PutInfo(ServerRequest request)
    {
        _ = Find(request);
        throw new ProtocolException(WireError.NotSupported, "Jobs take no messages while they run; submit each statement as a job.");
    }

    private static Task List(ServerRequest request)
    {
        var pageSize = request.PageSize();
        var (from, before) = DateRange(request.Parameters.Text("daterange"));
        var status = request.Parameters.Text("status");
        var filter = new JobFilter
        {
            ProjectName = request["project"],
            Owner = request.Parameters.Text("onlyowner") is "yes" or "true" ? request.Caller : null,
            IsFinished = status is null ? null : status.Equals("Terminated", StringComparison.OrdinalIgnoreCase),
            SubmittedFrom = from,
            SubmittedBefore = before,
            After = request.Marker() is { } marker ? new InstanceId(marker) : null,
            Limit = pageSize,
        };
        var jobName = request.Parameters.Text("jobname");
        var isNone = status?.Equals("Suspended", StringComparison.OrdinalIgnoreCase) ?? false; // no job is ever suspended
        var page = isNone ? new JobPage([], Next: null) : request.Warehouse.Jobs.List(filter, Caller(request));
        return request.ReplyXml(xml =>
        {
            xml.BeginList("Instances", page.Next?.Value, pageSize);
            foreach (var view in page.Jobs.Where(view => jobName is null || view.Request.Properties.GetValueOrDefault(InstanceSubmission.JobNameProperty) == jobName))
                xml.WriteListed(view);
            xml.End();
        });
    }

    private static Task ListQueued(ServerRequest request)
    {
        var pageSize = request.PageSize();
        var filter = new JobFilter { ProjectName = request["project"], IsFinished = false, Limit = pageSize };
        var page = request.Warehouse.Jobs.List(filter, Caller(request));
        return request.ReplyXml(xml => xml.BeginList("Instances", marker: null, pageSize).Begin("Content").CData(ResultJson.Document(json =>
        {
            json.WriteStartArray();
            foreach (var view in page.Jobs)
                InstanceDocument.WriteQueued(json, view);
            json.WriteEndArray();
        })).End().End());
    }

    private static Task ReplyXml(ServerRequest request, Action<XmlReplyWriter, JobView> write)
    {
        var view = Find(request);
        return request.ReplyXml(xml => write(xml, view));
    }

    private static Task ReplyJson(ServerRequest request, Action<Utf8JsonWriter, JobView> write)
    {
        var view = Find(request);
        return request.ReplyJson(json => write(json, view));
    }

    private static void WriteNothing(Utf8JsonWriter json, JobView view)
    {
        json.WriteStartObject();
        json.WriteEndObject();
    }

    private static void WriteInfo(Utf8JsonWriter json, JobView view)
    {
        json.WriteStartObject();
        json.WriteStartArray("warnings");
        json.WriteEndArray();
        json.WriteEndObject();
    }

    /// <summary>The job of the path, if the caller may see it; one of another project is none.</summary>
    private static JobView Find(ServerRequest request) =>
        request.Warehouse.Jobs.Find(new InstanceId(request["instance"]), Caller(request)) is { } view
        && view.Job.ProjectName.Equals(request["project"], StringComparison.OrdinalIgnoreCase)
            ? view
            : throw NotFound(request);

    private static ProtocolException NotFound(ServerRequest request) =>
        new(WireError.NoSuchObject, $"Instance '{request["instance"]}' does not exist in project {request["project"]}.");

    private static JobCaller Caller(ServerRequest request) => new(request.Caller, request.SourceAddress);

    /// <summary>Reads <c>from:to</c> in seconds since 1970; either end may be missing.</summary>
    private static (DateTimeOffset? From, DateTimeOffset? Before) DateRange(string? text)
    {
        if (text is null)
            return (null, null);
        return text.Split(':') is [var from, var to] && TryParse(from, out var begin) && TryParse(to, out var end)
            ? (begin, end)
            : throw new ProtocolException(WireError.InvalidParameter, $"The parameter daterange is from:to in seconds since 1970, found '{text}'.");
    }

    private static bool TryParse(string text, out DateTimeOffset? time)
    {
        var isNumber = long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds);
        var isTime = isNumber && seconds <= DateTimeOffset.MaxValue.ToUnixTimeSeconds();
        time = isTime ? DateTimeOffset.FromUnixTimeSeconds(seconds) : null;
        return text.Length == 0 || isTime;
    }
}
