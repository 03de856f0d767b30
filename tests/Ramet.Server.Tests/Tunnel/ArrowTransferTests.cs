using System.Net;
using Ramet.Protocol.Arrow;
using Ramet.Server.Tests.Support;
using Ramet.Testing;
using static Ramet.Server.Tests.Tunnel.RowTexts;

namespace Ramet.Server.Tests.Tunnel;

/// <summary>Rows as Arrow batches; the other side is an independent implementation of Arrow.</summary>
public sealed class ArrowTransferTests
{
    private const string AllTypes =
        "a BOOLEAN, b TINYINT, c SMALLINT, d INT, e BIGINT, f FLOAT, g DOUBLE, h STRING, i VARCHAR(5), j CHAR(3), k BINARY, l DATE, m DATETIME, "
        + "n TIMESTAMP, o TIMESTAMP_NTZ, p DECIMAL(38,18), q DECIMAL(4,2), r JSON, s ARRAY<BIGINT>, t MAP<STRING,DOUBLE>, u STRUCT<x:INT,y:ARRAY<STRING>>, "
        + "v MAP<BIGINT,ARRAY<STRUCT<z:TIMESTAMP_NTZ,w:SMALLINT>>>";

    private static readonly object?[][] Rows =
    [
        [
            true, -128L, 32767L, -2147483648L, long.MaxValue, 1.5f, -0.0, "Ünïcode 日本", "abcde", "xyz", (byte[])[0, 255, 1], -719162L, 1767323045678L,
            (1767323045L, 123456000), (-1L, 999999000), "-12345678901234567890.123456789012345678", "-99.99", """{"a":1}""", (object?[])[1L, null, -3L],
            ((object?[])["k", "l"], (object?[])[2.5, null]), (object?[])[7L, (object?[])["p", null, new string('q', 40)]],
            ((object?[])[1L, 2L], (object?[])[(object?[])[(object?[])[(-1L, 1000), -5L], null], null]),
        ],
        new object?[22],
        [
            false, 127L, 0L, 0L, -long.MaxValue, float.NaN, double.PositiveInfinity, "", "", "", (byte[])[], 2932896L, -62135596800000L,
            (-9223372036L, 0), (9223372036L, 854775000), "0.000000000000000001", "0.00", "[]", (object?[])[], ((object?[])[], (object?[])[]),
            (object?[])[null, null], ((object?[])[], (object?[])[]),
        ],
    ];

    [Fact]
    public async Task Rows_of_every_type_are_read_by_an_independent_reader_and_taken_from_an_independent_writer()
    {
        await using var server = await TestServer.Start();
        server.Run($"CREATE TABLE t ({AllTypes})");
        var client = new TunnelClient(server.Client(), "t");
        var upload = await client.CreateUpload();
        var batches = ArrowPeer.Write(upload.Types, Rows[..2], [], Rows[2..]);
        (await client.PutArrow(upload.Id, 1, ArrowChunks.Write(batches))).Expect(HttpStatusCode.OK);
        await client.Commit(upload);

        var expected = Text(Rows);
        Assert.Equal(expected, Text(await client.Download()));
        var download = await client.CreateDownload();
        var reply = (await client.Read(download.Id, 0, 3, "&arrow")).Expect(HttpStatusCode.OK);
        Assert.Equal(expected, ArrowPeer.Read(download.Types, ArrowChunks.Read(reply.Bytes)));
    }

    [Fact]
    public async Task Many_rows_go_through_both_ways_in_batches_chunks_and_ranges_also_compressed()
    {
        await using var server = await TestServer.Start();
        server.Run("CREATE TABLE t (id BIGINT, s STRING, n ARRAY<INT>)");
        var client = new TunnelClient(server.Client(), "t");
        var rows = Enumerable.Range(0, 12_000).Select(static id => (object?[])[(long)id, id % 7 == 0 ? null : new string('x', id % 100), id % 3 == 0 ? null : (object?[])[(long)id, null]]).ToList();
        var upload = await client.CreateUpload();
        var framed = ArrowChunks.Write(ArrowPeer.Write(upload.Types, rows.Take(11_000), rows.Skip(11_000)));
        Assert.True(framed.Length > 4 * 65536);
        (await client.PutArrow(upload.Id, 1, Deflate.Compress(framed), ("Content-Encoding", "deflate"))).Expect(HttpStatusCode.OK);
        await client.Commit(upload);

        Assert.Equal(Text(rows), Text(await client.Download()));
        var download = await client.CreateDownload();
        var reply = (await client.Read(download.Id, 5, 11_990, "&arrow", ("Accept-Encoding", "deflate"))).Expect(HttpStatusCode.OK);
        Assert.Equal("deflate", reply.Headers["Content-Encoding"]);
        Assert.Equal(Text(rows[5..11_995]), ArrowPeer.Read(download.Types, ArrowChunks.Read(Deflate.Decompress(reply.Bytes))));
        Assert.Empty(ArrowChunks.Read((await client.Read(download.Id, 12_000, 5, "&arrow")).Expect(HttpStatusCode.OK).Bytes));
    }

