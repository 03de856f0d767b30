using Ramet.Client.Http;
using Ramet.Client.Jobs;
using Ramet.Client.Profiles;
using Ramet.Client.Projects;
using Ramet.Client.Security;
using Ramet.Client.Tunnel;

namespace Ramet.Client;

/// <summary>A service that speaks MaxCompute's protocol: this product's server, or MaxCompute itself.</summary>
public sealed class ServiceClient : IDisposable
{
    private readonly ServiceConnection connection;

    /// <summary>Makes a client; the first request opens the connection.</summary>
    /// <param name="profile">Where the service is, and who asks.</param>
    /// <param name="time">The clock.</param>
    public ServiceClient(ServiceProfile profile, TimeProvider time)
    {
        connection = new ServiceConnection(profile.Endpoint, profile, time);
        Jobs = new JobClient(connection, time);
        Projects = new ProjectClient(connection);
        Security = new SecurityClient(connection);
        Tunnel = new TunnelClient(profile, connection, time);
    }

    /// <summary>Statements as jobs.</summary>
    public JobClient Jobs { get; }

    /// <summary>What is known of projects.</summary>
    public ProjectClient Projects { get; }

    /// <summary>Statements about users and permissions.</summary>
    public SecurityClient Security { get; }

    /// <summary>Data in bulk.</summary>
    public TunnelClient Tunnel { get; }

    /// <inheritdoc/>
    public void Dispose()
    {
        Tunnel.Dispose();
        connection.Dispose();
    }
}
