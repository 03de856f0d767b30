using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using System.Net;
using Ramet.Access;
using Ramet.Errors;
using Ramet.Server;
using Ramet.Warehouse.Jobs;

namespace Ramet.Cli.Options;

/// <summary>The options of <c>ramet serve</c>. Each may also stand in the environment or in a file; see <see cref="ServeSettings"/>.</summary>
internal sealed class ServeCommand
{
    private const int SecondsMax = 7 * 24 * 3600;

    private const int DaysMax = 3650;

    private static readonly ServerOptions Defaults = new();
    private static readonly JobOptions JobDefaults = new();

    private readonly Option<IPAddress> listen = new("--listen")
    {
        Description = "The address to listen on: an IP address, or 'any' for all of the machine; 127.0.0.1 by default.",
        HelpName = "ADDRESS",
        CustomParser = ParseAddress,
        DefaultValueFactory = static _ => Defaults.Address,
    };

    private readonly Option<int> port = Number("--port", "N", "The port; 8080 by default, 0 for one that is free.", Defaults.Port, 0, 65_535);

    private readonly Option<string> certificate = new("--tls-certificate")
    {
        Description = "The certificate for TLS, a PEM file with those of its issuers behind it.",
        HelpName = "FILE",
    };

    private readonly Option<string> key = new("--tls-key")
    {
        Description = "The private key of the certificate, a PEM file; the file of the certificate by default.",
        HelpName = "FILE",
    };

    private readonly Option<bool> insecure = new("--insecure")
    {
        Description = "Listen on other addresses than those of the machine itself without TLS.",
    };

    private readonly Option<string> seed = new("--seed")
    {
        Description = "Run a script before the server listens.",
        HelpName = "FILE",
    };

    private readonly Option<bool> init = new("--init")
    {
        Description = "Make an access key of the administrator, and print it with the configuration of clients.",
    };

    private readonly Option<string> config = new("--config")
    {
        Description = "Read settings from a file: lines 'name = value', the names as those of the options.",
        HelpName = "FILE",
    };

    private readonly Option<LogFormat> logFormat = new("--log-format")
    {
        Description = "How the log is written to standard error: text (the default), json or none.",
        HelpName = "FORMAT",
        CustomParser = ParseLogFormat,
        DefaultValueFactory = static _ => LogFormat.Text,
    };

    private readonly Option<bool> logStatements = new("--log-statements")
    {
        Description = "Write the texts of statements to the log; they may hold values.",
    };

    private readonly Option<long?> bodyMax = Size("--body-max", "The largest body of a request that is no bulk data; 16MiB by default.");

    private readonly Option<long?> headersMax = Size("--headers-max", "The largest headers of a request, and the largest first line; 64KiB by default.");

    private readonly Option<int> connectionsMax =
        Number("--connections-max", "N", "Connections that may be open at the same time; 1000 by default.", Defaults.ConnectionsMax, 1, 1_000_000);

    private readonly Option<int?> keyRateMax = new("--key-rate-max")
    {
        Description = "Requests a second that one access key may make; any number by default.",
        HelpName = "N",
        CustomParser = static argument => ParseNumber(argument, 1, 1_000_000),
    };

    private readonly Option<int> requestTimeout =
        Seconds("--request-timeout", "How long a request may take that is no bulk data; 120 by default.", Defaults.RequestTimeout);

    private readonly Option<int> tunnelTimeout = Seconds("--tunnel-timeout", "How long a request with bulk data may take; 21600 by default.", Defaults.TunnelTimeout);

    private readonly Option<int> transferPatience =
        Seconds("--transfer-patience", "How long a client may pause while it sends bulk data; 120 by default.", Defaults.TransferPatience);

    private readonly Option<int> transfersMax = Number(
        "--transfers-max", "N", "Transfers of bulk data that run side by side; four times the number of processors by default, at least 8.", Defaults.TransfersMax, 1, 10_000);

    private readonly Option<int?> keyTransfersMax = new("--key-transfers-max")
    {
        Description = "How many of them may be of one access key; half of them by default.",
        HelpName = "N",
        CustomParser = static argument => ParseNumber(argument, 1, 10_000),
    };

    private readonly Option<int> headersTimeout = Seconds("--headers-timeout", "How long the headers of a request may take to come; 30 by default.", Defaults.HeadersTimeout);

    private readonly Option<int> keepAlive = Seconds("--keep-alive", "How long a connection may be idle between requests; 130 by default.", Defaults.KeepAliveTimeout);

