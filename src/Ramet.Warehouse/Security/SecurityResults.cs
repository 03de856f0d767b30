using System.Text.Json.Nodes;
using Ramet.Warehouse.Results;
using Ramet.Warehouse.Statements;

namespace Ramet.Warehouse.Security;

/// <summary>Results that several security statements have.</summary>
internal static class SecurityResults
{
    /// <summary>The result of a statement that lists names, one a line.</summary>
    public static TextResult ShowList(this StatementContext context, IEnumerable<string> names)
    {
        var list = names.ToList();
        return context.Show(string.Concat(list.Select(static name => name + "\n")), new JsonArray([.. list.Select(name => JsonValue.Create(name))]));
    }

    /// <summary>A grid as data: one object a row, its properties named by the head.</summary>
    public static JsonArray Data(IReadOnlyList<string> head, IEnumerable<IReadOnlyList<string>> rows) =>
        [.. rows.Select(row => new JsonObject(head.Select((name, index) => KeyValuePair.Create(name, (JsonNode?)row[index]))))];
}