    [Fact]
    public async Task Columns_come_in_the_order_that_the_client_takes_for_granted()
    {
        await using var server = await TestServer.Start();
        server.Run("CREATE TABLE t (a BIGINT, b BIGINT, c BIGINT)");
        server.Run("INSERT INTO t VALUES (1, 2, 3)");
        var client = new TunnelClient(server.Client(), "t");
        var download = await client.CreateDownload();
        async Task<List<string>> Read(params (string, string)[] headers) => ArrowPeer.Read(
            ["bigint", "bigint"], ArrowChunks.Read((await client.Read(download.Id, 0, 1, "&arrow&columns=c,a", headers)).Expect(HttpStatusCode.OK).Bytes));

        Assert.Equal(["3|1"], await Read());
        Assert.Equal(["1|3"], await Read(("User-Agent", "pyodps/0.13.1 CPython/3.11")));
        Assert.Equal(["3|1"], Text(RecordCodec.Read(["bigint", "bigint"], (await client.Read(download.Id, 0, 1, "&columns=c,a", ("User-Agent", "pyodps/0.13.1"))).Bytes)));
    }

    [Fact]
    public async Task Rows_of_a_query_have_times_as_structs_and_intervals()
    {
        await using var server = await TestServer.Start();
        var client = server.Client();
        var id = await InstanceTunnelTests.Run(
            client, "SELECT CAST('9999-12-31 23:59:59.5' AS TIMESTAMP_NTZ) AS t, INTERVAL '1' DAY AS d, INTERVAL '2' MONTH AS m, NULL AS z, ARRAY(TIMESTAMP_NTZ'1969-12-31 23:59:59.5') AS a");
        var created = (await client.Post($"{InstanceTunnelTests.Instances}/{id}?downloads=")).Expect(HttpStatusCode.OK).Json;
        var types = created.GetProperty("Schema").GetProperty("columns").EnumerateArray().Select(static column => column.GetProperty("type").GetString()!).ToList();

        var reply = (await client.Get($"{InstanceTunnelTests.Instances}/{id}?downloadid={id}&data=&rowrange=%280%2C1%29&arrow=")).Expect(HttpStatusCode.OK);

        Assert.Equal(["timestamp_ntz", "interval_day_time", "interval_year_month", "string", "array<timestamp_ntz>"], types);
        Assert.Equal(["(253402300799, 500000000)|(86400, 0)|2|NULL|[(-1, 500000000)]"], ArrowPeer.Read(types, ArrowChunks.Read(reply.Bytes), hasStructTimes: true));
    }

    [Fact]
    public async Task Packs_of_a_stream_may_be_batches()
    {
        await using var server = await TestServer.Start();
        server.Run("CREATE TABLE t (id BIGINT)");
        var client = new TunnelClient(server.Client(), "t");
        var id = (await client.Send(HttpMethod.Post, "/streams?slotnum=1", [])).Expect(HttpStatusCode.OK).Json.GetProperty("session_name").GetString();

        (await client.Send(HttpMethod.Put, $"/streams?uploadid={id}&slotid=0&arrow=", ArrowChunks.Write(ArrowPeer.Write(["bigint"], [[7L]])))).Expect(HttpStatusCode.OK);

        Assert.Equal(["7"], Text(await client.Download()));
    }

