using System.IO.Compression;
using System.Net;
using Ramet.Server.Tests.Support;
using static Ramet.Server.Tests.Tunnel.RowTexts;

namespace Ramet.Server.Tests.Tunnel;

public sealed class UpsertTests
{
    private const long Upsert = UpsertClient.Upsert;
    private const long Delete = UpsertClient.Delete;

    private const string Keyed = "CREATE TABLE t (id BIGINT NOT NULL, name STRING, PRIMARY KEY (id)) TBLPROPERTIES ('transactional'='true', 'write.bucket.num'='4')";

    [Fact]
    public async Task The_last_operation_on_a_key_counts_and_all_appear_with_the_commit()
    {
        await using var server = await TestServer.Start();
        server.Run(Keyed);
        server.Run("INSERT INTO t VALUES (1, 'old'), (2, 'old'), (3, 'old'), (4, 'old')");
        var (client, rows) = (new UpsertClient(server.Client(), "t"), new TunnelClient(server.Client(), "t"));
        var upsert = await client.Open();
        await client.Write(upsert, (Upsert, [1L, "a"]), (Delete, [2L, null]), (Upsert, [5L, "b"]), (Upsert, [5L, "c"]), (Delete, [7L, null]));
        await client.Write(upsert, (Delete, [5L, null]), (Upsert, [6L, "d"]), (Upsert, [2L, "back"]));
        Assert.Equal(4, (await rows.Download()).Count);

        await server.Restart();
        (client, rows) = (new UpsertClient(server.Client(), "t"), new TunnelClient(server.Client(), "t"));
        await client.Write(upsert, (Upsert, [5L, "again"]), (Delete, [4L, "x"]), (Upsert, [8L, null]), (Upsert, [9L, "y"]), (Delete, [9L, null]));

        Assert.Equal("committed", await client.Commit(upsert));
        string[] expected = ["1|a", "2|back", "3|old", "5|again", "6|d", "8|NULL"];
        Assert.Equal(expected, Text(await rows.Download()).Order(StringComparer.Ordinal));

        // It takes effect once, also when it is asked for again after other changes.
        server.Run("INSERT INTO t VALUES (1, 'later')");
        Assert.Equal("committed", await client.Commit(upsert));
        Assert.Equal("committed", (await client.Reload(upsert)).GetProperty("status").GetString());
        Assert.Equal(["1|later", .. expected[1..]], Text(await rows.Download()).Order(StringComparer.Ordinal));
        (await client.Put(upsert, [(Upsert, [1L, "z"])])).ExpectJsonError(HttpStatusCode.BadRequest, "InvalidParameter");
    }

    [Fact]
    public async Task A_client_is_told_what_it_needs_to_divide_rows()
    {
        await using var server = await TestServer.Start();
        server.Run("""
            CREATE TABLE t (v DOUBLE, b STRING NOT NULL, a INT NOT NULL, PRIMARY KEY (a, b)) PARTITIONED BY (ds STRING)
            TBLPROPERTIES ('transactional'='true', 'write.bucket.num'='3')
            """);
        server.Run("ALTER TABLE t ADD PARTITION (ds='x')");
        var client = new UpsertClient(server.Client(), "t", "ds=x");

        var created = await client.Create("&lifecycle=3");

        Assert.Equal(["a", "b"], created.GetProperty("hash_key").EnumerateArray().Select(static key => key.GetString()));
        Assert.Equal(("default", "normal", "default"), (Text("hasher"), Text("status"), Text("quota_name")));
        Assert.False(created.GetProperty("enable_partial_update").GetBoolean());
        var slot = Assert.Single(created.GetProperty("slots").EnumerateArray());
        Assert.Equal("0", slot.GetProperty("slot_id").GetString());
        Assert.Equal([0, 1, 2], slot.GetProperty("buckets").EnumerateArray().Select(static bucket => bucket.GetInt32()));
        Assert.Matches("^[^:]+:[0-9]+$", slot.GetProperty("worker_addr").GetString());
        Assert.Equal(["v", "b", "a"], created.GetProperty("schema").GetProperty("columns").EnumerateArray().Select(static column => column.GetProperty("name").GetString()));
        Assert.Equal(created.GetProperty("schema").ToString(), (await client.Reload(UpsertClient.Id(created))).GetProperty("schema").ToString());

        string? Text(string name) => created.GetProperty(name).GetString();
    }

