using System.Net;
using Ramet.Access;
using Ramet.Server.Tests.Support;
using Ramet.Warehouse.Collection;
using static Ramet.Server.Tests.Tunnel.RowTexts;

namespace Ramet.Server.Tests.Tunnel;

public sealed class TransferErrorTests
{
    private const string Bob = "ALIYUN$bob@example.com";

    [Fact]
    public async Task Rows_that_the_table_cannot_have_are_refused_with_their_place_and_leave_nothing()
    {
        await using var server = await TestServer.Start();
        server.Run("CREATE TABLE t (a TINYINT, b VARCHAR(3), c DECIMAL(4,2), d DATETIME, e MAP<STRING,BIGINT>, f STRING, g TIMESTAMP, h BIGINT NOT NULL, i ARRAY<SMALLINT>)");
        var client = new TunnelClient(server.Client(), "t");
        var upload = await client.CreateUpload();
        (object?[] Row, string Message)[] cases =
        [
            ([128L], "record 2 of the stream, column a: 128 is not a value of the type TINYINT"),
            ([null, "日本語語"], "record 2 of the stream, column b: a text of 4 characters is too long for the type VARCHAR(3)"),
            ([null, null, "100"], "record 2 of the stream, column c: '100' is not a value of the type DECIMAL(4,2)"),
            ([null, null, "1.2.3"], "record 2 of the stream, column c: '1.2.3' is not a value of the type DECIMAL(4,2)"),
            ([null, null, null, long.MaxValue], "record 2 of the stream, column d: 9223372036854775807 ms is not a value of the type DATETIME"),
            ([null, null, null, null, ((object?[])[null], (object?[])[1L])], "record 2 of the stream, column e: a MAP has NULL as a key"),
            ([null, null, null, null, ((object?[])["a"], (object?[])[])], "record 2 of the stream, column e: a MAP has 1 keys and 0 values"),
            ([null, null, null, null, null, (byte[])[0xC0, 0x80]], "record 2 of the stream, column f: a value of the type STRING is not UTF-8; use BINARY for other bytes"),
            ([null, null, null, null, null, null, (0L, 1_000_000_000)], "record 2 of the stream, column g: 1000000000 nanoseconds are a second or more"),
            ([null, null, null, null, null, null, null, long.MinValue], "record 2 of the stream, column h: -9223372036854775808 is not a value of the type BIGINT"),
            ([null, null, null, null, null, null, null, 1L, (object?[])[1L, 40000L]], "record 2 of the stream, column i: 40000 is not a value of the type SMALLINT"),
            ([null, null, null, null, null, null, null, 1L, null, 1L], "record 2 of the stream: it has a column 10, but table shop.t has 9 besides those of partitions"),
            ([1L], "column h of table shop.t is NOT NULL, but 1 of the rows have NULL for it"),
        ];
        string[] types = [.. upload.Types, "bigint"];
        foreach (var (row, message) in cases)
        {
            var reply = await client.PutBlock(upload.Id, 0, RecordCodec.Write(types, [[null, null, null, null, null, null, null, 7L], row]));
            Assert.Equal(HttpStatusCode.BadRequest, reply.Status);
            Assert.Contains(message, reply.Json.GetProperty("Message").GetString(), StringComparison.Ordinal);
        }
        Assert.Equal(0, (await client.Reload(upload.Id)).Json.GetProperty("UploadedBlockList").GetArrayLength());
        Assert.Empty(DataFiles(server));

        await client.WriteBlock(upload, 0, [[127L, "日本語", "-9.9949E1", 0L, null, null, (0L, 1999), 1L]]);
        await client.Commit(upload);
        Assert.Equal(["127|日本語|-99.95|0|NULL|NULL|(0, 1000)|1|NULL"], Text(await client.Download()));
    }

