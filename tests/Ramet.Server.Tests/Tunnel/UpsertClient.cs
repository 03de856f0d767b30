using System.Globalization;
using System.Net;
using System.Text.Json;
using Ramet.Server.Tests.Support;

namespace Ramet.Server.Tests.Tunnel;

/// <summary>Upserts rows as a client of the service does.</summary>
/// <param name="client">Signs and sends.</param>
/// <param name="table">The table in the test project.</param>
/// <param name="partition">The partition, <c>pt=a</c>; null for none.</param>
internal sealed class UpsertClient(TestClient client, string table, string? partition = null)
{
    public const long Upsert = 'U';
    public const long Delete = 'D';

    private static readonly string[] extraTypes = ["bigint", "bigint", "tinyint", "array<bigint>", "array<bigint>"];

    private string Path => $"/projects/{TestServer.Project}/tables/{table}/upserts";

    private string PartitionParameter => partition is null ? "" : $"&partition={Uri.EscapeDataString(partition)}";

    public async Task<JsonElement> Create(string parameters = "") =>
        (await Send(HttpMethod.Post, $"?slotnum=1&curr_project={TestServer.Project}{parameters}")).Expect(HttpStatusCode.OK).Json;

    public async Task<string> Open() => Id(await Create());

    /// <summary>Sends operations: the values of the table's columns, and what to do with the row.</summary>
    public async Task Write(string upsert, params (long Operation, object?[] Row)[] operations) =>
        (await Put(upsert, operations)).Expect(HttpStatusCode.OK);

    public async Task<TestReply> Put(string upsert, (long Operation, object?[] Row)[] operations, object?[]? valueColumns = null)
    {
        var types = (await Reload(upsert)).GetProperty("schema").GetProperty("columns").EnumerateArray()
            .Select(static column => column.GetProperty("type").GetString()!).Concat(extraTypes).ToList();
        var rows = operations.Select(operation => (object?[])[.. operation.Row, null, null, operation.Operation, null, valueColumns ?? []]);
        return await Put(upsert, operations.Length, RecordCodec.Write(types, rows));
    }

    public Task<TestReply> Put(string upsert, int count, byte[] stream, params (string, string)[] headers) => client.Send(
        HttpMethod.Put,
        string.Create(CultureInfo.InvariantCulture, $"{Path}?bucketid=3&record_count={count}&slotid=0&upsertid={upsert}{PartitionParameter}"),
        new ByteArrayContent(stream),
        [("odps-tunnel-routed-server", "127.0.0.1:80"), .. headers]);

    public async Task<JsonElement> Reload(string upsert) => (await Send(HttpMethod.Get, $"?upsertid={upsert}")).Expect(HttpStatusCode.OK).Json;

    public async Task<string> Commit(string upsert) =>
        (await Send(HttpMethod.Post, $"?upsertid={upsert}")).Expect(HttpStatusCode.OK).Json.GetProperty("status").GetString()!;

    public Task<TestReply> Send(HttpMethod method, string parameters) =>
        client.Send(method, $"{Path}{parameters}{PartitionParameter}", method == HttpMethod.Get ? null : new ByteArrayContent([]));

    public static string Id(JsonElement upsert) => upsert.GetProperty("id").GetString()!;
}
