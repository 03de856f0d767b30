using System.Text;
using System.Text.Json.Nodes;

namespace Ramet.Warehouse.History;

/// <summary>Lists of facts in columns that are as wide as their widest value.</summary>
internal static class TextTable
{
    private const string Gap = "  ";

    /// <summary>Writes a header and rows.</summary>
    /// <param name="columns">The names of the columns.</param>
    /// <param name="rows">The rows, each with a value for every column.</param>
    /// <returns>The lines for people, and an array of objects for programs.</returns>
    public static (string Text, JsonArray Data) Write(IReadOnlyList<string> columns, IReadOnlyList<string[]> rows)
    {
        var widths = columns.Select((name, column) => rows.Select(row => row[column].Length).Append(name.Length).Max()).ToList();
        var text = new StringBuilder();
        foreach (var cells in rows.Prepend([.. columns]))
            text.Append(string.Join(Gap, cells.Select((cell, column) => cell.PadRight(widths[column]))).TrimEnd()).Append('\n');
        return (text.ToString(), new JsonArray([.. rows.Select(row => ToJson(columns, row))]));
    }

    private static JsonObject ToJson(IReadOnlyList<string> columns, string[] row) =>
        new(columns.Zip(row, (name, value) => KeyValuePair.Create<string, JsonNode?>(name, value)));
}