    [Fact]
    public async Task Damaged_and_cut_streams_are_refused_and_the_server_goes_on()
    {
        await using var server = await TestServer.Start();
        server.Run("CREATE TABLE t (id BIGINT, s STRING)");
        var client = new TunnelClient(server.Client(), "t");
        var upload = await client.CreateUpload();
        var stream = RecordCodec.Write(upload.Types, Enumerable.Range(0, 3).Select(static id => (object?[])[(long)id, $"text {id}"]));
        for (var at = 0; at < stream.Length; at += 3)
        {
            var damaged = (byte[])stream.Clone();
            damaged[at] ^= 0x55;
            (await client.PutBlock(upload.Id, 1, damaged)).ExpectJsonError(HttpStatusCode.BadRequest, "InvalidParameter");
            (await client.PutBlock(upload.Id, 1, stream[..at])).ExpectJsonError(HttpStatusCode.BadRequest, "InvalidParameter");
        }
        (await client.PutBlock(upload.Id, 1, stream, ("Content-Encoding", "deflate"))).ExpectJsonError(HttpStatusCode.BadRequest, "InvalidParameter");
        await client.WriteBlock(upload, 1, [[1L, "whole"]]);
        await client.Commit(upload);
        Assert.Equal(["1|whole"], Text(await client.Download()));
    }

    [Fact]
    public async Task What_cannot_be_done_is_said_with_the_code_that_clients_know()
    {
        await using var server = await TestServer.Start();
        server.Run("CREATE TABLE t (id BIGINT)");
        server.Run("CREATE VIEW v AS SELECT * FROM t");
        var client = new TunnelClient(server.Client(), "t");
        var upload = await client.CreateUpload();
        (await new TunnelClient(server.Client(), "none").Send(HttpMethod.Post, "?uploads")).ExpectJsonError(HttpStatusCode.NotFound, "NoSuchTable");
        (await new TunnelClient(server.Client(), "none").Send(HttpMethod.Post, "?downloads")).ExpectJsonError(HttpStatusCode.NotFound, "NoSuchTable");
        (await new TunnelClient(server.Client(), "v").Send(HttpMethod.Post, "?downloads")).Expect(HttpStatusCode.BadRequest);
        (await client.Send(HttpMethod.Get, "?uploadid=none")).ExpectJsonError(HttpStatusCode.NotFound, "NoSuchObject");
        (await client.Send(HttpMethod.Post, "?uploadid=none")).ExpectJsonError(HttpStatusCode.NotFound, "NoSuchObject");
        (await client.Send(HttpMethod.Get, $"?downloadid={upload.Id}")).ExpectJsonError(HttpStatusCode.NotFound, "NoSuchObject"); // an upload is no download
        (await client.Send(HttpMethod.Put, $"?uploadid={upload.Id}&blockid=-1", [])).ExpectJsonError(HttpStatusCode.BadRequest, "InvalidParameter");
        (await client.Send(HttpMethod.Get, "/streams?uploadid=none")).ExpectJsonError(HttpStatusCode.NotFound, "StreamSessionNotFound");
        var download = await client.CreateDownload();
        (await client.Send(HttpMethod.Get, $"?downloadid={download.Id}&data&rowrange=(1)")).ExpectJsonError(HttpStatusCode.BadRequest, "InvalidArgument");
        (await client.Read(download.Id, 0, 1, "&columns=none")).ExpectJsonError(HttpStatusCode.BadRequest, "InvalidParameter");
        (await client.Read(download.Id, 0, 1, "&columns=,")).ExpectJsonError(HttpStatusCode.BadRequest, "InvalidParameter");
        (await client.Read(download.Id, 0, 1, "&columns=id,id")).ExpectJsonError(HttpStatusCode.BadRequest, "InvalidParameter");
        (await client.Send(HttpMethod.Post, $"?downloadid={download.Id}")).Expect(HttpStatusCode.OK);
        (await client.Read(download.Id, 0, 1)).ExpectJsonError(HttpStatusCode.BadRequest, "InvalidParameter");
    }

