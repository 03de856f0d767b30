using System.Globalization;
using System.Text.Json.Nodes;

namespace Ramet.Warehouse.Describe;

/// <summary>Writes descriptions as JSON, for programs. Times are ISO 8601 with the offset of the time zone.</summary>
internal static class TableDescriptionJson
{
    public static JsonObject Write(TableDescription table, TimeZoneInfo zone)
    {
        var json = new JsonObject
        {
            ["Owner"] = table.Owner,
            ["Project"] = table.Project,
            ["Name"] = table.Name,
            ["Comment"] = table.Comment,
            ["CreateTime"] = Time(table.CreateTime, zone),
            ["LastDDLTime"] = Time(table.LastDdlTime, zone),
            ["LastModifiedTime"] = Time(table.LastModifiedTime, zone),
            ["Lifecycle"] = table.Lifecycle,
            ["TableLabel"] = table.TableLabel,
            ["MaxLabel"] = table.MaxLabel,
            ["Size"] = table.SizeBytes,
            ["Location"] = table.Location,
            ["ViewText"] = table.ViewText,
            ["ViewSignature"] = table.ViewSignature,
            ["Columns"] = Columns(table.Columns),
            ["PartitionColumns"] = Columns(table.PartitionColumns),
        };
        var extended = new JsonObject();
        foreach (var (name, value) in table.Extended)
            extended[name] = value;
        json["Extended"] = extended;
        return json;
    }

    public static JsonObject Write(PartitionDescription partition, TimeZoneInfo zone) => new()
    {
        ["Name"] = partition.Name,
        ["Size"] = partition.SizeBytes,
        ["FileNum"] = partition.FileCount,
        ["LifecycleEnabled"] = partition.HasLifecycle,
        ["LastModifiedTime"] = Time(partition.LastModifiedTime, zone),
    };

    private static JsonArray Columns(IReadOnlyList<ColumnDescription> columns) => [.. columns.Select(column => new JsonObject
    {
        ["Name"] = column.Name,
        ["Type"] = column.Type,
        ["Nullable"] = column.Nullable,
        ["Default"] = column.Default,
        ["Label"] = column.Label,
        ["Comment"] = column.Comment,
    })];

    private static string Time(DateTimeOffset time, TimeZoneInfo zone) =>
        TimeZoneInfo.ConvertTime(time, zone).ToString("yyyy-MM-ddTHH:mm:sszzz", CultureInfo.InvariantCulture);
}
