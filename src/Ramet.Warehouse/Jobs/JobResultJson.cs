using System.Text.Json.Nodes;
using Ramet.Catalog.Jobs;
using Ramet.Sql.Binding;
using Ramet.Sql.Types;

namespace Ramet.Warehouse.Jobs;

/// <summary>What a job gave, as the JSON document <see cref="Job.Result"/>: a text as a whole, of rows only what describes them.</summary>
internal static class JobResultJson
{
    private const string Kind = "kind";

    /// <summary>The document of a job that has nothing to show.</summary>
    public static string Nothing { get; } = new JsonObject { [Kind] = nameof(JobResultKind.Nothing) }.ToJsonString();

    /// <summary>The document of a text.</summary>
    public static string Text(string text) => new JsonObject { [Kind] = nameof(JobResultKind.Text), ["text"] = text }.ToJsonString();

    /// <summary>The document of rows.</summary>
    public static string Rows(JobRowsDescription rows) => new JsonObject
    {
        [Kind] = nameof(JobResultKind.Rows),
        ["records"] = rows.RecordCount,
        ["zone"] = rows.Zone.Id,
        ["columns"] = new JsonArray([.. rows.Columns.Select(static column => new JsonObject { ["name"] = column.Name, ["type"] = column.Type.ToString() })]),
    }.ToJsonString();

    /// <summary>What a document is about.</summary>
    public static JobResultKind KindOf(string json) => KindOf(JsonNode.Parse(json)!);

    /// <summary>Reads a document.</summary>
    /// <param name="json">The document.</param>
    /// <param name="openRows">Gives the rows that it describes.</param>
    public static JobResult Read(string json, Func<JobRowsDescription, JobRows> openRows)
    {
        var document = JsonNode.Parse(json)!;
        return KindOf(document) switch
        {
            JobResultKind.Nothing => JobNothing.Instance,
            JobResultKind.Text => new JobText((string)document["text"]!),
            JobResultKind.Rows => openRows(new JobRowsDescription(
                [.. document["columns"]!.AsArray().Select(static column => new ResultColumn((string)column!["name"]!, DataType.Parse((string)column["type"]!)))],
                (long)document["records"]!,
                TimeZoneInfo.FindSystemTimeZoneById((string)document["zone"]!))),
        };
    }

    private static JobResultKind KindOf(JsonNode document) => Enum.Parse<JobResultKind>((string)document[Kind]!);
}
