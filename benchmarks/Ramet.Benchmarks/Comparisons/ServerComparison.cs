using System.Collections.Concurrent;
using System.Globalization;
using System.Text.RegularExpressions;
using Ramet.Benchmarks.Measuring;
using Ramet.Benchmarks.Setting;
using Ramet.Protocol.Signing;

namespace Ramet.Benchmarks.Comparisons;

/// <summary>Requests of clients over HTTP, on the loopback address, by 16 connections at the same time. The clients share the machine with the server.</summary>
internal static partial class ServerComparison
{
    private const int Connections = 16;
    private const int Tables = 10_000;
    private const int SingleTables = 330;
    private const int Requests = 2_000;
    private const int Jobs = 400;

    private const double MetadataMaxMs = 3;
    private const double JobMaxMs = 15;
    private const double RequestsMaxMs = 1_000;
    private const double ListMaxMs = 500;
    private const double SingleMaxMs = 1_000;

    private const string Job =
        "<Instance><Job><Priority>9</Priority><Tasks><SQL><Name>AnonymousSQLTask</Name><Config/><Query><![CDATA[SELECT 1;]]></Query></SQL></Tasks>"
        + "<DAG><RunMode>Sequence</RunMode></DAG></Job></Instance>";

    public static IEnumerable<Finding> Run(BenchmarkWarehouse warehouse)
    {
        for (var table = 0; table < Tables; table++)
            warehouse.Run(string.Create(CultureInfo.InvariantCulture, $"CREATE TABLE t_{table:00000} (id BIGINT, name STRING, price DECIMAL(10,2)) PARTITIONED BY (day STRING)"));
        var (server, signer) = warehouse.StartServer();
        try
        {
            foreach (var finding in Measure(server.Address, signer))
                yield return finding;
        }
        finally
        {
            server.DisposeAsync().AsTask().GetAwaiter().GetResult();
        }
    }

    private static IEnumerable<Finding> Measure(Uri server, RequestSigner signer)
    {
        var one = Together(server, signer, Requests, static (connection, number) => GetTable(connection, number % SingleTables));
        yield return new Finding("GET of a table's metadata, 16 connections", one.Each, Limit: new Limit.Absolute(MetadataMaxMs));
        var all = Enumerable.Range(0, 5).Select(_ => Together(server, signer, Requests, static (connection, number) => GetTable(connection, number % SingleTables)).Total);
        yield return new Finding("2,000 of them", new Samples(Unit.Milliseconds, [.. all]), Limit: new Limit.Absolute(RequestsMaxMs));

        Together(server, signer, Jobs / 4, static (connection, _) => RunJob(connection));
        var jobs = Together(server, signer, Jobs, static (connection, _) => RunJob(connection));
        yield return new Finding("SELECT 1 as a job, start to result, 16 connections", jobs.Each, Limit: new Limit.Absolute(JobMaxMs));

        using var single = new HttpConnection(server, signer);
        var lists = Rounds.Time(warmups: 2, rounds: 10, _ => ListTables(single), _ => GetTables(single));
        yield return new Finding("List of 10,000 tables", lists[0], Limit: new Limit.Absolute(ListMaxMs));
        yield return new Finding("Metadata of 330 tables, one after the other", lists[1], Limit: new Limit.Absolute(SingleMaxMs));
    }

    /// <summary>Does something so many times, by all connections at once.</summary>
    /// <returns>The time of each, and that of all together in milliseconds.</returns>
    private static (Samples Each, double Total) Together(Uri server, RequestSigner signer, int count, Action<HttpConnection, int> act)
    {
        var times = new ConcurrentBag<double>();
        var next = -1;
        var connections = Enumerable.Range(0, Connections).Select(_ => new HttpConnection(server, signer)).ToList();
        var threads = connections.ConvertAll(connection => new Thread(() =>
        {
            for (int number; (number = Interlocked.Increment(ref next)) < count;)
                times.Add(Rounds.Time(() => act(connection, number)));
        }));
        var total = Rounds.Time(() =>
        {
            threads.ForEach(static thread => thread.Start());
            threads.ForEach(static thread => thread.Join());
        });
        connections.ForEach(static connection => connection.Dispose());
        return (new Samples(Unit.Milliseconds, [.. times]), total);
    }

    private static void GetTable(HttpConnection connection, int number) =>
        Expect(connection.Send("GET", string.Create(CultureInfo.InvariantCulture, $"/projects/{BenchmarkWarehouse.Project}/tables/t_{number:00000}?curr_project={BenchmarkWarehouse.Project}")), "200", "columns");

    private static void GetTables(HttpConnection connection)
    {
        for (var table = 0; table < SingleTables; table++)
            GetTable(connection, table);
    }

    private static void ListTables(HttpConnection connection)
    {
        var count = 0;
        for (string? marker = ""; marker is not null;)
        {
            var reply = connection.Send("GET", $"/projects/{BenchmarkWarehouse.Project}/tables?curr_project={BenchmarkWarehouse.Project}&expectmarker=true&marker={Uri.EscapeDataString(marker)}");
            count += TableElement().Count(reply);
            marker = Marker().Match(reply) is { Success: true } match ? match.Groups[1].Value : null;
        }
        if (count != Tables)
            throw new InvalidOperationException($"Expected {Tables} tables, found {count}.");
    }

    private static void RunJob(HttpConnection connection)
    {
        const string Instances = $"/projects/{BenchmarkWarehouse.Project}/instances";
        var created = connection.Send("POST", Instances, Job);
        Expect(created, "201", "Location");
        var id = Location().Match(created).Groups[1].Value;
        string status;
        do
        {
            status = connection.Send("GET", $"{Instances}/{id}?instancestatus");
            Expect(status, "200", "Status");
        }
        while (!status.Contains("Terminated", StringComparison.Ordinal));
        Expect(connection.Send("GET", $"{Instances}/{id}?result"), "200", "Success");
    }

    private static void Expect(string reply, string status, string text)
    {
        if (!reply.StartsWith($"HTTP/1.1 {status} ", StringComparison.Ordinal) || !reply.Contains(text, StringComparison.Ordinal))
            throw new InvalidOperationException($"Expected {status} with {text}, found {reply}");
    }

    [GeneratedRegex("<Table>")]
    private static partial Regex TableElement();

    [GeneratedRegex("<Marker>([^<]+)</Marker>")]
    private static partial Regex Marker();

    [GeneratedRegex(@"Location: \S*/instances/(\w+)", RegexOptions.IgnoreCase)]
    private static partial Regex Location();
}
