using System.Globalization;
using System.Text.Json;
using Ramet.Catalog.Jobs;
using Ramet.Server.Replies;
using Ramet.Server.Requests;
using Ramet.Warehouse.Jobs;

namespace Ramet.Server.Rest.Instances;

/// <summary>Jobs as clients read them.</summary>
internal static class InstanceDocument
{
    private const int Priority = 9; // all jobs have the same

    /// <summary>Sets the headers that clients require with the state of a job.</summary>
    public static void SetJobHeaders(this ServerRequest request, Job job)
    {
        request.SetHeader("x-odps-owner", job.Owner.ToString());
        request.SetHeader("x-odps-start-time", job.StartedAt ?? job.SubmittedAt);
        request.SetHeader("x-odps-end-time", job.FinishedAt is { } end ? HttpTime.Text(end) : " "); // there, but without a time
    }

    /// <summary>The state in one word: clients know no waiting instance.</summary>
    public static string InstanceStatus(Job job) => job.IsFinished ? "Terminated" : "Running";

    /// <summary>The state of the job and of its task.</summary>
    public static void WriteTaskStatus(this XmlReplyWriter xml, JobView view)
    {
        WriteState(xml.Begin("Instance"), view.Job).Begin("Tasks");
        xml.Begin("Task").Attribute("Type", TaskType(view)).Element("Name", view.Request.TaskName);
        WriteTimes(xml, view.Job).Element("Status", view.Job.Status.ToString()).Element("Histories").End();
        xml.End().End();
    }

    /// <summary>A job in a list.</summary>
    public static void WriteListed(this XmlReplyWriter xml, JobView view) => WriteState(xml.Begin("Instance"), view.Job).End();

    /// <summary>What the job gave.</summary>
    public static void WriteResult(this XmlReplyWriter xml, JobView view, InstanceResult result)
    {
        xml.Begin("Instance").Begin("Tasks").Begin("Task").Attribute("Type", TaskType(view)).Element("Name", view.Request.TaskName);
        result.Write(xml);
        xml.Element("Status", view.Job.Status.ToString()).End().End().End();
    }

    /// <summary>What was submitted.</summary>
    public static void WriteSource(this XmlReplyWriter xml, JobView view)
    {
        var properties = view.Request.Properties;
        xml.Begin("Job")
            .Element("Name", properties.GetValueOrDefault(InstanceSubmission.JobNameProperty))
            .Element("Priority", Priority)
            .Element("Guid", properties.GetValueOrDefault(InstanceSubmission.JobGuidProperty))
            .Begin("Tasks").Begin(TaskType(view)).Element("Name", view.Request.TaskName).Begin("Config");
        if (view.Request.Settings.Count > 0)
            WriteProperty(xml, "settings", ResultJson.Document(json => WriteTexts(json, view.Request.Settings)));
        foreach (var (name, value) in properties)
        {
            if (name is not (InstanceSubmission.JobNameProperty or InstanceSubmission.JobGuidProperty or InstanceSubmission.TaskTypeProperty))
                WriteProperty(xml, name, value);
        }
        xml.End().Begin("Query").CData(view.Job.Statement).End().End().End();
        xml.Begin("DAG").Element("RunMode", "Sequence").End().End();
    }

    /// <summary>How far the job is, as one stage with one worker.</summary>
    public static void WriteProgress(this XmlReplyWriter xml, JobView view)
    {
        var isDone = view.Job.Status == JobStatus.Success;
        var percent = isDone ? 100 : (int)(view.ProgressPercent ?? 0);
        xml.Begin("Progress").Begin("Stage").Attribute("ID", "M1_job_0")
            .Element("Status", InstanceStatus(view.Job))
            .Element("BackupWorkers", 0)
            .Element("TerminatedWorkers", view.Job.IsFinished ? 1 : 0)
            .Element("RunningWorkers", view.Job.Status == JobStatus.Running ? 1 : 0)
            .Element("TotalWorkers", 1)
            .Element("InputRecords", 0)
            .Element("OutputRecords", 0)
            .Element("FinishedPercentage", percent)
            .End().End();
    }

    /// <summary>A job in the list of those that wait and run.</summary>
    public static void WriteQueued(Utf8JsonWriter json, JobView view)
    {
        json.WriteStartObject();
        json.WriteString("instanceId", view.Job.Id.Value);
        json.WriteNumber("instancePriority", Priority);
        json.WriteNumber("instanceProcess", view.ProgressPercent is { } percent ? (int)percent : 0);
        json.WriteString("jobName", view.Request.Properties.GetValueOrDefault(InstanceSubmission.JobNameProperty, ""));
        json.WriteString("projectName", view.Job.ProjectName);
        json.WriteString("skynetId", "");
        json.WriteString("startTime", (view.Job.StartedAt ?? view.Job.SubmittedAt).ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture));
        json.WriteString("taskType", TaskType(view));
        json.WriteString("taskName", view.Request.TaskName);
        json.WriteString("userAccount", view.Job.Owner.ToString());
        json.WriteString("status", InstanceStatus(view.Job));
        json.WriteStartArray("subStatusHistory");
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static string TaskType(JobView view) => view.Request.Properties.GetValueOrDefault(InstanceSubmission.TaskTypeProperty, "SQL");

    private static XmlReplyWriter WriteState(XmlReplyWriter xml, Job job) =>
        WriteTimes(xml.Element("Name", job.Id.Value).Element("Owner", job.Owner.ToString()), job).Element("Status", InstanceStatus(job));

    private static XmlReplyWriter WriteTimes(XmlReplyWriter xml, Job job)
    {
        xml.Element("StartTime", job.StartedAt ?? job.SubmittedAt);
        return job.FinishedAt is { } end ? xml.Element("EndTime", end) : xml.Element("EndTime");
    }

    private static void WriteProperty(XmlReplyWriter xml, string name, string value) =>
        xml.Begin("Property").Element("Name", name).Element("Value", value).End();

    private static void WriteTexts(Utf8JsonWriter json, IReadOnlyDictionary<string, string> texts)
    {
        json.WriteStartObject();
        foreach (var (name, value) in texts)
            json.WriteString(name, value);
        json.WriteEndObject();
    }
}
