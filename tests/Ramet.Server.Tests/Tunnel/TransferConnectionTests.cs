using System.Globalization;
using System.Net;
using System.Text;
using Ramet.Server.Tests.Support;
using static Ramet.Server.Tests.Tunnel.RowTexts;

namespace Ramet.Server.Tests.Tunnel;

/// <summary>What clients do with their connections while they send a block.</summary>
public sealed class TransferConnectionTests
{
    [Fact]
    public async Task A_block_whose_connection_breaks_off_leaves_nothing()
    {
        await using var server = await TestServer.Start();
        server.Run("CREATE TABLE t (id BIGINT, s STRING)");
        var client = new TunnelClient(server.Client(), "t");
        var upload = await client.CreateUpload();
        var stream = RecordCodec.Write(upload.Types, Enumerable.Range(0, 20_000).Select(static id => (object?[])[(long)id, $"text {id}"]));

        using (var connection = await RawConnection.Open(server.Server.Address))
        {
            await connection.Send(Head(server, upload.Id, "Transfer-Encoding: chunked"));
            await connection.Send($"{stream.Length:x}\r\n{Encoding.Latin1.GetString(stream, 0, stream.Length / 2)}");
        }
        Assert.Equal(0, (await client.Reload(upload.Id)).Json.GetProperty("UploadedBlockList").GetArrayLength());
        await client.WriteBlock(upload, 1, [[7L, "whole"]]);
        await client.Commit(upload);

        Assert.Equal(["7|whole"], Text(await client.Download()));
        for (var tries = 0; tries < 100 && DataFiles(server).Length > 1; tries++)
            await Task.Delay(100); // the broken request ends by itself, at some time
        Assert.Single(DataFiles(server));
    }

    [Fact]
    public async Task A_client_that_waits_for_leave_to_send_its_block_gets_it()
    {
        await using var server = await TestServer.Start();
        server.Run("CREATE TABLE t (id BIGINT)");
        var client = new TunnelClient(server.Client(), "t");
        var upload = await client.CreateUpload();
        var stream = RecordCodec.Write(upload.Types, [[7L]]);
        using var connection = await RawConnection.Open(server.Server.Address);

        await connection.Send(Head(server, upload.Id, $"Content-Length: {stream.Length.ToString(CultureInfo.InvariantCulture)}\r\nExpect: 100-continue"));
        Assert.StartsWith("HTTP/1.1 100 ", await connection.ReadHead(), StringComparison.Ordinal);
        await connection.Send(Encoding.Latin1.GetString(stream));
        Assert.StartsWith("HTTP/1.1 200 ", await connection.ReadHead(), StringComparison.Ordinal);

        await client.Commit(upload);
        Assert.Equal(["7"], Text(await client.Download()));
    }

    [Fact]
    public async Task A_client_that_may_not_send_is_told_before_it_sends()
    {
        await using var server = await TestServer.Start();
        server.Run("CREATE TABLE t (id BIGINT)");
        using var connection = await RawConnection.Open(server.Server.Address);

        await connection.Send(Head(server, "none", "Content-Length: 1000000\r\nExpect: 100-continue"));

        Assert.StartsWith("HTTP/1.1 404 ", await connection.ReadHead(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_client_that_stalls_is_sent_away_and_its_place_is_free_again()
    {
        await using var server = await TestServer.Start(new ServerOptions { TransfersMax = 1, TransferPatience = TimeSpan.FromMilliseconds(500) });
        server.Run("CREATE TABLE t (id BIGINT, s STRING)");
        server.Run("INSERT INTO t VALUES (1, 'a')");
        var client = new TunnelClient(server.Client(), "t");
        using var connection = await Stall(server, await client.CreateUpload());

        Assert.StartsWith("HTTP/1.1 408 ", await connection.ReadHead(), StringComparison.Ordinal);
        Assert.Equal(["1|a"], Text(await client.Download()));
    }

    [Fact]
    public async Task Stalled_transfers_of_one_key_leave_places_to_others()
    {
        const string Bob = "ALIYUN$bob@example.com";
        await using var server = await TestServer.Start(new ServerOptions { TransfersMax = 4, TransferWait = TimeSpan.FromMilliseconds(1) });
        server.Run($"CREATE ACCOUNT {Bob}", project: null);
        server.Run($"ADD USER {Bob}");
        server.Run("CREATE TABLE t (id BIGINT, s STRING)");
        server.Run("INSERT INTO t VALUES (1, 'a')");
        server.Run($"GRANT Select ON TABLE t TO USER {Bob}");
        var (owner, other) = (new TunnelClient(server.Client(), "t"), new TunnelClient(server.Client(Bob), "t"));
        var (upload, download) = (await owner.CreateUpload(), await owner.CreateDownload());
        using (await Stall(server, upload))
        using (await Stall(server, upload))
        {
            await Until(async () => (await owner.Read(download.Id, 0, 1)).Status == HttpStatusCode.TooManyRequests);
            (await owner.Read(download.Id, 0, 1)).ExpectJsonError(HttpStatusCode.TooManyRequests, "SlotExceeded");
            Assert.Equal(["1|a"], Text(await other.Download()));
        }
        await Until(async () => (await owner.Read(download.Id, 0, 1)).Status == HttpStatusCode.OK);
    }

    /// <summary>A connection on which a client has begun a block, faster than any minimum, and then stalls.</summary>
    private static async Task<RawConnection> Stall(TestServer server, TunnelClient.Transfer upload)
    {
        var stream = RecordCodec.Write(upload.Types, Enumerable.Range(0, 1_000).Select(static id => (object?[])[(long)id, $"text {id}"]));
        var connection = await RawConnection.Open(server.Server.Address);
        await connection.Send(Head(server, upload.Id, "Transfer-Encoding: chunked"));
        await connection.Send($"{stream.Length:x}\r\n{Encoding.Latin1.GetString(stream, 0, stream.Length / 2)}");
        return connection;
    }

    /// <summary>Waits for something that comes by itself.</summary>
    private static async Task Until(Func<Task<bool>> isThere)
    {
        for (var tries = 0; !await isThere(); tries++)
        {
            Assert.True(tries < 1_200, "It has not come within a minute.");
            await Task.Delay(50);
        }
    }

    /// <summary>The head of a request that sends block 1.</summary>
    private static string Head(TestServer server, string upload, string bodyHeaders)
    {
        var target = $"/projects/{TestServer.Project}/tables/t?blockid=1&uploadid={upload}";
        using var request = server.Client().Request(HttpMethod.Put, target, content: null);
        var headers = request.Headers.Select(static header => $"{header.Key}: {string.Join(",", header.Value)}\r\n");
        return $"PUT /api{target} HTTP/1.1\r\nHost: {server.Server.Address.Authority}\r\n{string.Concat(headers)}{bodyHeaders}\r\n\r\n";
    }

    private static string[] DataFiles(TestServer server) =>
        Directory.GetFiles(Path.Combine(server.WarehouseDirectory, "data"), "*.parquet", SearchOption.AllDirectories);
}