    private readonly Option<int> clientRateMin = Number(
        "--client-rate-min", "BYTES", "Bytes a second that a client must send or take once a body has begun; 240 by default.", (int)Defaults.ClientBytesPerSecondMin, 1, int.MaxValue);

    private readonly Option<int> shutdownGrace =
        Seconds("--shutdown-grace", "How long running requests and jobs may go on when the server stops; 30 by default.", Defaults.ShutdownGrace);

    private readonly Option<int> jobsMax =
        Number("--jobs-max", "N", "Jobs that run side by side; twice the number of processors by default, at least 4.", JobDefaults.RunningMax, 1, 1_000);

    private readonly Option<int?> jobsPerProjectMax = new("--jobs-per-project-max")
    {
        Description = "How many of them may be of one project; all by default.",
        HelpName = "N",
        CustomParser = static argument => ParseNumber(argument, 1, 1_000),
    };

    private readonly Option<int> jobsWaitingMax =
        Number("--jobs-waiting-max", "N", "Jobs that may wait; 10000 by default.", JobDefaults.WaitingMax, 0, 1_000_000);

    private readonly Option<int> jobRetention =
        Number("--job-retention", "DAYS", "How long records of finished jobs are kept; 30 by default.", (int)JobDefaults.Retention.TotalDays, 1, DaysMax);

    private readonly Option<int> resultRetention =
        Number("--result-retention", "HOURS", "How long the rows of finished jobs are kept; 24 by default.", (int)JobDefaults.ResultRetention.TotalHours, 1, 24 * DaysMax);

    private readonly Option<IpWhiteList> metricsFrom = new("--metrics-from")
    {
        Description = "Addresses that may read the metrics, separated by commas, besides those of the machine itself.",
        HelpName = "ADDRESSES",
        CustomParser = ParseAddresses,
        DefaultValueFactory = static _ => IpWhiteList.Off,
    };

    /// <summary>Builds the command.</summary>
    /// <param name="serve">Runs it and gives the exit code.</param>
    /// <param name="readSelection">Reads the options that all commands share.</param>
    public ServeCommand(Func<ServeOptions, int> serve, Func<ParseResult, WarehouseSelection> readSelection)
    {
        Command = new Command("serve", "Serve the warehouse over HTTP to the clients of MaxCompute.")
        {
            listen, port, certificate, key, insecure, seed, init, config, logFormat, logStatements, bodyMax, headersMax, connectionsMax, keyRateMax, requestTimeout,
            tunnelTimeout, transferPatience, transfersMax, keyTransfersMax, headersTimeout, keepAlive, clientRateMin, shutdownGrace, metricsFrom, jobsMax, jobsPerProjectMax, jobsWaitingMax, jobRetention, resultRetention,
        };
        Command.Validators.Add(RefuseOpenDoor);
        Command.SetAction(parsed => serve(Read(parsed, readSelection(parsed))));
    }

    /// <summary>The command with its options.</summary>
    public Command Command { get; }

    /// <summary>The file with settings that was named; null for none.</summary>
    public string? ConfigFile(ParseResult parsed) => parsed.GetValue(config);

    /// <summary>The option that names the file with settings, which cannot name another one.</summary>
    public Option Config => config;

    /// <summary>Secrets are not sent in requests, but data is: without TLS it is for the machine itself, unless that is meant.</summary>
    private void RefuseOpenDoor(CommandResult command)
    {
        if (command.GetResult(key) is not null && command.GetResult(certificate) is null)
            command.AddError("--tls-key needs --tls-certificate.");
        if (command.GetResult(listen) is { Implicit: false, Tokens: [var token] } && FindAddress(token.Value) is { } address
            && !IPAddress.IsLoopback(address) && command.GetResult(certificate) is null && !command.GetValue(insecure))
        {
            command.AddError($"Without TLS the server listens on the addresses of the machine itself alone. For {address} give --tls-certificate, or --insecure if the network is trusted.");
        }
    }

