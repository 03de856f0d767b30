using System.Text.Json.Nodes;

namespace Ramet.Warehouse.Security;

/// <summary>
/// Permissions in the form of the service for programs:
/// <c>{"ACL":{"":[{"Action":["Describe","Select"],"Principal":["user/ALIYUN$bob"],"Resource":["projects/p/tables/t"]}]},"Roles":["worker"]}</c>.
/// </summary>
internal static class GrantsJson
{
    /// <summary>From the data of SHOW GRANTS.</summary>
    public static JsonObject OfGrants(JsonNode data) => new()
    {
        ["ACL"] = Section(data["Acl"], "Principal"),
        ["ObjectCreator"] = Section(data["ObjectCreator"], "Principal"),
        ["Policy"] = Section(data["Policy"], "Principal"),
        ["Roles"] = data["Roles"]?.DeepClone() ?? new JsonArray(),
    };

    /// <summary>From the data of SHOW ACL: what was granted, without what owners and administrators may anyhow.</summary>
    public static JsonObject OfAcl(JsonNode data)
    {
        var granted = data.AsArray().Where(static line => line!["Letters"]!.GetValue<string>() != "AG").Select(static line => line!.DeepClone());
        return new JsonObject { ["ACL"] = Section(new JsonArray([.. granted]), "Holder"), ["Roles"] = new JsonArray() };
    }

    /// <summary>The lines of one source of permissions; an object without keys when there are none.</summary>
    private static JsonObject Section(JsonNode? lines, string principal)
    {
        var entries = new JsonArray();
        foreach (var line in lines?.AsArray() ?? [])
        {
            var entry = new JsonObject
            {
                ["Action"] = new JsonArray([.. Text(line, "Actions").Split('\t')[0].Split(" | ").Select(static action => JsonValue.Create(action))]),
                ["Principal"] = new JsonArray(Text(line, principal)),
            };
            if (line!["Object"] is not null)
                entry["Resource"] = new JsonArray(Text(line, "Object"));
            entries.Add(entry);
        }
        return entries.Count == 0 ? [] : new JsonObject { [""] = entries };
    }

    private static string Text(JsonNode? line, string name) => line![name]!.GetValue<string>(); // every line has all keys
}
