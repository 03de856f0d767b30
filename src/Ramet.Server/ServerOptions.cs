using System.Net;
using System.Security.Cryptography.X509Certificates;
using Microsoft.Extensions.Logging;
using Ramet.Access;

namespace Ramet.Server;

/// <summary>How a server is started.</summary>
public sealed record ServerOptions
{
    /// <summary>The address on which it listens; the loopback address by default, so that nobody else reaches it unasked.</summary>
    public IPAddress Address { get; init; } = IPAddress.Loopback;

    /// <summary>The port; 0 for one that is free.</summary>
    public int Port { get; init; } = 8080;

    /// <summary>The certificate with its private key, for TLS; null for plain HTTP. The caller disposes it after the server.</summary>
    public X509Certificate2? Certificate { get; init; }

    /// <summary>The certificates of the issuers of <see cref="Certificate"/>, which are sent with it; null for none.</summary>
    public X509Certificate2Collection? CertificateChain { get; init; }

    /// <summary>Bytes that the body of a request may have, where it is no bulk data; default 16 MiB.</summary>
    public long BodyBytesMax { get; init; } = 16 << 20;

    /// <summary>Bytes that the headers of a request may have together, and its first line as well; default 64 KiB.</summary>
    public int HeaderBytesMax { get; init; } = 64 << 10;

    /// <summary>Connections that may be open at the same time; further ones are closed at once. Default 1,000.</summary>
    public int ConnectionsMax { get; init; } = 1_000;

    /// <summary>How long a request may take where it is no bulk data; default 2 minutes. Jobs go on when the request that began them has ended.</summary>
    public TimeSpan RequestTimeout { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>How long a request with bulk data may take; default 6 hours.</summary>
    public TimeSpan TunnelTimeout { get; init; } = TimeSpan.FromHours(6);

    /// <summary>How long a client may pause while it sends bulk data; default 2 minutes, as in the service.</summary>
    public TimeSpan TransferPatience { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>Transfers of bulk data that may run at the same time; others wait. Default four for each processor, at least 8.</summary>
    public int TransfersMax { get; init; } = Math.Max(8, 4 * Environment.ProcessorCount);

    /// <summary>How many of them may be of one access key; null, the default, for half of them.</summary>
    public int? KeyTransfersMax { get; init; }

    /// <summary>How long the headers of a request may take to come; default 30 seconds.</summary>
    public TimeSpan HeadersTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How long a connection may be idle between requests; default 130 seconds.</summary>
    public TimeSpan KeepAliveTimeout { get; init; } = TimeSpan.FromSeconds(130);

    /// <summary>Bytes a second that a client must send of a body, or take of a reply, after 5 seconds; of bulk data after <see cref="TransferPatience"/>. Default 240.</summary>
    public double ClientBytesPerSecondMin { get; init; } = 240;

    /// <summary>Requests a second that one access key may make; null, the default, for any number.</summary>
    public int? KeyRequestsPerSecondMax { get; init; }

    /// <summary>The addresses that may read the metrics besides those of the machine itself; default none.</summary>
    public IpWhiteList MetricsReaders { get; init; } = IpWhiteList.Off;

    /// <summary>How long running requests and jobs have to end when the server stops; default 30 seconds.</summary>
    public TimeSpan ShutdownGrace { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How the log is written to standard error; default not at all.</summary>
    public LogFormat LogFormat { get; init; } = LogFormat.None;

    /// <summary>Whether the texts of statements are logged; default not, for they may hold values.</summary>
    public bool LogsStatements { get; init; }

    /// <summary>How long a transfer waits for a place; shorter in tests.</summary>
    internal TimeSpan TransferWait { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>The clock.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>Gets the log as well; for tests.</summary>
    internal ILoggerProvider? LoggerProvider { get; init; }
}
