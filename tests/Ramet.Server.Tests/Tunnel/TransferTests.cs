using System.Net;
using Ramet.Protocol.Snappy;
using Ramet.Server.Tests.Support;
using static Ramet.Server.Tests.Tunnel.RowTexts;

namespace Ramet.Server.Tests.Tunnel;

public sealed class TransferTests
{
    private const string AllTypes =
        "a BOOLEAN, b TINYINT, c SMALLINT, d INT, e BIGINT, f FLOAT, g DOUBLE, h STRING, i VARCHAR(5), j CHAR(3), k BINARY, l DATE, m DATETIME, "
        + "n TIMESTAMP, o TIMESTAMP_NTZ, p DECIMAL(38,18), q JSON, r ARRAY<BIGINT>, s MAP<STRING,DOUBLE>, t STRUCT<x:INT,y:ARRAY<STRING>>";

    [Fact]
    public async Task Uploaded_rows_come_back_as_they_were_in_every_type()
    {
        await using var server = await TestServer.Start();
        server.Run($"CREATE TABLE t ({AllTypes})");
        var client = new TunnelClient(server.Client(), "t");
        object?[][] rows =
        [
            [
                true, -128L, 32767L, -2147483648L, long.MaxValue, 1.5f, -0.0, "Ünïcode 日本", "abcde", "xyz", (byte[])[0, 255, 1], -719162L, 1767323045678L,
                (1767323045L, 123456000), (-1L, 999999000), "-12345678901234567890.123456789012345678", """{"a":1}""", (object?[])[1L, null, -3L],
                ((object?[])["k", "l"], (object?[])[2.5, null]), (object?[])[7L, (object?[])["p", null, new string('q', 40)]],
            ],
            new object?[20],
            [
                false, 127L, 0L, 0L, 0L, float.NaN, double.PositiveInfinity, "", "", "", (byte[])[], 2932896L, -62135596800000L,
                (-62135596800L, 0), (253402300799L, 999999000), "0.000000000000000001", "[]", (object?[])[], ((object?[])[], (object?[])[]),
                (object?[])[null, null],
            ],
        ];

        await client.Upload(rows);

        Assert.Equal(Text(rows), Text(await client.Download()));
    }

    [Fact]
    public async Task Download_gives_columns_in_the_order_asked_for_and_ranges_are_cut()
    {
        await using var server = await TestServer.Start();
        server.Run("CREATE TABLE t (id BIGINT, name STRING)");
        var client = new TunnelClient(server.Client(), "t");
        foreach (var part in Enumerable.Range(0, 4)) // several files
            await client.Upload(Enumerable.Range(part * 10, 10).Select(static id => (object?[])[(long)id, $"n{id}"]));

        Assert.Equal(Enumerable.Range(0, 40).Select(static id => $"n{id}|{id}").Order(), Text(await client.Download("name,id")).Order());

        var download = await client.CreateDownload();
        Assert.Equal(40, download.Rows);
        var all = Text(await client.ReadRows(download, 0, 40));
        server.Run("INSERT OVERWRITE TABLE t VALUES (1, 'new')"); // the session still shows its snapshot
        foreach (var (start, count) in ((int, int)[])[(0, 1), (5, 10), (9, 1), (10, 10), (12, 27), (39, 1), (35, 100), (40, 1), (50, 5), (3, 0)])
            Assert.Equal(all.Skip(start).Take(count), Text(await client.ReadRows(download, start, count)));
    }