    [Fact]
    public async Task Rows_of_other_partitions_stay_and_one_that_loses_all_goes_on()
    {
        await using var server = await TestServer.Start();
        server.Run("CREATE TABLE t (id VARCHAR(3) NOT NULL, n INT NOT NULL, PRIMARY KEY (id)) PARTITIONED BY (ds STRING) TBLPROPERTIES ('transactional'='true')");
        server.Run("INSERT INTO t PARTITION (ds) VALUES ('a', 1, 'x'), ('b', 2, 'x'), ('a', 3, 'y')");
        var client = new UpsertClient(server.Client(), "t", "ds=x");

        var changing = await client.Open();
        await client.Write(changing, (Upsert, ["abc", 7L]), (Upsert, ["abc", 8L]), (Delete, ["a", null]));
        await client.Commit(changing);
        Assert.Equal(["abc|8", "b|2"], Text(await new TunnelClient(server.Client(), "t", "ds=x").Download()).Order(StringComparer.Ordinal));

        var deleting = await client.Open();
        var zlib = new MemoryStream();
        using (var deflate = new ZLibStream(zlib, CompressionLevel.Fastest, leaveOpen: true))
        {
            string[] types = ["varchar(3)", "int", "bigint", "bigint", "tinyint", "array<bigint>", "array<bigint>"];
            deflate.Write(RecordCodec.Write(types, [["abc", null, null, null, Delete], ["b", null, 5L, 6L, Delete, (object?[])[0L], (object?[])[]]]));
        }
        (await client.Put(deleting, 2, zlib.ToArray(), ("Content-Encoding", "deflate"))).Expect(HttpStatusCode.OK);
        await client.Commit(deleting);

        Assert.Empty(await new TunnelClient(server.Client(), "t", "ds=x").Download());
        Assert.Equal(["a|3"], Text(await new TunnelClient(server.Client(), "t", "ds=y").Download()));
        Assert.Equal("ds=x\nds=y\n", server.Run("SHOW PARTITIONS t"));
    }

