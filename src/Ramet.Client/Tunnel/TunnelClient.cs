using Ramet.Client.Http;
using Ramet.Client.Profiles;
using Ramet.Errors;

namespace Ramet.Client.Tunnel;

/// <summary>Finds the part of a service that moves data in bulk, and keeps the connection to it.</summary>
/// <param name="profile">Where the service is, and who asks.</param>
/// <param name="rest">The REST part of the service.</param>
/// <param name="time">The clock.</param>
public sealed class TunnelClient(ServiceProfile profile, ServiceConnection rest, TimeProvider time) : IDisposable
{
    /// <summary>Headers that all clients send to the tunnel.</summary>
    internal static readonly IReadOnlyList<KeyValuePair<string, string>> Headers =
    [
        new("odps-tunnel-date-transform", "v1"),
        new("x-odps-tunnel-version", "6"),
    ];

    private ServiceConnection? connection;

    /// <summary>The connection to the tunnel of a project; the first call asks the service where it is.</summary>
    /// <param name="project">The project.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="RametException">The service cannot be asked, or answers something else.</exception>
    internal ServiceConnection Connect(string project, CancellationToken cancellationToken)
    {
        if (connection is not null)
            return connection;
        var endpoint = profile.TunnelEndpoint ?? Discover(project, cancellationToken);

        // Other clients sign requests to the tunnel without a region too.
        return connection = new ServiceConnection(endpoint, profile with { Region = null }, time);
    }

    /// <inheritdoc/>
    public void Dispose() => connection?.Dispose();

    private Uri Discover(string project, CancellationToken cancellationToken)
    {
        var name = Uri.EscapeDataString(project);
        var host = rest.Text(new ServiceRequest(HttpMethod.Get, $"/projects/{name}/tunnel?service&curr_project={name}"), cancellationToken).Trim();
        return Uri.TryCreate($"{profile.Endpoint.Scheme}://{host}", UriKind.Absolute, out var endpoint)
            ? endpoint
            : throw new RametException(
                ErrorCode.InternalError,
                ErrorKind.Environment,
                $"the service says that its tunnel is at '{host}', which is no host",
                hint: "Write tunnel_endpoint = URL into the profile.");
    }
}
