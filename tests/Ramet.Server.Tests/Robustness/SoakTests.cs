using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Net;
using Ramet.Server.Tests.Support;
using Ramet.Server.Tests.Tunnel;

namespace Ramet.Server.Tests.Robustness;

/// <summary>
/// Good and bad requests together, for a moment, or for <c>RAMET_SOAK_MINUTES</c>. In the end the server answers as in the beginning and holds
/// no more memory, files and threads than after its first third.
/// </summary>
[Collection(nameof(SoakTests))]
[CollectionDefinition(nameof(SoakTests), DisableParallelization = true)]
public sealed class SoakTests
{
    private const string MinutesVariable = "RAMET_SOAK_MINUTES";
    private const long MemoryGrowthMax = 64L << 20;
    private const int FilesGrowthMax = 40;
    private const int ThreadsGrowthMax = 40;

    private static readonly TimeSpan Moment = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan SettlingMax = TimeSpan.FromMinutes(1);

    private static readonly string Job =
        "<Instance><Job><Tasks><SQL><Name>AnonymousSQLTask</Name><Query>SELECT count(*) FROM t</Query></SQL></Tasks></Job></Instance>";

    /// <summary>Done, or still running where the machine is busy with other things.</summary>
    private static readonly HttpStatusCode[] JobTaken = [HttpStatusCode.OK, HttpStatusCode.Created];

    [Fact]
    public async Task Good_and_bad_requests_leave_nothing_behind()
    {
        var time = double.TryParse(Environment.GetEnvironmentVariable(MinutesVariable), CultureInfo.InvariantCulture, out var minutes)
            ? TimeSpan.FromMinutes(minutes)
            : Moment;
        await using var server = await TestServer.Start(new ServerOptions { BodyBytesMax = 100_000 });
        server.Run("CREATE TABLE t (id BIGINT, name STRING)");
        var client = server.Client();
        using var wrong = new TestClient(server.Server.Address, server.Key(TestServer.Owner).Id, "wrong");
        var tunnel = new TunnelClient(client, "t");
        Func<Task>[] acts =
        [
            async () => (await client.Get($"/projects/{TestServer.Project}/tables/t")).Expect(HttpStatusCode.OK),
            async () => (await client.Get($"/projects/{TestServer.Project}/tables?expectmarker=true")).Expect(HttpStatusCode.OK),
            async () => Assert.Contains((await client.Post($"/projects/{TestServer.Project}/instances?tryWait", Job)).Status, JobTaken),
            () => Replace(tunnel),
            async () => Assert.NotEmpty((await client.Get($"/projects/{TestServer.Project}/tables/t?data&linenum=5")).Expect(HttpStatusCode.OK).Text),
            async () => (await wrong.Get("/projects")).ExpectXmlError(HttpStatusCode.Unauthorized, "SignatureNotMatch"),
            async () => (await client.Post($"/projects/{TestServer.Project}/instances", "<Instance>")).ExpectXmlError(HttpStatusCode.BadRequest, "InvalidParameter"),
            async () => (await client.Post($"/projects/{TestServer.Project}/instances", new string('x', 200_000))).Expect(HttpStatusCode.RequestEntityTooLarge),
            async () => (await tunnel.PutBlock("nowhere", 1, [1, 2, 3])).Expect(HttpStatusCode.NotFound),
            () => BreakOff(server, "GET /api/projects HTTP/1.1\r\nHost: a\r\n"),
            () => BreakOff(server, "POST /api/projects/p/instances HTTP/1.1\r\nHost: a\r\nContent-Length: 1000\r\n\r\n<Insta"),
            () => BreakOff(server, "\u0016\u0003\u0001nonsense\r\n\r\n"),
        ];

        await Run(acts, time / 3);
        var before = Usage.Now();
        await Run(acts, time * 2 / 3);

        // What was broken off ends by itself, soon.
        var clock = Stopwatch.StartNew();
        while (!Usage.Now().IsNoMoreThan(before) && clock.Elapsed < SettlingMax)
            await Task.Delay(100);
        var after = Usage.Now();
        Assert.True(after.IsNoMoreThan(before), $"{before} then {after}");
    }

    private static async Task Run(Func<Task>[] acts, TimeSpan time)
    {
        var clock = Stopwatch.StartNew();
        var failures = new ConcurrentQueue<Exception>();
        await Task.WhenAll(Enumerable.Range(0, 6).Select(worker => Task.Run(async () =>
        {
            for (var number = worker; clock.Elapsed < time && failures.IsEmpty; number++)
            {
                try
                {
                    await acts[number % acts.Length]();
                }
                catch (Exception exception)
                {
                    failures.Enqueue(exception);
                }
            }
        })));
        if (failures.TryDequeue(out var failure))
            throw new AggregateException(failure);
    }

    /// <summary>Uploads rows in place of those that there are: a table that grew would need more memory for good reasons.</summary>
    private static async Task Replace(TunnelClient tunnel)
    {
        var upload = await tunnel.CreateUpload("&overwrite=true");
        await tunnel.WriteBlock(upload, 1, Enumerable.Range(0, 20).Select(static id => new object?[] { (long)id, "name" }));
        (await tunnel.Commit(upload)).Expect(HttpStatusCode.OK);
    }

    /// <summary>Sends a part of a request and goes away.</summary>
    private static async Task BreakOff(TestServer server, string text)
    {
        using var connection = await RawConnection.Open(server.Server.Address);
        await connection.Send(text);
    }

    private readonly record struct Usage(long Memory, int Files, int Threads)
    {
        public bool IsNoMoreThan(Usage before) =>
            Memory - before.Memory < MemoryGrowthMax && Files - before.Files < FilesGrowthMax && Threads - before.Threads < ThreadsGrowthMax;

        public static Usage Now()
        {
            using var process = Process.GetCurrentProcess();
            var files = Directory.Exists("/proc/self/fd") ? Directory.GetFileSystemEntries("/proc/self/fd").Length : process.HandleCount;
            return new Usage(GC.GetTotalMemory(forceFullCollection: true), files, process.Threads.Count);
        }
    }
}