    [Fact]
    public async Task What_cannot_be_upserted_is_refused()
    {
        await using var server = await TestServer.Start();
        server.Run(Keyed);
        server.Run("CREATE TABLE plain (id BIGINT NOT NULL) TBLPROPERTIES ('transactional'='true')");
        server.Run("CREATE TABLE parted (id BIGINT NOT NULL, n INT NOT NULL, PRIMARY KEY (id)) PARTITIONED BY (ds STRING) TBLPROPERTIES ('transactional'='true')");
        var client = new UpsertClient(server.Client(), "t");

        var message = (await new UpsertClient(server.Client(), "plain").Send(HttpMethod.Post, "?slotnum=1")).ExpectJsonError(HttpStatusCode.BadRequest, "InvalidParameter");
        Assert.Contains("has no primary key", message, StringComparison.Ordinal);
        (await new UpsertClient(server.Client(), "parted").Send(HttpMethod.Post, "?slotnum=1")).ExpectJsonError(HttpStatusCode.BadRequest, "InvalidPartitionSpec");
        (await new UpsertClient(server.Client(), "parted", "ds=z").Send(HttpMethod.Post, "?slotnum=1")).ExpectJsonError(HttpStatusCode.NotFound, "NoSuchPartition");
        (await client.Send(HttpMethod.Post, "?slotnum=1&lifecycle=25")).ExpectJsonError(HttpStatusCode.BadRequest, "InvalidArgument");
        foreach (var method in (HttpMethod[])[HttpMethod.Get, HttpMethod.Post, HttpMethod.Delete])
            (await client.Send(method, "?upsertid=unknown")).ExpectJsonError(HttpStatusCode.NotFound, "UpsertSessionNotFound");

        var upsert = await client.Open();
        Assert.Contains("another __operation", (await client.Put(upsert, [(Upsert, [1L, "a"]), (7L, [2L, "a"])])).ExpectJsonError(HttpStatusCode.BadRequest, "InvalidParameter"), StringComparison.Ordinal);
        Assert.Contains("some columns", (await client.Put(upsert, [(Upsert, [1L, "a"])], [1L])).ExpectJsonError(HttpStatusCode.BadRequest, "InvalidParameter"), StringComparison.Ordinal);
        Assert.NotEqual(HttpStatusCode.OK, (await client.Put(upsert, [(Upsert, [null, "a"])])).Status);
        Assert.NotEqual(HttpStatusCode.OK, (await client.Put(upsert, 1, [1, 2, 3])).Status);
        await client.Write(upsert, (Upsert, [1L, "a"]));
        (await client.Send(HttpMethod.Delete, $"?upsertid={upsert}")).Expect(HttpStatusCode.OK);
        (await client.Send(HttpMethod.Post, $"?upsertid={upsert}")).ExpectJsonError(HttpStatusCode.NotFound, "UpsertSessionNotFound");
        Assert.Empty(await new TunnelClient(server.Client(), "t").Download());

        var overtaken = await client.Open();
        const string bob = "RAM$alice@example.com:bob";
        server.Run($"CREATE RAM USER {bob}");
        server.Run($"ADD USER {bob}");
        var other = new UpsertClient(server.Client(bob), "t");
        (await other.Send(HttpMethod.Post, "?slotnum=1")).ExpectJsonError(HttpStatusCode.Forbidden, "NoPermission");
        server.Run($"GRANT Select, Update ON TABLE t TO USER {bob}");
        (await other.Send(HttpMethod.Post, $"?upsertid={overtaken}")).ExpectJsonError(HttpStatusCode.NotFound, "UpsertSessionNotFound");
        await client.Write(overtaken, (Upsert, [1L, "a"]));
        server.Run("ALTER TABLE t ADD COLUMNS (extra STRING)");
        Assert.Contains("columns of table shop.t were changed", (await client.Send(HttpMethod.Post, $"?upsertid={overtaken}")).ExpectJsonError(HttpStatusCode.BadRequest, "InvalidParameter"), StringComparison.Ordinal);
        server.Run("ALTER TABLE t DROP COLUMNS extra"); // now they are as they were
        Assert.Equal("committed", await client.Commit(overtaken));
        Assert.Equal(["1|a"], Text(await new TunnelClient(server.Client(), "t").Download()));
    }

    [Fact]
    public async Task A_row_without_a_value_that_the_table_needs_fails_the_commit_and_changes_nothing()
    {
        await using var server = await TestServer.Start();
        server.Run("CREATE TABLE t (id BIGINT NOT NULL, n INT NOT NULL, PRIMARY KEY (id)) TBLPROPERTIES ('transactional'='true')");
        server.Run("INSERT INTO t VALUES (1, 1)");
        var client = new UpsertClient(server.Client(), "t");
        var upsert = await client.Open();
        await client.Write(upsert, (Upsert, [1L, 2L]), (Upsert, [2L, null]));

        var reply = await client.Send(HttpMethod.Post, $"?upsertid={upsert}");
        Assert.Contains("column n of table shop.t is NOT NULL", reply.Text, StringComparison.Ordinal);
        Assert.Equal(["1|1"], Text(await new TunnelClient(server.Client(), "t").Download()));

        // A later operation makes it right.
        await client.Write(upsert, (Delete, [2L, null]));
        Assert.Equal("committed", await client.Commit(upsert));
        Assert.Equal(["1|2"], Text(await new TunnelClient(server.Client(), "t").Download()));
    }

