using System.Net;
using System.Text.Json;
using Ramet.Server.Tests.Support;

namespace Ramet.Server.Tests.Tunnel;

/// <summary>Transfers rows as a client of the service does.</summary>
/// <param name="client">Signs and sends.</param>
/// <param name="table">The table in the test project.</param>
/// <param name="partition">The partition, <c>pt=a</c>; null for none.</param>
internal sealed class TunnelClient(TestClient client, string table, string? partition = null)
{
    private static readonly (string, string)[] commonHeaders =
    [
        ("odps-tunnel-date-transform", "v1"), ("x-odps-tunnel-version", "6"), ("odps-tunnel-sdk-support-schema-evolution", "true"),
    ];

    private string Path => $"/projects/{TestServer.Project}/tables/{table}";

    private string PartitionParameter => partition is null ? "" : $"&partition={Uri.EscapeDataString(partition)}";

    /// <summary>Uploads rows in one block and commits.</summary>
    public async Task Upload(params IEnumerable<object?[]> rows)
    {
        var upload = await CreateUpload();
        await WriteBlock(upload, 1, rows);
        (await Commit(upload)).Expect(HttpStatusCode.OK);
    }

    public async Task<Transfer> CreateUpload(string parameters = "")
    {
        var reply = await client.Send(HttpMethod.Post, $"{Path}?uploads=1&reload=False&curr_project={TestServer.Project}{PartitionParameter}{parameters}", Empty(), commonHeaders);
        var json = reply.Expect(HttpStatusCode.OK).Json;
        return new Transfer(json.GetProperty("UploadID").GetString()!, TypesOf(json), json);
    }

    public async Task WriteBlock(Transfer upload, long block, IEnumerable<object?[]> rows) =>
        (await PutBlock(upload.Id, block, RecordCodec.Write(upload.Types, rows))).Expect(HttpStatusCode.OK);

    public Task<TestReply> PutBlock(string upload, long block, byte[] stream, params (string, string)[] headers) => client.Send(
        HttpMethod.Put, $"{Path}?blockid={block}&uploadid={upload}{PartitionParameter}", new ChunkedContent(stream), [.. commonHeaders, .. headers]);

    public Task<TestReply> PutArrow(string upload, long block, byte[] chunks, params (string, string)[] headers) => client.Send(
        HttpMethod.Put, $"{Path}?blockid={block}&uploadid={upload}&arrow={PartitionParameter}", new ChunkedContent(chunks), [.. commonHeaders, .. headers]);

    public Task<TestReply> Reload(string upload) => client.Send(HttpMethod.Get, $"{Path}?uploadid={upload}&reload=True{PartitionParameter}", null, commonHeaders);

    public Task<TestReply> Commit(Transfer upload) =>
        client.Send(HttpMethod.Post, $"{Path}?uploadid={upload.Id}{PartitionParameter}", Empty(), commonHeaders);

    /// <summary>Downloads all rows.</summary>
    public async Task<List<object?[]>> Download(string? columns = null)
    {
        var download = await CreateDownload();
        var names = columns is null ? "" : $"&columns={columns}";
        var types = columns is null ? download.Types : [.. columns.Split(',').Select(download.TypeOf)];
        return RecordCodec.Read(types, (await Read(download.Id, 0, download.Rows, names)).Expect(HttpStatusCode.OK).Bytes);
    }

    public async Task<Transfer> CreateDownload()
    {
        var reply = await client.Send(HttpMethod.Post, $"{Path}?downloads=&asyncmode=true{PartitionParameter}", Empty(), commonHeaders);
        var json = reply.Expect(HttpStatusCode.OK).Json;
        return new Transfer(json.GetProperty("DownloadID").GetString()!, TypesOf(json), json);
    }

    public async Task<List<object?[]>> ReadRows(Transfer download, long start, long count) =>
        RecordCodec.Read(download.Types, (await Read(download.Id, start, count)).Expect(HttpStatusCode.OK).Bytes);

    public Task<TestReply> Read(string download, long start, long count, string parameters = "", params (string, string)[] headers) => client.Send(
        HttpMethod.Get, $"{Path}?data=&downloadid={download}&rowrange=%28{start}%2C{count}%29{PartitionParameter}{parameters}", null, [.. commonHeaders, .. headers]);

    public Task<TestReply> Send(HttpMethod method, string parameters, byte[]? body = null) => client.Send(
        method, $"{Path}{parameters}{PartitionParameter}", body is null ? null : new ChunkedContent(body), commonHeaders);

    private static ByteArrayContent Empty() => new([]);

    private static List<string> TypesOf(JsonElement session) =>
        [.. session.GetProperty("Schema").GetProperty("columns").EnumerateArray().Select(static column => column.GetProperty("type").GetString()!)];

    /// <summary>A session as the server has told it.</summary>
    internal sealed record Transfer(string Id, IReadOnlyList<string> Types, JsonElement Json)
    {
        public long Rows => Json.GetProperty("RecordCount").GetInt64();

        public string TypeOf(string column) => Json.GetProperty("Schema").GetProperty("columns").EnumerateArray()
            .First(item => item.GetProperty("name").GetString() == column).GetProperty("type").GetString()!;
    }

    /// <summary>A body without a length, as clients stream blocks.</summary>
    private sealed class ChunkedContent(byte[] bytes) : HttpContent
    {
        protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) => stream.WriteAsync(bytes).AsTask();

        protected override bool TryComputeLength(out long length)
        {
            length = 0;
            return false;
        }
    }
}
