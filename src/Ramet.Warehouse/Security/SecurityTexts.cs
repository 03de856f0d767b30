using System.Globalization;
using Ramet.Access;
using Ramet.Warehouse.Results;

namespace Ramet.Warehouse.Security;

/// <summary>How the service prints objects, times, permissions and tables of text.</summary>
internal static class SecurityTexts
{
    /// <summary>The path of an object: <c>projects/p/tables/t</c>.</summary>
    /// <param name="project">The project's name.</param>
    /// <param name="type">The type.</param>
    /// <param name="name">The object's name; ignored for the project itself.</param>
    /// <param name="column">The column; null for the whole object.</param>
    public static string Path(string project, ObjectType type, string name, string? column = null)
    {
        var path = type == ObjectType.Project ? $"projects/{project}" : $"projects/{project}/{ResourcePath.Of(type)}/{name}";
        return column is null ? path : $"{path}/{column}";
    }

    /// <summary>Actions of an object as <c>Describe | Select</c>, or <c>All</c> for several that are all there are.</summary>
    public static string Actions(ActionSet actions, ObjectType type) =>
        actions.Count > 1 && actions.Contains(ObjectActions.Of(type)) ? "All" : actions.ToString();

    /// <summary>A time as <c>2022-07-04T16:29:32+0800</c>.</summary>
    public static string Time(DateTimeOffset time, TimeZoneInfo zone) =>
        TimeZoneInfo.ConvertTime(time, zone).ToString("yyyy-MM-dd'T'HH:mm:sszzz", CultureInfo.InvariantCulture).Remove(22, 1);

    /// <summary>The part of a line that says when a permission ends; empty when it does not.</summary>
    public static string Expires(DateTimeOffset? time, TimeZoneInfo zone) => time is { } end ? $"\tExpires:{Time(end, zone)}" : "";

    /// <summary>A table with a head and rules; texts are padded and never cut.</summary>
    public static string Grid(IReadOnlyList<string> head, IReadOnlyList<IReadOnlyList<string>> rows)
    {
        var widths = head.Select((cell, index) => rows.Select(row => row[index].Length).Append(cell.Length).Max()).ToList();
        using var text = new StringWriter(CultureInfo.InvariantCulture);
        var grid = new TextGrid(widths, static cell => cell.Length, rowEnd: "|\n", text);
        grid.WriteFrame();
        grid.WriteRow(head);
        grid.WriteFrame();
        foreach (var row in rows)
            grid.WriteRow(row);
        grid.WriteFrame();
        return text.ToString();
    }
}