    [Fact]
    public async Task Rights_are_asked_for_by_every_request()
    {
        await using var server = await TestServer.Start();
        server.Run("CREATE TABLE t (id BIGINT, secret STRING)");
        server.Run("INSERT INTO t VALUES (1, 'x')");
        server.Run($"CREATE ACCOUNT {Bob}", project: null);
        var client = new TunnelClient(server.Client(Bob), "t");
        (await client.Send(HttpMethod.Post, "?uploads")).ExpectJsonError(HttpStatusCode.Forbidden, "NoPermission");
        server.Run($"ADD USER {Bob}");
        (await client.Send(HttpMethod.Post, "?uploads")).ExpectJsonError(HttpStatusCode.Forbidden, "NoPermission");
        (await client.Send(HttpMethod.Post, "?downloads")).ExpectJsonError(HttpStatusCode.Forbidden, "NoPermission");

        server.Run($"GRANT Select(id) ON TABLE t TO USER {Bob}");
        var download = await client.CreateDownload();
        (await client.Read(download.Id, 0, 1)).ExpectJsonError(HttpStatusCode.Forbidden, "NoPermission");
        Assert.Equal(["1"], Text(RecordCodec.Read(["bigint"], (await client.Read(download.Id, 0, 1, "&columns=id")).Expect(HttpStatusCode.OK).Bytes)));
        var owner = new TunnelClient(server.Client(), "t");
        (await owner.Read(download.Id, 0, 1)).ExpectJsonError(HttpStatusCode.NotFound, "NoSuchObject"); // the session of somebody else
        server.Run("SETPROJECT odps.security.enabledownloadprivilege=true");
        (await client.Read(download.Id, 0, 1, "&columns=id")).ExpectJsonError(HttpStatusCode.Forbidden, "NoPermission");

        server.Run($"GRANT Update ON TABLE t TO USER {Bob}");
        var upload = await client.CreateUpload();
        await client.WriteBlock(upload, 1, [[2L, null]]);
        server.Run($"REVOKE Update ON TABLE t FROM USER {Bob}");
        (await client.Commit(upload)).ExpectJsonError(HttpStatusCode.Forbidden, "NoPermission");
    }

    [Fact]
    public async Task Collection_of_garbage_leaves_open_transfers_alone()
    {
        await using var server = await TestServer.Start();
        server.Run("CREATE TABLE t (id BIGINT)");
        server.Run("INSERT INTO t VALUES (1), (2)");
        var client = new TunnelClient(server.Client(), "t");
        var download = await client.CreateDownload();
        var upload = await client.CreateUpload();
        await client.WriteBlock(upload, 1, [[3L]]);
        server.Run("INSERT OVERWRITE TABLE t VALUES (4)");
        server.Run("PURGE TABLE t");
        await Task.Delay(4000); // longer than the inaccuracy that is allowed for the times of files
        Collect(server);

        Assert.Equal(["1", "2"], Text(await client.ReadRows(download, 0, 2)).Order());
        (await client.Commit(upload)).Expect(HttpStatusCode.OK);
        Assert.Equal(["3", "4"], Text(await client.Download()).Order());
    }

    [Fact]
    public async Task Sessions_end_by_themselves_and_their_files_go()
    {
        var time = new ShiftedTime();
        await using var server = await TestServer.Start(new ServerOptions { Time = time });
        server.Run("CREATE TABLE t (id BIGINT)");
        var client = new TunnelClient(server.Client(), "t");
        var upload = await client.CreateUpload();
        await client.WriteBlock(upload, 1, [[1L]]);
        Assert.Single(DataFiles(server));

        time.Shift = TimeSpan.FromHours(25);
        Assert.Equal("expired", (await client.Reload(upload.Id)).Expect(HttpStatusCode.OK).Json.GetProperty("Status").GetString());
        (await client.PutBlock(upload.Id, 2, RecordCodec.Write(upload.Types, []))).ExpectJsonError(HttpStatusCode.BadRequest, "InvalidParameter");
        (await client.Commit(upload)).ExpectJsonError(HttpStatusCode.BadRequest, "InvalidParameter");

        time.Shift = TimeSpan.FromHours(49);
        await client.CreateUpload();
        Assert.Empty(DataFiles(server));
        (await client.Reload(upload.Id)).ExpectJsonError(HttpStatusCode.NotFound, "NoSuchObject");
    }

    private static void Collect(TestServer server)
    {
        using var session = server.Warehouse.OpenSession(Principal.Administrator);
        GarbageCollection.Run(session, new CollectionOptions { Grace = TimeSpan.Zero });
    }

    private static string[] DataFiles(TestServer server) =>
        Directory.GetFiles(Path.Combine(server.WarehouseDirectory, "data"), "*.parquet", SearchOption.AllDirectories);

    private sealed class ShiftedTime : TimeProvider
    {
        public TimeSpan Shift { get; set; }

        public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + Shift;
    }
}
