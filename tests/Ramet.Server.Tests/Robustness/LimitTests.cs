using System.Globalization;
using System.Net;
using Ramet.Server.Replies;
using Ramet.Server.Requests;
using Ramet.Server.Routing;
using Ramet.Server.Tests.Support;

namespace Ramet.Server.Tests.Robustness;

public sealed class LimitTests
{
    [Fact]
    public async Task A_body_that_is_too_large_is_refused_but_not_for_bulk_data()
    {
        await using var server = await TestServer.Start(new ServerOptions { BodyBytesMax = 1000 });
        server.Server.Routes.Add(RouteProtocol.Rest, "POST /small", Count);
        server.Server.Routes.Add(RouteProtocol.Tunnel, "POST /large", Count);
        var body = new string('x', 1001);

        (await server.Client().Post("/small", body)).ExpectXmlError(HttpStatusCode.RequestEntityTooLarge, "RequestEntityTooLarge");
        Assert.Equal("1001", (await server.Client().Post("/large", body)).Expect(HttpStatusCode.OK).Text);

        static async Task Count(ServerRequest request) => await request.ReplyText((await request.ReadText()).Length.ToString(CultureInfo.InvariantCulture));
    }

    [Fact]
    public async Task A_key_that_asks_too_often_is_told_when_to_come_again_and_others_are_not_held_up()
    {
        await using var server = await TestServer.Start(new ServerOptions { KeyRequestsPerSecondMax = 3 });
        var (client, other) = (server.Client(), server.Client("ALIYUN$administrator@ramet.local"));

        // All at once: requests one by one might come slower than the limit.
        var replies = await Task.WhenAll(Enumerable.Range(0, 60).Select(_ => client.Get("/nowhere")));

        var refused = replies.First(static reply => reply.Status == HttpStatusCode.TooManyRequests);
        refused.ExpectXmlError(HttpStatusCode.TooManyRequests, "QPSExceeded");
        Assert.Equal("1", refused.Headers["Retry-After"]);
        Assert.True(replies.Count(static reply => reply.Status == HttpStatusCode.NotFound) >= 3);
        (await other.Get("/nowhere")).ExpectXmlError(HttpStatusCode.NotFound, "NoSuchPath");
    }

    [Fact]
    public async Task A_request_that_takes_too_long_is_ended()
    {
        await using var server = await TestServer.Start(new ServerOptions { RequestTimeout = TimeSpan.FromMilliseconds(100) });
        server.Server.Routes.Add(RouteProtocol.Rest, "GET /slow", static request => Task.Delay(Timeout.Infinite, request.Aborted));

        (await server.Client().Get("/slow")).ExpectXmlError(HttpStatusCode.ServiceUnavailable, "ServiceUnavailable");
    }

    [Fact]
    public async Task More_connections_than_allowed_are_closed()
    {
        await using var server = await TestServer.Start(new ServerOptions { ConnectionsMax = 2 });
        using var first = await RawConnection.Open(server.Server.Address);
        using var second = await RawConnection.Open(server.Server.Address);
        await first.Send("GET /health/live HTTP/1.1\r\nHost: a\r\n");
        await second.Send("GET /health/live HTTP/1.1\r\nHost: a\r\n");
        using var third = await RawConnection.Open(server.Server.Address);

        Assert.Equal("", await third.ReadToEnd());
    }

    [Fact]
    public async Task Stopping_lets_a_running_request_end_and_tells_those_that_wait()
    {
        await using var server = await TestServer.Start();
        var begun = new TaskCompletionSource();
        server.Server.Routes.Add(RouteProtocol.Rest, "GET /wait", async request =>
        {
            begun.SetResult();
            await Task.Delay(Timeout.Infinite, request.Stopping).ContinueWith(static _ => { }, TaskScheduler.Default);
            await request.ReplyText("stopping");
        });
        var reply = server.Client().Get("/wait");
        await begun.Task;

        await server.Server.StopAsync();

        Assert.Equal("stopping", (await reply).Expect(HttpStatusCode.OK).Text);
        await Assert.ThrowsAsync<HttpRequestException>(() => server.Client().Get("/wait"));
    }
}
