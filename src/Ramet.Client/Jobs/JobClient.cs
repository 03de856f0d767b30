using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Xml.Linq;
using Ramet.Client.Http;
using Ramet.Errors;

namespace Ramet.Client.Jobs;

/// <summary>Runs statements as jobs of a service: submits, follows and stops them.</summary>
/// <param name="connection">The REST part of the service.</param>
/// <param name="time">The clock.</param>
public sealed class JobClient(ServiceConnection connection, TimeProvider time)
{
    private const string TaskName = "AnonymousSQLTask";

    /// <summary>A statement that is over at once is not waited for, and a long one is not asked for all the time.</summary>
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(5);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(1);

    /// <summary>How often the progress is asked for.</summary>
    private static readonly TimeSpan ProgressEvery = TimeSpan.FromSeconds(1);

    /// <summary>Submits a statement.</summary>
    /// <param name="project">The project in which it runs.</param>
    /// <param name="statement">Its text.</param>
    /// <param name="settings">The settings for it.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The job.</returns>
    /// <exception cref="RametException">The service refused it.</exception>
    public SubmittedJob Submit(
        string project, string statement, IReadOnlyDictionary<string, string> settings, CancellationToken cancellationToken)
    {
        var request = new ServiceRequest(HttpMethod.Post, $"/projects/{Uri.EscapeDataString(project)}/instances?curr_project={Uri.EscapeDataString(project)}")
        {
            Body = ServiceRequest.Xml(Submission(statement, settings)),
        };
        using var response = connection.Send(request, cancellationToken);
        var id = response.Headers.Location?.OriginalString.Split('/')[^1]
            ?? throw new RametException(ErrorCode.InternalError, ErrorKind.Defect, "the service accepted the statement but gave no instance id");
        return new SubmittedJob(project, id);
    }

    /// <summary>Waits until a job is over. When that is given up, the job is stopped.</summary>
    /// <param name="job">The job.</param>
    /// <param name="progress">Is told how far the job is, in percent.</param>
    /// <param name="cancellationToken">Stops the job.</param>
    /// <exception cref="RametException">The job was stopped (<see cref="ErrorKind.Cancelled"/>), or the service cannot be asked.</exception>
    public void Wait(SubmittedJob job, IProgress<double> progress, CancellationToken cancellationToken)
    {
        try
        {
            WaitUntilOver(job, progress, cancellationToken);
        }
        catch (Exception exception) when (cancellationToken.IsCancellationRequested && exception is OperationCanceledException or RametException { Kind: ErrorKind.Cancelled })
        {
            Stop(job);
            throw new RametException(ErrorCode.Cancelled, ErrorKind.Cancelled, "the statement was cancelled", cause: exception);
        }
    }

    /// <summary>Whether a job that is over did what it should.</summary>
    /// <param name="job">The job.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public bool HasSucceeded(SubmittedJob job, CancellationToken cancellationToken) =>
        XElement.Parse(connection.Text(Get(job, "taskstatus"), cancellationToken)).Descendants("Task").All(static task => task.Element("Status")?.Value == "Success");

    /// <summary>What a job that is over gave.</summary>
    /// <param name="job">The job.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="RametException">The error of the statement, or the service cannot be asked.</exception>
    public JobOutput Result(SubmittedJob job, CancellationToken cancellationToken)
    {
        var document = XElement.Parse(connection.Text(Get(job, "result"), cancellationToken), LoadOptions.PreserveWhitespace);
        var task = document.Descendants("Task").FirstOrDefault()
            ?? throw new RametException(ErrorCode.InternalError, ErrorKind.Defect, $"the service gave no result for the instance {job.Id}");
        var result = task.Element("Result");
        var text = result?.Value ?? "";
        if ((string?)result?.Attribute("Transform") == "Base64")
            text = Encoding.UTF8.GetString(Convert.FromBase64String(text));
        return task.Element("Status")?.Value switch
        {
            "Failed" => throw ServiceErrorText.Parse(text),
            "Cancelled" => throw new RametException(ErrorCode.Cancelled, ErrorKind.Cancelled, $"the instance {job.Id} was stopped"),
            _ => new JobOutput(text, IsRows: (string?)result?.Attribute("Format") == "csv"),
        };
    }

    /// <summary>What a job did, for people; null when the service has nothing to say.</summary>
    /// <param name="job">The job.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public string? Summary(SubmittedJob job, CancellationToken cancellationToken)
    {
        using var json = JsonDocument.Parse(connection.Text(Get(job, $"instancesummary&taskname={TaskName}"), cancellationToken));
        return json.RootElement.TryGetProperty("Instance", out var instance)
            && instance.TryGetProperty("Summary", out var summary)
            && summary.GetString() is { Length: > 0 } text
            ? text.TrimEnd('\n').Replace("\n", ", ", StringComparison.Ordinal)
            : null;
    }

    private void WaitUntilOver(SubmittedJob job, IProgress<double> progress, CancellationToken cancellationToken)
    {
        var asked = time.GetTimestamp();
        for (var pause = FirstPause; !IsOver(job, cancellationToken); pause = pause * 2 < LongestPause ? pause * 2 : LongestPause)
        {
            if (time.GetElapsedTime(asked) >= ProgressEvery)
            {
                asked = time.GetTimestamp();
                if (Percent(job, cancellationToken) is { } percent)
                    progress.Report(percent);
            }
            ServiceConnection.Wait(pause, cancellationToken);
        }
    }

    private bool IsOver(SubmittedJob job, CancellationToken cancellationToken) =>
        XElement.Parse(connection.Text(Get(job, "instancestatus"), cancellationToken)).Element("Status")?.Value == "Terminated";

    /// <summary>How far the stages of a job are on the average; null when the service does not say.</summary>
    private double? Percent(SubmittedJob job, CancellationToken cancellationToken)
    {
        var stages = XElement.Parse(connection.Text(Get(job, $"instanceprogress={TaskName}&taskname={TaskName}"), cancellationToken))
            .Descendants("FinishedPercentage")
            .Select(static stage => double.TryParse(stage.Value, NumberStyles.Float, CultureInfo.InvariantCulture, out var percent) ? percent : 0)
            .ToList();
        return stages.Count == 0 ? null : stages.Average();
    }

    private void Stop(SubmittedJob job)
    {
        var request = new ServiceRequest(HttpMethod.Put, job.Target + job.Query)
        {
            Body = ServiceRequest.Xml(new XElement("Instance", new XElement("Status", "Terminated"))),
        };
        try
        {
            connection.Send(request, CancellationToken.None).Dispose();
        }
        catch (RametException error) when (error.Code.Number == "InvalidStateSetting")
        {
            // It was over before it could be stopped; what it did stays done, and the user sees it in DESC INSTANCE.
        }
    }

    private static ServiceRequest Get(SubmittedJob job, string question) => new(HttpMethod.Get, $"{job.Target}?{question}&curr_project={Uri.EscapeDataString(job.Project)}");

    private static XElement Submission(string statement, IReadOnlyDictionary<string, string> settings) => new(
        "Instance",
        new XElement(
            "Job",
            new XElement("Priority", "9"),
            new XElement(
                "Tasks",
                new XElement(
                    "SQL",
                    new XElement("Name", TaskName),
                    new XElement("Config", Property("settings", JsonSerializer.Serialize(settings)), Property("guid", Guid.NewGuid().ToString())),
                    new XElement("Query", new XCData(statement)))),
            new XElement("DAG", new XElement("RunMode", "Sequence"))));

    private static XElement Property(string name, string value) => new("Property", new XElement("Name", name), new XElement("Value", value));
}