    [Fact]
    public async Task Rows_of_an_upload_appear_with_its_commit_and_once()
    {
        await using var server = await TestServer.Start();
        server.Run("CREATE TABLE t (id BIGINT)");
        var client = new TunnelClient(server.Client(), "t");
        var upload = await client.CreateUpload();
        await client.WriteBlock(upload, 1, [[1L]]);
        await client.WriteBlock(upload, 0, [[2L], [3L]]);
        await client.WriteBlock(upload, 1, [[4L]]); // instead of the first one
        Assert.Empty(await client.Download());

        await server.Restart();
        var reloaded = (await client.Reload(upload.Id)).Expect(HttpStatusCode.OK).Json;
        Assert.Equal([0, 1], reloaded.GetProperty("UploadedBlockList").EnumerateArray().Select(static block => block.GetProperty("BlockID").GetInt64()));
        Assert.Equal("normal", reloaded.GetProperty("Status").GetString());
        for (var attempt = 0; attempt < 2; attempt++)
            Assert.Equal("closed", (await client.Commit(upload)).Expect(HttpStatusCode.OK).Json.GetProperty("Status").GetString());

        Assert.Equal(["2", "3", "4"], Text(await client.Download()).Order());
        (await client.PutBlock(upload.Id, 2, RecordCodec.Write(upload.Types, [[5L]]))).ExpectJsonError(HttpStatusCode.BadRequest, "InvalidParameter");
    }

    [Fact]
    public async Task Partitions_are_made_and_overwritten()
    {
        await using var server = await TestServer.Start();
        server.Run("CREATE TABLE t (id BIGINT) PARTITIONED BY (pt STRING, n BIGINT)");
        var client = new TunnelClient(server.Client(), "t", "pt=a,n=1");
        (await client.Send(HttpMethod.Post, "?uploads")).ExpectJsonError(HttpStatusCode.NotFound, "NoSuchPartition");
        (await client.Send(HttpMethod.Post, "?downloads")).ExpectJsonError(HttpStatusCode.NotFound, "NoSuchPartition");

        var upload = await client.CreateUpload("&create_partition=true");
        await client.WriteBlock(upload, 0, [[1L]]);
        Assert.Equal("", server.Run("SHOW PARTITIONS t")); // an upload that is given up leaves nothing
        await client.Commit(upload);
        await client.Upload([2L]);
        (await client.Reload(upload.Id)).Expect(HttpStatusCode.OK).Json.GetProperty("UploadedBlockList"); // not taken for a question about the partition
        Assert.Equal(["1", "2"], Text(await client.Download()).Order());

        var replacing = await client.CreateUpload("&overwrite=true");
        await client.WriteBlock(replacing, 0, [[3L]]);
        await client.Commit(replacing);
        Assert.Equal(["3"], Text(await client.Download()));

        var empty = new TunnelClient(server.Client(), "t", "pt=b,n=2");
        await empty.Commit(await empty.CreateUpload("&create_partition=true"));
        Assert.Empty(await empty.Download());
        var stream = new TunnelClient(server.Client(), "t", "pt=c,n=3");
        var id = (await stream.Send(HttpMethod.Post, "/streams?create_partition=true", [])).Expect(HttpStatusCode.OK).Json.GetProperty("session_name").GetString();
        Assert.Equal("pt=a/n=1\npt=b/n=2", server.Run("SHOW PARTITIONS t").Trim());
        (await stream.Send(HttpMethod.Put, $"/streams?uploadid={id}&slotid=0", RecordCodec.Write(["bigint"], [[4L]]))).Expect(HttpStatusCode.OK);
        Assert.Equal("pt=a/n=1\npt=b/n=2\npt=c/n=3", server.Run("SHOW PARTITIONS t").Trim());
        (await new TunnelClient(server.Client(), "t").Send(HttpMethod.Post, "?uploads")).ExpectJsonError(HttpStatusCode.BadRequest, "InvalidPartitionSpec");
        (await new TunnelClient(server.Client(), "t", "pt=a").Send(HttpMethod.Post, "?downloads")).ExpectJsonError(HttpStatusCode.BadRequest, "InvalidPartitionSpec");
    }

