using System.Globalization;
using System.Text.Json.Nodes;

namespace Ramet.Warehouse.Jobs;

/// <summary>What a job did, as named counts: <c>partitions cloned</c>, <c>bytes copied</c>.</summary>
/// <param name="Counts">The counts in the order in which they are shown.</param>
internal sealed record JobSummary(params IReadOnlyList<(string Name, long Value)> Counts)
{
    /// <summary>The counts for people: <c>rows: 3, files: 1</c>.</summary>
    public override string ToString() =>
        string.Join(", ", Counts.Select(count => string.Create(CultureInfo.InvariantCulture, $"{count.Name}: {count.Value}")));

    /// <summary>The counts for programs, names with underscores: <c>{"rows":3,"files":1}</c>.</summary>
    public string ToJson()
    {
        var json = new JsonObject();
        foreach (var (name, value) in Counts)
            json[name.Replace(' ', '_')] = value;
        return json.ToJsonString();
    }
}