    [Fact]
    public async Task Uploads_and_streams_replace_rows_too()
    {
        await using var server = await TestServer.Start();
        server.Run(Keyed);
        var client = new TunnelClient(server.Client(), "t");
        var upload = await client.CreateUpload();
        await client.WriteBlock(upload, 2, [[1L, "last block"], [2L, "a"]]);
        await client.WriteBlock(upload, 1, [[1L, "first block"], [3L, "b"], [3L, "c"]]);
        (await client.Commit(upload)).Expect(HttpStatusCode.OK);
        Assert.Equal(["1|last block", "2|a", "3|c"], Text(await client.Download()).Order(StringComparer.Ordinal));

        await client.Upload([2L, "new"], [4L, "d"]);
        Assert.Equal(["1|last block", "2|new", "3|c", "4|d"], Text(await client.Download()).Order(StringComparer.Ordinal));

        var stream = (await client.Send(HttpMethod.Post, "/streams?")).Expect(HttpStatusCode.OK).Json;
        var pack = RecordCodec.Write(["bigint", "string"], [[4L, "e"], [5L, "f"], [5L, "g"]]);
        (await client.Send(HttpMethod.Put, $"/streams?uploadid={stream.GetProperty("session_name").GetString()}&slotid=0", pack)).Expect(HttpStatusCode.OK);
        Assert.Equal(["1|last block", "2|new", "3|c", "4|e", "5|g"], Text(await client.Download()).Order(StringComparer.Ordinal));

        var overwriting = await client.CreateUpload("&overwrite=true");
        await client.WriteBlock(overwriting, 1, [[1L, "x"], [1L, "y"]]);
        (await client.Commit(overwriting)).Expect(HttpStatusCode.OK);
        Assert.Equal(["1|y"], Text(await client.Download()));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task A_table_follows_a_dictionary(int seed)
    {
        var random = new Random(seed);
        await using var server = await TestServer.Start();
        server.Run(Keyed);
        var (client, rows) = (new UpsertClient(server.Client(), "t"), new TunnelClient(server.Client(), "t"));
        var model = new SortedDictionary<long, string>();
        for (var step = 0; step < 6; step++)
        {
            var wanted = new SortedDictionary<long, string>(model);
            var upsert = await client.Open();
            for (var block = random.Next(1, 4); block > 0; block--)
                await client.Write(upsert, [.. Enumerable.Range(0, random.Next(1, 8)).Select(_ => Operation(wanted))]);
            if (random.Next(4) == 0)
            {
                (await client.Send(HttpMethod.Delete, $"?upsertid={upsert}")).Expect(HttpStatusCode.OK);
            }
            else
            {
                await client.Commit(upsert);
                model = wanted;
            }
            Assert.Equal(model.Select(static row => $"{row.Key}|{row.Value}").Order(StringComparer.Ordinal), Text(await rows.Download()).Order(StringComparer.Ordinal));
        }

        (long, object?[]) Operation(SortedDictionary<long, string> wanted)
        {
            var (id, name) = ((long)random.Next(10), $"n{random.Next(100)}");
            if (random.Next(3) == 0)
            {
                wanted.Remove(id);
                return (Delete, [id, null]);
            }
            wanted[id] = name;
            return (Upsert, [id, name]);
        }
    }

    [Fact]
    public async Task Clients_that_upsert_the_same_keys_at_the_same_time_never_leave_two_rows_of_one()
    {
        await using var server = await TestServer.Start();
        server.Run(Keyed);

        await Task.WhenAll(Enumerable.Range(0, 4).Select(async writer =>
        {
            var client = new UpsertClient(server.Client(), "t");
            for (var round = 0; round < 3; round++)
            {
                var upsert = await client.Open();
                await client.Write(upsert, [.. Enumerable.Range(0, 5).Select(id => (Upsert, (object?[])[(long)id, $"w{writer}"]))]);
                await client.Commit(upsert);
            }
        }));

        var rows = await new TunnelClient(server.Client(), "t").Download();
        Assert.Equal([0L, 1L, 2L, 3L, 4L], rows.Select(static row => (long)row[0]!).Order());
        Assert.Single(rows.Select(static row => Text([row])[0].Split('|')[1]).Distinct());
    }
}
