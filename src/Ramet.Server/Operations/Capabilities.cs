using System.Reflection;
using System.Text.Json;
using Ramet.Server.Routing;
using Ramet.Server.Tunnel;
using Ramet.Sql;

namespace Ramet.Server.Operations;

/// <summary>What the server can do, as the code itself tells: for clients that ask before they try.</summary>
internal static class Capabilities
{
    /// <summary>The version of the tunnel protocol.</summary>
    private const int TunnelVersion = 6;

    /// <summary>Writes one object: product, version, protocol, statements, types, functions, routes.</summary>
    public static void Write(Utf8JsonWriter json, RouteTable routes)
    {
        json.WriteStartObject();
        json.WriteString("product", "Ramet");
        json.WriteString("version", Version());
        json.WriteStartObject("protocol");
        WriteNames(json, "signatures", ["v2", "v4", "bearer token"]);
        json.WriteNumber("tunnel", TunnelVersion);
        WriteNames(json, "transfers", ["records", "arrow"]);
        WriteNames(json, "encodings", TransferBodies.Encodings);
        json.WriteEndObject();
        WriteNames(json, "statements", Dialect.Statements);
        WriteNames(json, "types", Dialect.Types);
        WriteNames(json, "functions", Dialect.Functions);
        WriteNames(json, "routes", routes.Routes.Select(static route => route.Pattern.Text));
        json.WriteEndObject();
    }

    private static string Version() => typeof(Capabilities).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!
        .InformationalVersion.Split('+')[0]; // the SDK always writes the attribute; after + stands the commit

    private static void WriteNames(Utf8JsonWriter json, string property, IEnumerable<string> names)
    {
        json.WriteStartArray(property);
        foreach (var name in names)
            json.WriteStringValue(name);
        json.WriteEndArray();
    }
}
