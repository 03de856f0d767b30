using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.RegularExpressions;
using Ramet.Cli.Tests.Support;

namespace Ramet.Cli.Tests.Serving;

/// <summary><c>ramet serve</c> as a process of its own: its start, what it prints, and how it ends.</summary>
public sealed partial class ServeProcessTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("ramet-serve-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Theory]
    [InlineData("INT")]
    [InlineData("TERM")]
    public async Task It_serves_until_it_is_told_to_end(string signal)
    {
        if (OperatingSystem.IsWindows())
            return; // there a signal cannot be sent to one process
        using var process = Start("--init", "--project", "shop");
        var address = ReadAddress(process);
        using var http = new HttpClient();

        Assert.Equal("ok\n", await http.GetStringAsync(new Uri(address, "/health/ready")));
        Signal(process, signal);

        var output = await process.StandardOutput.ReadToEndAsync();
        var log = await process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        Assert.Equal(ExitCode.Success, process.ExitCode);
        Assert.Contains($"end_point={address}api\n", output, StringComparison.Ordinal);
        Assert.Contains("project_name=shop\n", output, StringComparison.Ordinal);
        Assert.Contains($"jdbc:odps:{address}api?project=shop&accessId=LTAI", output, StringComparison.Ordinal);
        Assert.Contains("Stopped", log, StringComparison.Ordinal);
        var secret = Secret().Match(output).Groups[1].Value;
        Assert.NotEmpty(secret);
        Assert.DoesNotContain(secret, log, StringComparison.Ordinal);
    }

    [Fact]
    public async Task It_runs_a_script_before_it_listens_and_does_not_listen_when_that_fails()
    {
        var seed = Path.Combine(folder, "seed.sql");
        await File.WriteAllTextAsync(seed, "CREATE PROJECT seeded;\nSELEC 1;");
        using (var failed = Start("--seed", seed))
        {
            var log = await failed.StandardError.ReadToEndAsync();
            await failed.WaitForExitAsync();
            Assert.Equal(ExitCode.Failure, failed.ExitCode);
            Assert.Contains("seed.sql:2:1", log, StringComparison.Ordinal);
            Assert.DoesNotContain("Listening", log, StringComparison.Ordinal);
        }

        await File.WriteAllTextAsync(seed, "CREATE PROJECT IF NOT EXISTS seeded;\nLIST PROJECTS;");
        using var process = Start("--seed", seed);
        ReadAddress(process);
        Signal(process, "TERM");

        Assert.Contains("seeded", await process.StandardOutput.ReadToEndAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task With_a_certificate_it_speaks_TLS()
    {
        var (certificate, key) = WriteCertificate();
        using var process = Start("--tls-certificate", certificate, "--tls-key", key);
        var address = ReadAddress(process);
        using var handler = new HttpClientHandler
        {
            ServerCertificateCustomValidationCallback = static (_, certificate, _, _) => certificate?.Subject == "CN=ramet.test",
        };
        using var http = new HttpClient(handler);

        Assert.Equal("https", address.Scheme);
        Assert.Equal("ok\n", await http.GetStringAsync(new Uri(address, "/health/live")));
        Signal(process, "TERM");
        await process.WaitForExitAsync();
    }

    [Theory]
    [InlineData("--tls-certificate", "nowhere.pem", "the certificate 'nowhere.pem' cannot be used")]
    [InlineData("--listen", "192.0.2.77", "the server cannot listen on 192.0.2.77:")]
    public async Task What_it_cannot_use_is_named(string option, string value, string message)
    {
        using var process = Start(option, value, "--insecure");

        var log = await process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        Assert.Equal(ExitCode.Failure, process.ExitCode);
        Assert.Contains(message, log, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_log_may_be_JSON()
    {
        using var process = Start("--log-format", "json");
        var line = await process.StandardError.ReadLineAsync();
        Signal(process, "TERM");

        using var json = System.Text.Json.JsonDocument.Parse(line!);
        Assert.StartsWith("http://127.0.0.1:", json.RootElement.GetProperty("State").GetProperty("Address").GetString(), StringComparison.Ordinal);
        await process.WaitForExitAsync();
    }

    private Process Start(params string[] arguments) => RametProcess.Start(Path.Combine(folder, "warehouse"), ["serve", "--port", "0", .. arguments]);

    private static Uri ReadAddress(Process process)
    {
        while (process.StandardError.ReadLine() is { } line)
        {
            if (Listening().Match(line) is { Success: true } match)
                return new Uri(match.Groups[1].Value);
        }
        throw new InvalidOperationException("The server has not begun to listen.");
    }

    private static void Signal(Process process, string signal)
    {
        using var kill = Process.Start("kill", [$"-{signal}", process.Id.ToString(CultureInfo.InvariantCulture)]);
        kill.WaitForExit();
    }

    private (string Certificate, string Key) WriteCertificate()
    {
        using var pair = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=ramet.test", pair, HashAlgorithmName.SHA256);
        using var certificate = request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
        var (certificateFile, keyFile) = (Path.Combine(folder, "certificate.pem"), Path.Combine(folder, "key.pem"));
        File.WriteAllText(certificateFile, certificate.ExportCertificatePem());
        File.WriteAllText(keyFile, pair.ExportPkcs8PrivateKeyPem());
        return (certificateFile, keyFile);
    }

    [GeneratedRegex(@"Listening on (\S+)")]
    private static partial Regex Listening();

    [GeneratedRegex(@"access_key=(\S+)")]
    private static partial Regex Secret();
}
