using System.Net;
using Ramet.Server.Tests.Support;
using Ramet.Testing;

namespace Ramet.Server.Tests.Tunnel;

public sealed class PreviewTests
{
    private const string Bob = "ALIYUN$bob@example.com";

    [Fact]
    public async Task Rows_come_as_a_stream_that_says_its_types()
    {
        await using var server = await TestServer.Start();
        server.Run("SETPROJECT odps.sql.timezone=Asia/Shanghai");
        server.Run("CREATE TABLE t (d DECIMAL(10,2), n TIMESTAMP_NTZ, m MAP<STRING,BIGINT>, a ARRAY<INT>, b BOOLEAN, e DATETIME, f DATE, g STRUCT<x:TINYINT>, h BINARY)");
        server.Run("INSERT INTO t SELECT -12.30BD, TIMESTAMP_NTZ'1969-12-31 23:59:59.5', MAP('k', 5L), ARRAY(1, NULL), true, DATETIME'1970-01-02 00:00:00', DATE'1970-01-02', NAMED_STRUCT('x', 7Y), X'FF00'");

        var reply = (await Preview(server.Client(), "t", "?limit=-1", ("Accept-Encoding", "ZSTD, deflate"))).Expect(HttpStatusCode.OK);

        Assert.False(reply.Headers.ContainsKey("Content-Encoding"));
        var (schema, rows) = ArrowPeer.ReadStream(reply.Bytes);
        Assert.Equal(
            [
                "d: Decimal[10e+2]", "n: Struct<{sec:Int64, nano:Int32}>", "m: Map<{key:Utf8, value:Int64}>", "a: List<Int32>", "b: Bool", "e: Timestamp<MILLISECOND>",
                "f: Date32<DAY>", "g: Struct<{x:Int8}>", "h: Binary",
            ],
            schema);
        Assert.Equal(["-12.30|(-1, 500000000)|[k]->[5]|[1,NULL]|True|57600000|1|[7]|FF00"], rows);
    }

    [Fact]
    public async Task Limit_columns_and_partition_are_obeyed_and_no_rows_are_a_stream_too()
    {
        await using var server = await TestServer.Start();
        server.Run("CREATE TABLE t (id BIGINT, s STRING) PARTITIONED BY (pt STRING)");
        server.Run("INSERT INTO t PARTITION (pt='a') VALUES (1, 'x'), (1, 'x')");
        server.Run("INSERT INTO t PARTITION (pt='b') VALUES (2, 'y')");
        var client = server.Client();
        async Task<List<string>> Rows(string parameters) => ArrowPeer.ReadStream((await Preview(client, "t", parameters)).Expect(HttpStatusCode.OK).Bytes).Rows;

        Assert.Empty(await Rows("?limit=10&partition=pt=c"));
        Assert.Equal(["1"], await Rows("?limit=1&columns=id&partition=pt%3Da"));
        Assert.Equal(["2|y|b"], await Rows("?limit=10&partition=pt='b'"));
        Assert.Equal(3, (await Rows("?limit=10")).Count);
    }

    [Theory]
    [InlineData("SET LabelSecurity=false")]
    [InlineData("SET ProjectProtection=true")]
    [InlineData("SETPROJECT odps.security.enabledownloadprivilege=true")]
    public async Task Preview_needs_the_right_to_select_the_columns_and_no_more(string setting)
    {
        await using var server = await TestServer.Start();
        server.Run("CREATE TABLE t (id BIGINT, secret STRING)");
        server.Run("INSERT INTO t VALUES (1, 'x')");
        server.Run($"CREATE ACCOUNT {Bob}", project: null);
        var bob = server.Client(Bob);
        (await Preview(bob, "t", "?limit=1")).ExpectJsonError(HttpStatusCode.Forbidden, "NoPermission");
        server.Run($"ADD USER {Bob}");
        server.Run(setting);
        (await Preview(bob, "t", "?limit=1")).ExpectJsonError(HttpStatusCode.Forbidden, "NoPermission");
        server.Run($"GRANT Select(id) ON TABLE t TO USER {Bob}");
        (await Preview(bob, "t", "?limit=1")).ExpectJsonError(HttpStatusCode.Forbidden, "NoPermission");

        (await Preview(bob, "t", "?limit=1&columns=id")).Expect(HttpStatusCode.OK);
        var head = await bob.Get($"/projects/{TestServer.Project}/tables/t?data&linenum=1&cols=id");
        Assert.Contains("1", head.Expect(HttpStatusCode.OK).Text, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Forbidden, (await bob.Get($"/projects/{TestServer.Project}/tables/t?data&linenum=1")).Status);
    }

    [Fact]
    public async Task What_cannot_be_previewed_is_said_in_the_codes_that_clients_know()
    {
        await using var server = await TestServer.Start();
        server.Run("CREATE TABLE t (id BIGINT)");
        (await Preview(server.Client(), "none", "?limit=1")).ExpectJsonError(HttpStatusCode.NotFound, "NoSuchTable");
        (await Preview(server.Client(), "t", "?limit=x")).ExpectJsonError(HttpStatusCode.BadRequest, "InvalidParameter");
    }

    private static Task<TestReply> Preview(TestClient client, string table, string parameters, params (string, string)[] headers) =>
        client.Send(HttpMethod.Get, $"/projects/{TestServer.Project}/schemas/default/tables/{table}/preview{parameters}", null, headers);
}