    [Fact]
    public async Task Compressed_bodies_are_understood_and_given()
    {
        await using var server = await TestServer.Start();
        server.Run("CREATE TABLE t (id BIGINT)");
        var client = new TunnelClient(server.Client(), "t");
        var upload = await client.CreateUpload();
        var stream = RecordCodec.Write(upload.Types, Enumerable.Range(0, 5000).Select(static id => (object?[])[(long)id]));
        (await client.PutBlock(upload.Id, 0, Deflate.Compress(stream), ("Content-Encoding", "deflate"))).Expect(HttpStatusCode.OK);
        await client.Commit(upload);

        var download = await client.CreateDownload();
        var reply = (await client.Read(download.Id, 0, 5000, "", ("Accept-Encoding", "deflate"))).Expect(HttpStatusCode.OK);
        Assert.Equal("deflate", reply.Headers["Content-Encoding"]);
        Assert.Equal(stream, Deflate.Decompress(reply.Bytes));
        var refused = (await client.PutBlock(upload.Id, 0, stream, ("Content-Encoding", "zstd"))).ExpectJsonError(HttpStatusCode.BadRequest, "InvalidArgument");
        Assert.Equal("Content-Encoding 'zstd' is not supported; send deflate, x-snappy-framed, or the rows as they are.", refused);
        foreach (var encoding in (string[])["deflate", "x-snappy-framed"])
        {
            var failed = await client.Read(download.Id, 0, 1, "&columns=none", ("Accept-Encoding", encoding)); // the reply has not begun
            failed.ExpectJsonError(HttpStatusCode.BadRequest, "InvalidParameter");
            Assert.False(failed.Headers.ContainsKey("Content-Encoding"));
        }
    }

    [Fact]
    public async Task Bodies_compressed_by_Snappy_are_understood_and_given()
    {
        await using var server = await TestServer.Start();
        server.Run("CREATE TABLE t (id BIGINT, s STRING)");
        var client = new TunnelClient(server.Client(), "t");
        var upload = await client.CreateUpload();
        var stream = RecordCodec.Write(upload.Types, Enumerable.Range(0, 5000).Select(static id => (object?[])[(long)id, $"some text {id}"]));
        using var compressed = new MemoryStream();
        using (var snappy = new SnappyWriteStream(compressed))
            snappy.Write(stream);
        Assert.True(compressed.Length < stream.Length);
        (await client.PutBlock(upload.Id, 0, compressed.ToArray(), ("Content-Encoding", "x-snappy-framed"))).Expect(HttpStatusCode.OK);
        (await client.PutBlock(upload.Id, 1, compressed.ToArray()[..^1], ("Content-Encoding", "x-snappy-framed"))).ExpectJsonError(HttpStatusCode.BadRequest, "InvalidParameter");
        await client.Commit(upload);

        var download = await client.CreateDownload();
        var reply = (await client.Read(download.Id, 0, 5000, "", ("Accept-Encoding", "zstd, x-snappy-framed"))).Expect(HttpStatusCode.OK);
        Assert.Equal("x-snappy-framed", reply.Headers["Content-Encoding"]);
        using var content = new MemoryStream();
        using (var snappy = new SnappyReadStream(new MemoryStream(reply.Bytes)))
            snappy.CopyTo(content);
        Assert.Equal(stream, content.ToArray());
    }

    [Fact]
    public async Task Packs_of_a_stream_are_visible_at_once()
    {
        await using var server = await TestServer.Start();
        server.Run("CREATE TABLE t (id BIGINT)");
        var client = new TunnelClient(server.Client(), "t");
        var created = (await client.Send(HttpMethod.Post, "/streams?slotnum=1", [])).Expect(HttpStatusCode.OK).Json;
        var id = created.GetProperty("session_name").GetString();
        Assert.Equal(server.Server.Address.Authority, created.GetProperty("slots")[0][1].GetString());

        for (var pack = 1; pack <= 2; pack++)
        {
            var reply = await client.Send(HttpMethod.Put, $"/streams?uploadid={id}&slotid=0&record_count=1", RecordCodec.Write(["bigint"], [[(long)pack]]));
            reply.Expect(HttpStatusCode.OK);
            Assert.Equal("1", reply.Headers["odps-tunnel-slot-num"]);
            Assert.Equal(server.Server.Address.Authority, reply.Headers["odps-tunnel-routed-server"]);
            Assert.Equal(pack, (await client.Download()).Count);
        }
        (await client.Send(HttpMethod.Post, $"/streams?uploadid={id}", [])).Expect(HttpStatusCode.OK);
        (await client.Send(HttpMethod.Put, $"/streams?uploadid={id}&slotid=0", RecordCodec.Write(["bigint"], []))).ExpectJsonError(HttpStatusCode.BadRequest, "InvalidParameter");
    }
}
