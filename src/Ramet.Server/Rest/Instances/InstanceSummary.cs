using System.Globalization;
using System.Text.Json;
using Ramet.Catalog.Jobs;
using Ramet.Warehouse.Jobs;

namespace Ramet.Server.Rest.Instances;

/// <summary>What a job did, in the two forms in which clients ask for it.</summary>
internal static class InstanceSummary
{
    /// <summary>For <c>instancesummary</c>: one client takes the number of changed rows out of the JSON inside.</summary>
    public static void Write(Utf8JsonWriter json, JobView view) => Write(json, view, "Instance", "Summary", "JsonSummary");

    /// <summary>For <c>summary</c>, which the command-line client prints.</summary>
    public static void WriteOld(Utf8JsonWriter json, JobView view) => Write(json, view, "mapReduce", "summary", "jsonSummary");

    private static void Write(Utf8JsonWriter json, JobView view, string name, string text, string inner)
    {
        var counts = Counts(view.Job);
        json.WriteStartObject();
        if (view.Job.IsFinished)
        {
            json.WriteStartObject(name);
            json.WriteString(text, string.Concat(counts.Select(static count => string.Create(CultureInfo.InvariantCulture, $"{count.Name.Replace('_', ' ')}: {count.Value}\n"))));
            json.WriteString(inner, ResultJson.Document(summary => WriteInner(summary, view, counts)));
            json.WriteEndObject();
        }
        json.WriteEndObject();
    }

    private static void WriteInner(Utf8JsonWriter json, JobView view, List<(string Name, long Value)> counts)
    {
        json.WriteStartObject();
        json.WriteStartObject("Inputs");
        json.WriteEndObject();
        json.WriteStartObject("Outputs"); // empty for what changes no rows: clients then know no count
        var rows = counts.Where(static count => count.Name == "rows" || count.Name.StartsWith("rows_", StringComparison.Ordinal)).ToList();
        if (rows.Count > 0)
        {
            json.WriteStartArray(view.Job.ProjectName);
            json.WriteNumberValue(rows.Sum(static count => count.Value));
            json.WriteNumberValue(counts.Where(static count => count.Name == "bytes").Sum(static count => count.Value));
            json.WriteEndArray();
        }
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static List<(string Name, long Value)> Counts(Job job)
    {
        if (job.Summary is null)
            return [];
        using var document = JsonDocument.Parse(job.Summary);
        return
        [
            .. from property in document.RootElement.EnumerateObject()
               where property.Value.ValueKind == JsonValueKind.Number
               select (property.Name, property.Value.GetInt64()),
        ];
    }
}
