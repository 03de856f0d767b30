using System.Net;
using Ramet.Server.Tests.Support;
using static Ramet.Server.Tests.Tunnel.RowTexts;

namespace Ramet.Server.Tests.Tunnel;

public sealed class InstanceTunnelTests
{
    internal const string Instances = $"/projects/{TestServer.Project}/instances";

    [Fact]
    public async Task Rows_of_a_query_are_read_in_ranges_columns_and_as_often_as_wanted()
    {
        await using var server = await TestServer.Start();
        var client = server.Client();
        var id = await Run(client, "SELECT id, CONCAT('n', id) AS name, INTERVAL '1' DAY AS d, NULL AS z FROM (SELECT EXPLODE(SEQUENCE(1, 20000)) AS id) t ORDER BY id LIMIT 20000");

        var created = (await client.Post($"{Instances}/{id}?downloads=")).Expect(HttpStatusCode.OK).Json;
        Assert.Equal((20000, "normal"), (created.GetProperty("RecordCount").GetInt64(), created.GetProperty("Status").GetString()));
        Assert.Equal(0, created.GetProperty("Schema").GetProperty("partitionKeys").GetArrayLength());
        var columns = created.GetProperty("Schema").GetProperty("columns").EnumerateArray().ToList();
        Assert.Equal(["id:bigint", "name:string", "d:interval_day_time", "z:string"], columns.Select(static column => $"{column.GetProperty("name")}:{column.GetProperty("type")}"));

        var download = created.GetProperty("DownloadID").GetString();
        for (var time = 0; time < 2; time++)
        {
            var part = (await client.Get($"{Instances}/{id}?downloadid={download}&data=&rowrange=%289999%2C3%29")).Expect(HttpStatusCode.OK).Bytes;
            Assert.Equal(
                ["10000|n10000|(86400, 0)|NULL", "10001|n10001|(86400, 0)|NULL", "10002|n10002|(86400, 0)|NULL"],
                Text(RecordCodec.Read(["int", "string", "interval_day_time", "string"], part)));
        }
        var names = (await client.Get($"{Instances}/{id}?downloadid={download}&data=&rowrange=%2819999%2C5%29&columns=name%2Cid")).Expect(HttpStatusCode.OK).Bytes;
        Assert.Equal(["n20000|20000"], Text(RecordCodec.Read(["string", "int"], names)));

        var limited = (await client.Post($"{Instances}/{id}?downloads&instance_tunnel_limit_enabled=true")).Expect(HttpStatusCode.OK).Json;
        Assert.Equal(10000, limited.GetProperty("RecordCount").GetInt64());
        var all = await client.Get($"{Instances}/{id}?downloadid={limited.GetProperty("DownloadID")}&data=&rowrange=%280%2C20000%29");
        Assert.Equal(10000, RecordCodec.Read(["int", "string", "interval_day_time", "string"], all.Expect(HttpStatusCode.OK).Bytes).Count);
    }

    [Fact]
    public async Task Jobs_without_rows_answer_with_the_codes_by_which_clients_ask_otherwise()
    {
        await using var server = await TestServer.Start();
        var client = server.Client();
        var ddl = await Run(client, "CREATE TABLE t (id BIGINT)");
        Assert.Contains("Non select query not supported", (await client.Post($"{Instances}/{ddl}?downloads")).ExpectJsonError(HttpStatusCode.BadRequest, "InstanceTypeNotSupported"));
        var failed = await Run(client, "SELECT nothing FROM t");
        (await client.Post($"{Instances}/{failed}?downloads")).ExpectJsonError(HttpStatusCode.BadRequest, "TaskFailed");
        (await client.Post($"{Instances}/20260101000000000gabcdefgh?downloads")).ExpectJsonError(HttpStatusCode.NotFound, "NoSuchObject");
        var rows = await Run(client, "SELECT 1");
        (await client.Get($"{Instances}/{rows}?downloadid=other&data=&rowrange=%280%2C1%29")).ExpectJsonError(HttpStatusCode.BadRequest, "InvalidArgument");

        server.Run("CREATE ACCOUNT ALIYUN$bob@example.com", project: null);
        (await server.Client("ALIYUN$bob@example.com").Post($"{Instances}/{rows}?downloads")).ExpectJsonError(HttpStatusCode.NotFound, "NoSuchObject");
    }

    [Theory]
    [InlineData("SET ProjectProtection=true")]
    [InlineData("SETPROJECT odps.security.enabledownloadprivilege=true")]
    public async Task Who_may_not_carry_rows_away_still_sees_the_first_ones(string setting)
    {
        const string Bob = "ALIYUN$bob@example.com";
        await using var server = await TestServer.Start();
        server.Run($"CREATE ACCOUNT {Bob}", project: null);
        server.Run($"ADD USER {Bob}");
        server.Run($"GRANT CreateInstance ON PROJECT {TestServer.Project} TO USER {Bob}");
        var client = server.Client(Bob);
        var id = await Run(client, "SELECT 1 AS a");
        (await client.Post($"{Instances}/{id}?downloads")).Expect(HttpStatusCode.OK);

        server.Run(setting);
        (await client.Post($"{Instances}/{id}?downloads")).ExpectJsonError(HttpStatusCode.Forbidden, "NoPermission");
        (await client.Get($"{Instances}/{id}?downloadid={id}&data=&rowrange=%280%2C1%29")).ExpectJsonError(HttpStatusCode.Forbidden, "NoPermission");
        var limited = (await client.Post($"{Instances}/{id}?downloads&instance_tunnel_limit_enabled=true")).Expect(HttpStatusCode.OK).Json;
        var rows = await client.Get($"{Instances}/{id}?downloadid={limited.GetProperty("DownloadID")}&data=&rowrange=%280%2C1%29");
        Assert.Equal(["1"], Text(RecordCodec.Read(["int"], rows.Expect(HttpStatusCode.OK).Bytes)));
        Assert.Contains("\n1\n", (await client.Get($"{Instances}/{id}?result")).Expect(HttpStatusCode.OK).Text, StringComparison.Ordinal);
    }

    internal static async Task<string> Run(TestClient client, string sql)
    {
        var job = $"""
            <Instance><Job><Priority>9</Priority><Tasks><SQL><Name>AnonymousSQLTask</Name><Config>
            <Property><Name>settings</Name><Value>{"{}"}</Value></Property></Config><Query><![CDATA[{sql};]]></Query></SQL></Tasks></Job></Instance>
            """;
        var created = await client.Post($"{Instances}?curr_project={TestServer.Project}", job);
        Assert.Equal(HttpStatusCode.Created, created.Status);
        var id = created.Headers["Location"].Split('/')[^1];
        while (!(await client.Get($"{Instances}/{id}?curr_project={TestServer.Project}")).Text.Contains("Terminated", StringComparison.Ordinal))
            await Task.Delay(20);
        return id;
    }
}
