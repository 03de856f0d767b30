using System.Net;
using Ramet.Server.Tests.Support;

namespace Ramet.Server.Tests.Operations;

public sealed class OperationTests
{
    [Fact]
    public async Task Health_is_told_to_everybody()
    {
        await using var server = await TestServer.Start();

        Assert.Equal("ok\n", (await Get(server, "/health/live")).Expect(HttpStatusCode.OK).Text);
        Assert.Equal("ok\n", (await Get(server, "/health/ready")).Expect(HttpStatusCode.OK).Text);
    }

    [Fact]
    public async Task A_warehouse_that_cannot_be_written_is_not_ready_and_says_why_in_the_log_alone()
    {
        using var log = new LogCapture();
        await using var server = await TestServer.Start(new ServerOptions { LoggerProvider = log });
        var moved = server.WarehouseDirectory + "-moved";
        Directory.Move(server.WarehouseDirectory, moved);
        try
        {
            var message = (await Get(server, "/health/ready")).ExpectJsonError(HttpStatusCode.ServiceUnavailable, "ServiceUnavailable");

            Assert.DoesNotContain(server.WarehouseDirectory, message, StringComparison.Ordinal);
            Assert.Contains(server.WarehouseDirectory, log.Text, StringComparison.Ordinal);
        }
        finally
        {
            Directory.Move(moved, server.WarehouseDirectory);
        }
    }

    [Fact]
    public async Task Capabilities_are_told_from_the_code()
    {
        await using var server = await TestServer.Start();

        var json = (await Get(server, "/capabilities")).Expect(HttpStatusCode.OK).Json;

        Assert.Equal("Ramet", json.GetProperty("product").GetString());
        Assert.Contains("CLONE TABLE", Names("statements"));
        Assert.Contains("TIMESTAMP_NTZ", Names("types"));
        Assert.Contains("SUBSTR", Names("functions"));
        Assert.Contains("GET /health/live", Names("routes"));
        Assert.Equal(["deflate", "x-snappy-framed"], json.GetProperty("protocol").GetProperty("encodings").EnumerateArray().Select(static name => name.GetString()));

        IEnumerable<string?> Names(string property) => json.GetProperty(property).EnumerateArray().Select(static name => name.GetString());
    }

    [Fact]
    public async Task Metrics_count_requests_by_route_and_status_in_the_form_of_Prometheus()
    {
        await using var server = await TestServer.Start();
        await server.Client().Get("/nowhere");
        await Get(server, "/nowhere");
        await Get(server, "/health/live");

        var reply = (await Get(server, "/metrics")).Expect(HttpStatusCode.OK);

        Assert.Equal("text/plain; version=0.0.4; charset=utf-8", reply.Headers["Content-Type"]);
        var lines = reply.Text.Split('\n');
        Assert.Contains("# TYPE ramet_http_requests_total counter", lines);
        Assert.Contains("ramet_http_requests_total{route=\"-\",method=\"GET\",status=\"404\"} 1", lines);
        Assert.Contains("ramet_http_requests_total{route=\"-\",method=\"GET\",status=\"401\"} 1", lines);
        Assert.Contains("ramet_http_requests_total{route=\"GET /health/live\",method=\"GET\",status=\"200\"} 1", lines);
        Assert.Contains("ramet_http_request_duration_seconds_bucket{route=\"GET /health/live\",le=\"+Inf\"} 1", lines);
        Assert.Contains("ramet_http_request_duration_seconds_count{route=\"GET /health/live\"} 1", lines);
        Assert.Contains("ramet_http_refusals_total{code=\"NoSuchPath\"} 1", lines);
        Assert.Contains("ramet_http_active_requests 1", lines); // this one
        Assert.Contains("ramet_engine_memory_bytes 0", lines); // no query has opened it
        Assert.All(lines[..^1], static line => Assert.Matches(@"^(# (HELP|TYPE) [a-z_]+ .+|[a-z_]+(\{[^{}]*\}|\{route=""[^""]*""[^}]*\}) \S+|[a-z_]+ \S+)$", line));
    }

    [Fact]
    public async Task The_engine_tells_its_memory_once_a_query_has_opened_it()
    {
        await using var server = await TestServer.Start();
        server.Run("SELECT 1");

        Assert.True(server.Warehouse.Health.EngineMemoryBytes >= 0);
    }

    [Fact]
    public async Task The_log_tells_of_requests_but_neither_signatures_nor_parameters()
    {
        using var log = new LogCapture();
        await using var server = await TestServer.Start(new ServerOptions { LoggerProvider = log });
        var (id, secret) = server.Key(TestServer.Owner);

        var reply = await server.Client().Get("/nowhere?text=hidden");
        await Get(server, "/health/live");

        Assert.Contains($"{reply.Headers["x-odps-request-id"]} GET - 404 NoSuchPath", log.Text, StringComparison.Ordinal);
        Assert.Contains($"key {id}, from 127.0.0.1", log.Text, StringComparison.Ordinal);
        Assert.DoesNotContain(secret, log.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("hidden", log.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("health", log.Text, StringComparison.Ordinal);
    }

    private static async Task<TestReply> Get(TestServer server, string path)
    {
        using var http = new HttpClient();
        using var response = await http.GetAsync(new Uri(server.Server.Address, path));
        return await TestReply.Read(response);
    }
}
