using System.Net;
using Ramet.Server.Tests.Support;

namespace Ramet.Server.Tests;

public sealed class RametServerTests
{
    [Fact]
    public async Task A_started_server_says_that_it_lives()
    {
        await using var server = await TestServer.Start();
        using var client = new HttpClient { BaseAddress = server.Server.Address };

        using var response = await client.GetAsync(new Uri("health/live", UriKind.Relative));

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.NotEmpty(response.Headers.GetValues("x-odps-request-id").Single());
        Assert.NotNull(response.Headers.Date);
    }
}
