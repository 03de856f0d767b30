using System.Globalization;
using System.Net;
using System.Text;
using Ramet.Errors;
using Ramet.Server.Tests.Support;

namespace Ramet.Server.Tests.Authentication;

public sealed class BearerTokenTests
{
    private const string Header = "x-odps-bearer-token";

    private const string Policy = """
        {"Statement":[{"Action":["odps:Read"],"Effect":"Allow","Resource":"acs:odps:*:projects/shop/instances/one"}],"Version":"1"}
        """;

    [Theory]
    [InlineData("GET", "/projects/shop/instances/one", true)]
    [InlineData("GET", "/projects/shop/instances/one?taskstatus", true)]
    [InlineData("GET", "/projects/shop/instances/two", false)]
    [InlineData("GET", "/projects/other/instances/one", false)]
    [InlineData("GET", "/projects/shop", false)]
    [InlineData("GET", "/projects/shop/tables/t", false)]
    [InlineData("PUT", "/projects/shop/instances/one", false)]
    [InlineData("POST", "/projects/shop/instances", false)]
    public async Task A_token_is_good_for_reading_what_its_policy_names(string method, string path, bool isAllowed)
    {
        await using var server = await TestServer.Start();
        var token = server.Server.Tokens.Issue(server.Key(TestServer.Owner).Id, TimeSpan.FromHours(1), Policy);

        var reply = await Send(server, method, path, token);

        if (isAllowed)
            ExpectAdmitted(reply);
        else
            reply.ExpectXmlError(HttpStatusCode.Forbidden, "NoPermission");
    }

    [Fact]
    public async Task A_token_ends_with_its_time_and_with_its_key()
    {
        var time = new SettableTime();
        await using var server = await TestServer.Start(new ServerOptions { Time = time });
        var id = server.Key(TestServer.Owner).Id;
        var token = server.Server.Tokens.Issue(id, TimeSpan.FromHours(1), Policy);
        var longer = server.Server.Tokens.Issue(id, TimeSpan.FromHours(3), Policy);

        time.Now += TimeSpan.FromHours(2);
        (await Send(server, "GET", "/projects/shop/instances/one", token)).ExpectXmlError(HttpStatusCode.Unauthorized, "AuthorizationRequired");
        ExpectAdmitted(await Send(server, "GET", "/projects/shop/instances/one", longer));

        server.Run($"DROP ACCESS KEY {id}");
        (await Send(server, "GET", "/projects/shop/instances/one", longer)).ExpectXmlError(HttpStatusCode.Unauthorized, "AuthorizationRequired");
    }

    [Fact]
    public async Task Clients_can_read_the_end_and_nobody_can_change_anything()
    {
        await using var server = await TestServer.Start();
        var token = server.Server.Tokens.Issue(server.Key(TestServer.Owner).Id, TimeSpan.FromHours(1), Policy);
        var parts = Encoding.UTF8.GetString(Convert.FromBase64String(token)).Split(',');

        var end = DateTimeOffset.FromUnixTimeSeconds(long.Parse(parts[2], CultureInfo.InvariantCulture));
        Assert.InRange(end - DateTimeOffset.UtcNow, TimeSpan.FromMinutes(59), TimeSpan.FromMinutes(61));
        for (var part = 0; part < parts.Length; part++)
        {
            var changed = parts.ToArray();
            changed[part] = changed[part][..^1] + (changed[part][^1] == '1' ? '2' : '1');
            var forged = Convert.ToBase64String(Encoding.UTF8.GetBytes(string.Join(',', changed)));
            (await Send(server, "GET", "/projects/shop/instances/one", forged)).ExpectXmlError(HttpStatusCode.Unauthorized, "AuthorizationRequired");
        }
        foreach (var nonsense in new[] { "x", "", "====", new string('A', 20_000), Convert.ToBase64String("1,a,b,c,d,e"u8) })
            (await Send(server, "GET", "/projects/shop/instances/one", nonsense)).ExpectXmlError(HttpStatusCode.Unauthorized, "AuthorizationRequired");
    }

    [Fact]
    public async Task Tokens_need_a_policy_and_an_end()
    {
        await using var server = await TestServer.Start();
        var id = server.Key(TestServer.Owner).Id;

        Assert.Throws<RametException>(() => server.Server.Tokens.Issue(id, TimeSpan.FromHours(1), "{}"));
        Assert.Throws<RametException>(() => server.Server.Tokens.Issue(id, TimeSpan.Zero, Policy));
        Assert.Throws<RametException>(() => server.Server.Tokens.Issue(id, TimeSpan.FromDays(32), Policy));
    }

    /// <summary>There is no such instance, which is told to those alone who may look.</summary>
    private static void ExpectAdmitted(TestReply reply) => reply.Expect(HttpStatusCode.NotFound);

    private static async Task<TestReply> Send(TestServer server, string method, string path, string token)
    {
        using var http = new HttpClient();
        using var request = new HttpRequestMessage(new HttpMethod(method), new Uri(server.Server.Address, "/api" + path));
        request.Headers.TryAddWithoutValidation(Header, token);
        using var response = await http.SendAsync(request);
        return await TestReply.Read(response);
    }

    private sealed class SettableTime : TimeProvider
    {
        public DateTimeOffset Now { get; set; } = DateTimeOffset.UtcNow;

        public override DateTimeOffset GetUtcNow() => Now;
    }
}