    [Fact]
    public async Task Batches_that_the_table_cannot_have_are_refused_with_their_place_and_leave_nothing()
    {
        await using var server = await TestServer.Start();
        server.Run("CREATE TABLE t (a BIGINT, b VARCHAR(3), c DECIMAL(4,2), d DATETIME, e MAP<STRING,BIGINT>, f STRING, h DATE)");
        var client = new TunnelClient(server.Client(), "t");
        var upload = await client.CreateUpload();
        string[] types = [.. upload.Types.Select(static type => type == "decimal(4,2)" ? "decimal(10,2)" : type)]; // the same buffers
        object?[] good = [1L, "abc", "1.00", 0L, ((object?[])["k"], (object?[])[1L]), "s", 0L];
        (int Column, object Value, string Message)[] cases =
        [
            (0, long.MinValue, "row 2 of the stream, column a: -9223372036854775808 is not a value of the type BIGINT"),
            (1, "日本語語", "row 2 of the stream, column b: a text of 4 characters is too long for the type VARCHAR(3)"),
            (2, "100.00", "row 2 of the stream, column c: 10000E-2 is not a value of the type DECIMAL(4,2)"),
            (3, long.MaxValue, "row 2 of the stream, column d: 9223372036854775807 ms is not a value of the type DATETIME"),
            (4, ((object?[])[null], (object?[])[1L]), "row 2 of the stream, column e: a MAP has NULL as a key"),
            (5, (byte[])[0xC0, 0x80], "row 2 of the stream, column f: a value of the type STRING is not UTF-8; use BINARY for other bytes"),
            (6, 2932897L, "row 2 of the stream, column h: 2932897 is not a value of the type DATE"),
        ];
        foreach (var (column, value, message) in cases)
        {
            var bad = (object?[])good.Clone();
            bad[column] = value;
            var reply = await client.PutArrow(upload.Id, 0, ArrowChunks.Write(ArrowPeer.Write(types, [good, bad])));
            Assert.Equal(message, Message(reply));
        }

        var batches = ArrowPeer.Write(types, [good]);
        var other = ArrowPeer.Write(["bigint"], [[1L]]);
        Assert.Equal("Arrow batch 1 of the stream: it has 1 fields, which are fewer than the columns have", Message(await client.PutArrow(upload.Id, 0, ArrowChunks.Write(other))));
        Assert.Equal(
            "Arrow batch 1 of the stream: it has 11 fields in 24 buffers where the columns have 10 in 22",
            Message(await client.PutArrow(upload.Id, 0, ArrowChunks.Write(ArrowPeer.Write([.. types, "int"], [[.. good, 1L]])))));
        Assert.Equal("Arrow batch 1 of the stream: the stream is cut off here", Message(await client.PutArrow(upload.Id, 0, ArrowChunks.Write(batches[..^8]))));
        Assert.Equal("Arrow batch 1 of the stream: the stream is empty; one without rows has a checksum, too", Message(await client.PutArrow(upload.Id, 0, [])));
        var framed = ArrowChunks.Write(batches, chunkBytes: 64);
        Assert.Contains("the checksum of its bytes is ", Message(await client.PutArrow(upload.Id, 0, [.. framed[..100], (byte)(framed[100] ^ 1), .. framed[101..]])), StringComparison.Ordinal);
        Assert.Equal(0, (await client.Reload(upload.Id)).Json.GetProperty("UploadedBlockList").GetArrayLength());

        (await client.PutArrow(upload.Id, 0, framed)).Expect(HttpStatusCode.OK);
        (await client.PutArrow(upload.Id, 1, [0, 0, 0, 0])).Expect(HttpStatusCode.OK); // what PyODPS sends when it has no rows
        await client.Commit(upload);
        Assert.Equal(Text([good]), Text(await client.Download()));
    }

    [Fact]
    public async Task A_value_that_would_be_too_large_for_the_engine_is_refused()
    {
        await using var server = await TestServer.Start();
        server.Run("CREATE TABLE t (a ARRAY<STRUCT<x:BIGINT,y:STRING,z:BOOLEAN>>)");
        var client = new TunnelClient(server.Client(), "t");
        var upload = await client.CreateUpload();
        const int Elements = (32 << 20) / 25 + 1; // bytes that each takes in a vector

        var reply = await client.PutArrow(upload.Id, 0, ManyNulls(Elements));

        Assert.Equal("row 1 of the stream, column a: it is larger than the 33554432 bytes that a value may have", Message(reply));
    }

    [Fact]
    public async Task Times_that_have_no_nanoseconds_are_said_before_the_reply_begins()
    {
        await using var server = await TestServer.Start();
        server.Run("CREATE TABLE t (a TIMESTAMP_NTZ)");
        server.Run("INSERT INTO t SELECT TIMESTAMP_NTZ'2262-04-11 23:47:17'");
        var client = new TunnelClient(server.Client(), "t");
        var download = await client.CreateDownload();

        var message = (await client.Read(download.Id, 0, 1, "&arrow")).ExpectJsonError(HttpStatusCode.BadRequest, "InvalidParameter");

        Assert.Contains("column a has a time beyond the years 1677 to 2262, which are those of Arrow's nanoseconds. Read the rows as records.", message, StringComparison.Ordinal);
    }

    /// <summary>One row with a list of structs that are NULL.</summary>
    private static byte[] ManyNulls(int elements)
    {
        static ArrowField Field(string name, ArrowType type, params IReadOnlyList<ArrowField> children) => new(name, type, IsNullable: true, children);
        var fields = Field("item", new ArrowType.Struct(), Field("x", new ArrowType.Integer(64)), Field("y", new ArrowType.Utf8()), Field("z", new ArrowType.Boolean()));
        var column = new ArrowColumn(Field("a", new ArrowType.List(), fields));
        for (var i = 0; i < elements; i++)
            column.Children[0].AppendNull();
        column.AppendNested();
        using var output = new MemoryStream();
        var chunks = new ChunkWriteStream(output);
        new ArrowStreamWriter(chunks).WriteBatch(1, [column]);
        chunks.End();
        return output.ToArray();
    }

    private static string Message(TestReply reply)
    {
        var message = reply.ExpectJsonError(HttpStatusCode.BadRequest, "InvalidParameter");
        return message[(message.IndexOf(" - ", StringComparison.Ordinal) + 3)..];
    }
}
