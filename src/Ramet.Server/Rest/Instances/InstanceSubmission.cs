using System.Text.Json;
using System.Xml.Linq;
using Ramet.Server.Errors;
using Ramet.Server.Requests;
using Ramet.Warehouse.Jobs;

namespace Ramet.Server.Rest.Instances;

/// <summary>Reads the document by which clients submit jobs.</summary>
internal static class InstanceSubmission
{
    /// <summary>The property that tells a job's name, which lists can ask for.</summary>
    public const string JobNameProperty = "jobname";

    /// <summary>The property by which a client finds the job again that it has submitted.</summary>
    public const string JobGuidProperty = "jobguid";

    /// <summary>The property that tells the element of the task, which is told to clients as its type.</summary>
    public const string TaskTypeProperty = "tasktype";

    private const string SettingsProperty = "settings";
    private const string CompactSetting = "odps.merge.txn.table.compact";
    private const string DefaultSchemaSetting = "odps.default.schema";

    /// <summary>Reads a submission.</summary>
    /// <param name="body">The element <c>Instance</c>.</param>
    /// <param name="request">The request.</param>
    /// <exception cref="ProtocolException">It does not hold one task of a kind that runs here.</exception>
    public static JobRequest Read(XElement body, ServerRequest request)
    {
        var job = body.Element("Job") ?? throw Malformed("the element Job is missing");
        if (job.Element("Tasks")?.Elements().ToList() is not [var task])
            throw Malformed("a job has exactly one task");
        var properties = Properties(task);
        var settings = properties.Remove(SettingsProperty, out var json) ? ParseSettings(json) : [];
        var (kind, text) = Statement(task, settings);
        if (settings.TryGetValue(DefaultSchemaSetting, out var schema) && !schema.Equals(ServerRequest.DefaultSchema, StringComparison.OrdinalIgnoreCase) && schema.Length > 0)
            throw new ProtocolException(WireError.NoSuchObject, $"Schema '{schema}' does not exist; projects have the schema '{ServerRequest.DefaultSchema}' alone.");
        properties[TaskTypeProperty] = task.Name.LocalName;
        if (job.Element("Name") is { Value.Length: > 0 } name)
            properties[JobNameProperty] = name.Value;
        if (job.Element("Guid") is { Value.Length: > 0 } guid)
            properties[JobGuidProperty] = guid.Value;
        return new JobRequest
        {
            Caller = request.Caller,
            Project = request["project"],
            Text = text,
            Settings = settings,
            SourceAddress = request.SourceAddress,
            TaskName = task.Element("Name") is { Value.Length: > 0 } taskName ? taskName.Value : throw Malformed("the task has no Name"),
            Kind = kind,
            Properties = properties,
        };
    }

    private static (JobKind Kind, string Text) Statement(XElement task, Dictionary<string, string> settings) => task.Name.LocalName switch
    {
        "SQL" => (JobKind.Sql, Query(task)),
        "SQLCost" => (JobKind.SqlCost, Query(task)),
        "Merge" => (JobKind.Sql, $"ALTER TABLE {task.Element("TableName")?.Value ?? throw Malformed("the task has no TableName")} {MergeAction(settings)}"),
        "SQLRT" => throw new ProtocolException(WireError.NotAccelerated, "Query acceleration does not run here; submit the statement as a job of type SQL."),
        var other => throw new ProtocolException(WireError.NotSupported, $"Tasks of type {other} do not run here; SQL, SQLCost and Merge do."),
    };

    /// <summary>The same task stands for both statements; which one is meant, clients say in a setting.</summary>
    private static string MergeAction(Dictionary<string, string> settings) => settings.GetValueOrDefault(CompactSetting) switch
    {
        null or "" => "MERGE SMALLFILES",
        "major_compact" => "COMPACT 'major'",
        "minor_compact" => "COMPACT 'minor'",
        var other => throw Malformed($"{CompactSetting} is major_compact or minor_compact, found '{other}'"),
    };

    private static string Query(XElement task) => task.Element("Query")?.Value ?? throw Malformed("the task has no Query");

    private static Dictionary<string, string> Properties(XElement task) =>
        (task.Element("Config")?.Elements("Property") ?? [])
            .GroupBy(static property => property.Element("Name")?.Value ?? "", static property => property.Element("Value")?.Value ?? "", StringComparer.Ordinal)
            .ToDictionary(static group => group.Key, static group => group.Last(), StringComparer.Ordinal);

    /// <summary>Settings are a JSON object of texts; some clients send numbers and truth values as such.</summary>
    private static Dictionary<string, string> ParseSettings(string json)
    {
        if (string.IsNullOrWhiteSpace(json))
            return [];
        try
        {
            using var document = JsonDocument.Parse(json);
            return document.RootElement.EnumerateObject()
                .GroupBy(static property => property.Name, static property => property.Value.ToString(), StringComparer.Ordinal)
                .ToDictionary(static group => group.Key, static group => group.Last(), StringComparer.Ordinal);
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            throw Malformed("the property settings is no JSON object");
        }
    }

    private static ProtocolException Malformed(string detail) => new(WireError.InvalidParameter, $"The job is malformed: {detail}.");
}
