using System.Net;
using Ramet.Warehouse;

namespace Ramet.Server.Tests;

public sealed class RametServerTests
{
    [Fact]
    public async Task A_started_server_says_that_it_lives()
    {
        var directory = Directory.CreateTempSubdirectory("ramet-server-").FullName;
        try
        {
            using var warehouse = RametWarehouse.Open(new WarehouseOptions { Directory = directory });
            await using var server = await RametServer.StartAsync(warehouse, new ServerOptions { Port = 0 });
            using var client = new HttpClient { BaseAddress = server.Address };

            using var response = await client.GetAsync(new Uri("health/live", UriKind.Relative));

            Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        }
        finally
        {
            Directory.Delete(directory, recursive: true);
        }
    }
}
