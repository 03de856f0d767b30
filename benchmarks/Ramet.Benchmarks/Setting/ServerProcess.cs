using System.Diagnostics;
using System.Text.RegularExpressions;
using Ramet.Protocol.Signing;

namespace Ramet.Benchmarks.Setting;

/// <summary>A server in a process of its own, with a new warehouse, whose memory can be looked at.</summary>
internal sealed partial class ServerProcess : IDisposable
{
    private readonly Process process;
    private readonly RequestSigner signer;
    private readonly HttpClient http = new() { Timeout = Timeout.InfiniteTimeSpan };
    private readonly Uri address;

    /// <param name="directory">The directory of the warehouse.</param>
    /// <param name="script">Statements that run first.</param>
    public ServerProcess(string directory, string script)
    {
        var seed = Path.Combine(Path.GetDirectoryName(directory)!, "seed.sql"); // never null: the directory lies in that of the benchmark
        File.WriteAllText(seed, script);
        var start = new ProcessStartInfo(Path.Combine(AppContext.BaseDirectory, OperatingSystem.IsWindows() ? "ramet.exe" : "ramet"))
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var argument in (string[])["serve", "--warehouse", directory, "--port", "0", "--seed", seed, "--init"])
            start.ArgumentList.Add(argument);
        process = Process.Start(start) ?? throw new InvalidOperationException("The operating system started no process.");
        address = new Uri(Find(process.StandardError, Listening()).Value);
        var id = Find(process.StandardOutput, KeyId()).Groups[1].Value;
        signer = new RequestSigner(id, Find(process.StandardOutput, KeySecret()).Groups[1].Value);

        // Nobody reads on, and a full pipe would stop the process.
        _ = process.StandardError.ReadToEndAsync();
        _ = process.StandardOutput.ReadToEndAsync();
    }

    /// <summary>The most physical memory that the process had, in mebibytes.</summary>
    public double PeakMemory
    {
        get
        {
            process.Refresh();
            return process.PeakWorkingSet64 / (double)(1 << 20);
        }
    }

    /// <summary>Sends a request, which must succeed, and gives the reply as soon as it begins; the caller disposes it.</summary>
    /// <param name="method">The method.</param>
    /// <param name="target">Path and query behind <c>/api</c>, encoded.</param>
    /// <param name="body">The body; null for none.</param>
    public HttpResponseMessage Send(HttpMethod method, string target, HttpContent? body = null)
    {
        using var request = new HttpRequestMessage(method, new Uri(address, "/api" + target)) { Content = body };
        var now = DateTimeOffset.UtcNow;
        var date = KeyValuePair.Create("Date", RequestSigner.DateText(now));
        request.Headers.TryAddWithoutValidation(date.Key, date.Value);
        request.Headers.TryAddWithoutValidation("Authorization", signer.Sign(method.Method, target, [date], now));
        var response = http.Send(request, HttpCompletionOption.ResponseHeadersRead);
        if (!response.IsSuccessStatusCode)
            throw new InvalidOperationException(new StreamReader(response.Content.ReadAsStream()).ReadToEnd());
        return response;
    }

    public void Dispose()
    {
        process.Kill();
        process.WaitForExit();
        process.Dispose();
        http.Dispose();
    }

    private static Match Find(StreamReader output, Regex pattern)
    {
        while (output.ReadLine() is { } line)
        {
            if (pattern.Match(line) is { Success: true } match)
                return match;
        }
        throw new InvalidOperationException($"The server did not say '{pattern}'.");
    }

    [GeneratedRegex("http://[0-9.:]+/")]
    private static partial Regex Listening();

    [GeneratedRegex("access_id=(.*)")]
    private static partial Regex KeyId();

    [GeneratedRegex("access_key=(.*)")]
    private static partial Regex KeySecret();
}
