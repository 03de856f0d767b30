using System.Text.Json;
using Ramet.Sql.Binding;
using Ramet.Sql.Types;

namespace Ramet.Client.Tunnel;

/// <summary>Reads the columns that the tunnel tells of.</summary>
internal static class TunnelSchema
{
    /// <summary>The columns of a session's reply, those of partitions aside.</summary>
    public static IReadOnlyList<ResultColumn> Columns(JsonElement reply) =>
        [.. reply.GetProperty("Schema").GetProperty("columns").EnumerateArray().Select(Column)];

    private static ResultColumn Column(JsonElement column) =>
        new(column.GetProperty("name").GetString()!, DataType.Parse(column.GetProperty("type").GetString()!));
}
