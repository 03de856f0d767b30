using System.Net;
using Ramet.Cli.Options;
using Ramet.Server;

namespace Ramet.Cli.Tests.Options;

public sealed class ServeCommandTests : IDisposable
{
    private readonly StringWriter output = new();
    private readonly StringWriter error = new();
    private readonly string folder = Directory.CreateTempSubdirectory("ramet-serve-").FullName;
    private readonly Dictionary<string, string> environment = [];
    private ServeOptions? serve;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void Without_options_the_server_is_for_the_machine_itself()
    {
        Assert.Equal(ExitCode.Success, Invoke());

        Assert.Equal(new ServerOptions { LogFormat = LogFormat.Text }, serve!.Server);
        Assert.Null(serve.CertificateFile);
        Assert.False(serve.Init);
    }

    [Theory]
    [InlineData("--listen any --insecure", "0.0.0.0")]
    [InlineData("--listen 192.0.2.1 --insecure", "192.0.2.1")]
    [InlineData("--listen any --tls-certificate a.pem", "0.0.0.0")]
    [InlineData("--listen ::1", "::1")]
    [InlineData("--listen localhost", "127.0.0.1")]
    public void Other_addresses_need_TLS_or_the_word_that_it_is_meant(string arguments, string address)
    {
        Assert.Equal(ExitCode.Success, Invoke(arguments.Split(' ')));

        Assert.Equal(IPAddress.Parse(address), serve!.Server.Address);
    }

    [Theory]
    [InlineData("--listen any", "ramet: Without TLS the server listens on the addresses of the machine itself alone. For 0.0.0.0 give --tls-certificate, or --insecure if the network is trusted.")]
    [InlineData("--listen nowhere", "ramet: 'nowhere' is not an IP address. Write for example 0.0.0.0, ::1 or any.")]
    [InlineData("--tls-key k.pem", "ramet: --tls-key needs --tls-certificate.")]
    [InlineData("--port 70000", "ramet: '70000' is not possible. Write a number from 0 to 65535.")]
    [InlineData("--key-rate-max 0", "ramet: '0' is not possible. Write a number from 1 to 1000000.")]
    [InlineData("--body-max 16", "ramet: '16' is not a size. Write a number and a unit, for example 16MiB, from 1KiB to 1GiB.")]
    [InlineData("--log-format xml", "ramet: 'xml' is not a format of the log. Use text, json or none.")]
    public void Wrong_options_are_refused(string arguments, string message)
    {
        Assert.Equal(ExitCode.Usage, Invoke(arguments.Split(' ')));

        Assert.StartsWith(message, error.ToString(), StringComparison.Ordinal);
        Assert.Null(serve);
    }

    [Fact]
    public void The_command_line_wins_over_the_environment_and_that_over_the_file()
    {
        var file = Path.Combine(folder, "ramet.conf");
        File.WriteAllText(file, "# a comment\n\nport = 1\nconnections-max=2\nshutdown-grace =3\nallow-location = /a\nallow-location = /b\ninsecure = true\n");
        environment["RAMET_CONNECTIONS_MAX"] = "20";
        environment["RAMET_SHUTDOWN_GRACE"] = "30";
        environment["RAMET_LISTEN"] = "any";
        environment["RAMET_UNKNOWN"] = "x";

        Assert.Equal(ExitCode.Success, Invoke("--config", file, "--shutdown-grace", "300"));

        Assert.Equal((1, 20, 300), (serve!.Server.Port, serve.Server.ConnectionsMax, (int)serve.Server.ShutdownGrace.TotalSeconds));
        Assert.Equal(IPAddress.Any, serve.Server.Address);
        Assert.Equal(["/a", "/b"], serve.Warehouse.AllowedLocations);
    }

    [Fact]
    public void Several_values_in_the_environment_are_separated_as_paths_are()
    {
        environment["RAMET_ALLOW_LOCATION"] = $"/a{Path.PathSeparator}/b";

        Assert.Equal(ExitCode.Success, Invoke());

        Assert.Equal(["/a", "/b"], serve!.Warehouse.AllowedLocations);
    }

    [Fact]
    public void Wrong_values_in_the_environment_are_refused()
    {
        environment["RAMET_PORT"] = "high";

        Assert.Equal(ExitCode.Usage, Invoke());
        Assert.StartsWith("ramet: 'high' is not possible.", error.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("prot = 1")]
    [InlineData("port")]
    [InlineData("config = other")]
    public void Lines_of_the_file_that_are_no_settings_are_refused(string line)
    {
        var file = Path.Combine(folder, "ramet.conf");
        File.WriteAllText(file, "port = 1\n" + line);

        var refused = Assert.Throws<Ramet.Errors.RametException>(() => Invoke("--config", file));

        Assert.Contains("line 2 of", refused.Message, StringComparison.Ordinal);
    }

    private int Invoke(params string[] arguments)
    {
        var commandLine = new RametCommandLine(
            static _ => throw new InvalidOperationException(),
            static _ => throw new InvalidOperationException(),
            static _ => throw new InvalidOperationException(),
            options =>
            {
                serve = options;
                return ExitCode.Success;
            },
            static _ => throw new InvalidOperationException(),
            static _ => throw new InvalidOperationException());
        return commandLine.Invoke(["serve", .. arguments], output, error, environment.GetValueOrDefault);
    }
}