    private ServeOptions Read(ParseResult parsed, WarehouseSelection selection) => new()
    {
        Warehouse = selection,
        CertificateFile = parsed.GetValue(certificate),
        KeyFile = parsed.GetValue(key),
        Seed = parsed.GetValue(seed) is { } file ? SeedOf(file, selection) : null,
        Init = parsed.GetValue(init),
        Jobs = JobDefaults with
        {
            RunningMax = parsed.GetValue(jobsMax),
            RunningPerProjectMax = parsed.GetValue(jobsPerProjectMax),
            WaitingMax = parsed.GetValue(jobsWaitingMax),
            Retention = TimeSpan.FromDays(parsed.GetValue(jobRetention)),
            ResultRetention = TimeSpan.FromHours(parsed.GetValue(resultRetention)),
        },
        Server = new ServerOptions
        {
            Address = parsed.GetRequiredValue(listen),
            Port = parsed.GetValue(port),
            LogFormat = parsed.GetValue(logFormat),
            LogsStatements = parsed.GetValue(logStatements),
            BodyBytesMax = parsed.GetValue(bodyMax) ?? Defaults.BodyBytesMax,
            HeaderBytesMax = (int?)parsed.GetValue(headersMax) ?? Defaults.HeaderBytesMax,
            ConnectionsMax = parsed.GetValue(connectionsMax),
            KeyRequestsPerSecondMax = parsed.GetValue(keyRateMax),
            RequestTimeout = TimeSpan.FromSeconds(parsed.GetValue(requestTimeout)),
            TunnelTimeout = TimeSpan.FromSeconds(parsed.GetValue(tunnelTimeout)),
            TransferPatience = TimeSpan.FromSeconds(parsed.GetValue(transferPatience)),
            TransfersMax = parsed.GetValue(transfersMax),
            KeyTransfersMax = parsed.GetValue(keyTransfersMax),
            HeadersTimeout = TimeSpan.FromSeconds(parsed.GetValue(headersTimeout)),
            KeepAliveTimeout = TimeSpan.FromSeconds(parsed.GetValue(keepAlive)),
            ClientBytesPerSecondMin = parsed.GetValue(clientRateMin),
            ShutdownGrace = TimeSpan.FromSeconds(parsed.GetValue(shutdownGrace)),
            MetricsReaders = parsed.GetRequiredValue(metricsFrom),
        },
    };

    private static RunOptions SeedOf(string file, WarehouseSelection selection) => new()
    {
        Warehouse = selection,
        Service = null,
        Statements = [],
        File = file,
        Format = OutputFormat.Table,
        Quiet = false,
        Continue = false,
    };

    private static Option<int> Number(string name, string helpName, string description, int defaultValue, int min, int max) => new(name)
    {
        Description = description,
        HelpName = helpName,
        CustomParser = argument => ParseNumber(argument, min, max) ?? 0,
        DefaultValueFactory = _ => defaultValue,
    };

    private static Option<int> Seconds(string name, string description, TimeSpan defaultValue) =>
        Number(name, "SECONDS", description, (int)defaultValue.TotalSeconds, 1, SecondsMax);

    private static Option<long?> Size(string name, string description) => new(name)
    {
        Description = description,
        HelpName = "SIZE",
        CustomParser = argument => MemorySize.TryParse(argument.Tokens[0].Value, out var bytes) && bytes is >= 1024 and <= 1 << 30
            ? bytes
            : ArgumentErrors.Refuse<long?>(argument, $"'{argument.Tokens[0].Value}' is not a size. Write a number and a unit, for example 16MiB, from 1KiB to 1GiB."),
    };

    private static int? ParseNumber(ArgumentResult argument, int min, int max) =>
        int.TryParse(argument.Tokens[0].Value, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= min && number <= max
            ? number
            : ArgumentErrors.Refuse<int?>(argument, string.Create(CultureInfo.InvariantCulture, $"'{argument.Tokens[0].Value}' is not possible. Write a number from {min} to {max}."));

    private static IPAddress? ParseAddress(ArgumentResult argument) =>
        FindAddress(argument.Tokens[0].Value)
        ?? ArgumentErrors.Refuse<IPAddress>(argument, $"'{argument.Tokens[0].Value}' is not an IP address. Write for example 0.0.0.0, ::1 or any.");

    private static IPAddress? FindAddress(string text) => text switch
    {
        "any" => IPAddress.Any,
        "localhost" => IPAddress.Loopback,
        _ => IPAddress.TryParse(text, out var address) ? address : null,
    };

    private static LogFormat ParseLogFormat(ArgumentResult argument) => argument.Tokens[0].Value switch
    {
        "text" => LogFormat.Text,
        "json" => LogFormat.Json,
        "none" => LogFormat.None,
        var text => ArgumentErrors.Refuse<LogFormat>(argument, $"'{text}' is not a format of the log. Use text, json or none."),
    };

    private static IpWhiteList? ParseAddresses(ArgumentResult argument)
    {
        try
        {
            return IpWhiteList.Parse(argument.Tokens[0].Value);
        }
        catch (RametException error)
        {
            return ArgumentErrors.Refuse<IpWhiteList>(argument, $"{error.Detail}. {error.Hint}");
        }
    }
}
