using System.Net;
using Ramet.Server.Tests.Support;

namespace Ramet.Server.Tests.Robustness;

/// <summary>Requests that no client sends. None may bring the server down or be answered by more than an error.</summary>
public sealed class RawRequestTests
{
    [Theory]
    [InlineData("GET /api/%zz HTTP/1.1\r\nHost: a\r\n\r\n", "400")]
    [InlineData("GET /api/a%2 HTTP/1.1\r\nHost: a\r\n\r\n", "400")]
    [InlineData("GET /api/%ff%fe HTTP/1.1\r\nHost: a\r\n\r\n", "400")]
    [InlineData("GET /api/a%00b HTTP/1.1\r\nHost: a\r\n\r\n", "400")]
    [InlineData("GET /api/projects/../../etc/passwd HTTP/1.1\r\nHost: a\r\n\r\n", "400")]
    [InlineData("GET /api/projects/%2e%2e/x HTTP/1.1\r\nHost: a\r\n\r\n", "400")]
    [InlineData("GET /api/projects//x HTTP/1.1\r\nHost: a\r\n\r\n", "400")]
    [InlineData("GET /api/projects?a=%zz HTTP/1.1\r\nHost: a\r\n\r\n", "400")]
    [InlineData("GET http://other/api/projects HTTP/1.1\r\nHost: other\r\n\r\n", "401")]
    [InlineData("OPTIONS * HTTP/1.1\r\nHost: a\r\n\r\n", "401")]
    [InlineData("CONNECT a:1 HTTP/1.1\r\nHost: a:1\r\n\r\n", "401")]
    [InlineData("BREW / HTTP/1.1\r\nHost: a\r\n\r\n", "401")]
    [InlineData("GET / HTTP/1.1\r\n\r\n", "400")]
    [InlineData("GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n", "400")]
    [InlineData("GET / HTTP/9.9\r\nHost: a\r\n\r\n", "505")]
    [InlineData("nonsense\r\n\r\n", "400")]
    [InlineData("\0\0\0\0\r\n\r\n", "400")]
    [InlineData("GET / HTTP/1.1\r\nHost: a\r\nContent-Length: -1\r\n\r\n", "400")]
    [InlineData("GET / HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n", "400")]
    [InlineData("GET / HTTP/1.1\r\nHost: a\r\nBad Header: x\r\n\r\n", "400")]
    [InlineData("GET / HTTP/1.1\r\nHost: a\r\nA: x\ny\r\n\r\n", "400")]
    [InlineData("POST /api/projects/p/instances HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\nnothex\r\n", "401")]
    public async Task Requests_are_refused_and_the_server_goes_on(string request, string status)
    {
        await using var server = await TestServer.Start();
        using (var connection = await RawConnection.Open(server.Server.Address))
        {
            await connection.Send(request);
            Assert.StartsWith($"HTTP/1.1 {status} ", await connection.ReadHead(), StringComparison.Ordinal);
        }

        (await server.Client().Get("/nowhere")).ExpectXmlError(HttpStatusCode.NotFound, "NoSuchPath");
    }

    [Fact]
    public async Task Headers_that_are_too_long_are_refused()
    {
        await using var server = await TestServer.Start();
        using var line = await RawConnection.Open(server.Server.Address);
        using var headers = await RawConnection.Open(server.Server.Address);

        await line.Send($"GET /{new string('a', 70_000)} HTTP/1.1\r\nHost: a\r\n\r\n");
        await headers.Send($"GET / HTTP/1.1\r\nHost: a\r\nA: {new string('a', 70_000)}\r\n\r\n");

        Assert.StartsWith("HTTP/1.1 414 ", await line.ReadHead(), StringComparison.Ordinal);
        Assert.StartsWith("HTTP/1.1 431 ", await headers.ReadHead(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_client_whose_headers_do_not_come_is_let_go()
    {
        await using var server = await TestServer.Start(new ServerOptions { HeadersTimeout = TimeSpan.FromMilliseconds(500) });
        using var connection = await RawConnection.Open(server.Server.Address);

        await connection.Send("GET / HTTP/1.1\r\nHost: a\r\n");

        Assert.StartsWith("HTTP/1.1 408 ", await connection.ReadToEnd(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Random_authorization_headers_are_refused()
    {
        await using var server = await TestServer.Start();
        var (id, _) = server.Key(TestServer.Owner);
        var random = new Random(20260901);
        string[] pieces = ["ODPS ", "odps ", "Bearer ", id, "/", ":", "20261121", "cn-hangzhou", "odps", "aliyun_v4_request", "=", "AAAA", " ", "%00", "é", "'", "\t", ",", "/////", "::::"];
        using var http = new HttpClient(new SocketsHttpHandler { RequestHeaderEncodingSelector = static (_, _) => System.Text.Encoding.UTF8 });

        for (var round = 0; round < 300; round++)
        {
            var header = string.Concat(Enumerable.Range(0, random.Next(12)).Select(_ => pieces[random.Next(pieces.Length)]));
            using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(server.Server.Address, "/api/projects"));
            request.Headers.TryAddWithoutValidation("Authorization", header);
            request.Headers.TryAddWithoutValidation("Date", DateTimeOffset.UtcNow.ToString("r"));

            using var response = await http.SendAsync(request);

            Assert.True(response.StatusCode is HttpStatusCode.BadRequest or HttpStatusCode.Unauthorized, $"seed 20260901, {header}: {response.StatusCode}");
        }
    }
}
