using System.Net;

namespace Ramet.Server;

/// <summary>How a server is started.</summary>
public sealed record ServerOptions
{
    /// <summary>The address on which it listens; the loopback address by default, so that nobody else reaches it unasked.</summary>
    public IPAddress Address { get; init; } = IPAddress.Loopback;

    /// <summary>The port; 0 for one that is free.</summary>
    public int Port { get; init; } = 8080;

    /// <summary>Bytes that the body of a request may have, where it is no bulk data; default 16 MiB.</summary>
    public long BodyBytesMax { get; init; } = 16 << 20;

    /// <summary>The clock.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;
}
