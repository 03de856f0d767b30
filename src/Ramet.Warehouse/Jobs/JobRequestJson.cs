using System.Text.Json.Nodes;
using Ramet.Catalog.Jobs;

namespace Ramet.Warehouse.Jobs;

/// <summary>What is kept of a request besides the statement, as the JSON document <see cref="Job.Request"/>.</summary>
internal static class JobRequestJson
{
    /// <summary>Writes the document.</summary>
    public static string Write(JobRequest request) => new JsonObject
    {
        ["task"] = request.TaskName,
        ["kind"] = request.Kind.ToString(),
        ["settings"] = Object(request.Settings),
        ["properties"] = Object(request.Properties),
    }.ToJsonString();

    /// <summary>The request of a job; one with defaults for a statement of a session.</summary>
    public static JobRequest Read(Job job)
    {
        var request = new JobRequest { Caller = job.Owner, Project = job.ProjectName, Text = job.Statement };
        if (job.Request is null || JsonNode.Parse(job.Request) is not JsonObject json)
            return request;
        return request with
        {
            TaskName = (string?)json["task"] ?? request.TaskName,
            Kind = Enum.TryParse<JobKind>((string?)json["kind"], out var kind) ? kind : request.Kind,
            Settings = Texts(json["settings"]),
            Properties = Texts(json["properties"]),
        };
    }

    private static JsonObject Object(IReadOnlyDictionary<string, string> texts) =>
        [.. texts.Select(static pair => KeyValuePair.Create(pair.Key, (JsonNode?)pair.Value))];

    private static Dictionary<string, string> Texts(JsonNode? node) =>
        node is JsonObject texts ? texts.ToDictionary(static pair => pair.Key, static pair => (string?)pair.Value ?? "") : [];
}
