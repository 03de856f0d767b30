using System.Net;
using Ramet.Server.Tests.Support;

namespace Ramet.Server.Tests.Authentication;

public sealed class AuthenticationTests
{
    private const string Nowhere = "/nowhere";

    [Theory]
    [InlineData(null, "/api")]
    [InlineData(null, "")]
    [InlineData("cn-hangzhou", "/api")]
    [InlineData("local", "")]
    public async Task Signed_requests_get_in(string? region, string endpointPath)
    {
        await using var server = await TestServer.Start();
        var (id, secret) = server.Key(TestServer.Owner);
        using var client = new TestClient(server.Server.Address, id, secret, region) { EndpointPath = endpointPath };

        var reply = await client.Get(Nowhere + "?a=%2B%20b&curr_project=p");

        reply.ExpectXmlError(HttpStatusCode.NotFound, "NoSuchPath");
    }

    [Fact]
    public async Task A_dropped_key_is_refused_at_once()
    {
        await using var server = await TestServer.Start();
        var client = server.Client();
        (await client.Get(Nowhere)).ExpectXmlError(HttpStatusCode.NotFound, "NoSuchPath");

        server.Run($"DROP ACCESS KEY {server.Key(TestServer.Owner).Id}");

        var message = (await client.Get(Nowhere)).ExpectXmlError(HttpStatusCode.Unauthorized, "ODPS-0410051");
        Assert.StartsWith("ODPS-0410051: Invalid credentials - accessKeyId not found", message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_wrong_secret_is_refused_with_the_text_that_was_to_be_signed()
    {
        await using var server = await TestServer.Start();
        using var client = new TestClient(server.Server.Address, server.Key(TestServer.Owner).Id, "wrong");

        var message = (await client.Get(Nowhere)).ExpectXmlError(HttpStatusCode.Unauthorized, "SignatureNotMatch");

        Assert.StartsWith("ODPS-0410042: Invalid signature value - it is not that of the text 'GET\\n\\n\\n", message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(-16, HttpStatusCode.BadRequest, "AuthenticationRequestExpired")]
    [InlineData(16, HttpStatusCode.BadRequest, "RequestTimeTooSkewed")]
    [InlineData(-14, HttpStatusCode.NotFound, "NoSuchPath")]
    [InlineData(14, HttpStatusCode.NotFound, "NoSuchPath")]
    public async Task Clocks_may_differ_by_a_quarter_of_an_hour(int minutes, HttpStatusCode status, string code)
    {
        await using var server = await TestServer.Start();
        var (id, secret) = server.Key(TestServer.Owner);
        using var client = new TestClient(server.Server.Address, id, secret) { Time = new ShiftedTime(TimeSpan.FromMinutes(minutes)) };

        (await client.Get(Nowhere)).ExpectXmlError(status, code);
    }

    [Theory]
    [InlineData(null, 401, "Unauthorized", "The request authorization header is invalid or missing.")]
    [InlineData("Basic YTpi", 400, "ODPS-0410021", "ODPS-0410021: Invalid signature method - expected 'ODPS id:signature'")]
    [InlineData("ODPS nonsense", 400, "ODPS-0410011", "ODPS-0410011: Invalid authentication parameters - expected 'ODPS id:signature'")]
    [InlineData("ODPS a/b/c:d", 400, "ODPS-0410011", "ODPS-0410011: Invalid authentication parameters - expected 'ODPS id:signature'")]
    [InlineData("ODPS a:d", 400, "ODPS-0410001", "ODPS-0410001: Missing authentication parameters - the header Date is missing")]
    public async Task Other_headers_are_refused(string? authorization, int status, string code, string message)
    {
        await using var server = await TestServer.Start();
        using var http = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(server.Server.Address, "/api/projects"));
        if (authorization is not null)
            request.Headers.TryAddWithoutValidation("Authorization", authorization);

        using var response = await http.SendAsync(request);

        Assert.Equal(message, (await TestReply.Read(response)).ExpectXmlError((HttpStatusCode)status, code));
    }

    [Fact]
    public async Task Identities_of_others_are_refused()
    {
        await using var server = await TestServer.Start();

        var message = (await server.Client().Get(Nowhere, ("authorization-sts-token", "x"))).ExpectXmlError(HttpStatusCode.Unauthorized, "Unauthorized");

        Assert.Contains("authorization-sts-token", message, StringComparison.Ordinal);
    }

    private sealed class ShiftedTime(TimeSpan shift) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + shift;
    }
}
