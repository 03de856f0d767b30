namespace Ramet.Client.Profiles;

/// <summary>Where a service is and who asks it.</summary>
public sealed record ServiceProfile
{
    /// <summary>The REST endpoint, with its path if it has one: <c>http://127.0.0.1:8080/api</c>.</summary>
    public required Uri Endpoint { get; init; }

    /// <summary>The id of the access key.</summary>
    public required string AccessKeyId { get; init; }

    /// <summary>The secret of the access key. It signs requests and never travels.</summary>
    public required string AccessKeySecret { get; init; }

    /// <summary>The project to begin in; null for none.</summary>
    public string? Project { get; init; }

    /// <summary>The endpoint for bulk data; null to ask the service for it.</summary>
    public Uri? TunnelEndpoint { get; init; }

    /// <summary>The region for which requests are signed (version 4); null for signatures without one (version 2).</summary>
    public string? Region { get; init; }

    /// <summary>Settings that a session begins with.</summary>
    public IReadOnlyDictionary<string, string> Settings { get; init; } = new Dictionary<string, string>();

    /// <summary>The endpoint and the key's id; the secret must not get into logs by accident.</summary>
    public override string ToString() => $"{AccessKeyId} at {Endpoint}";
}
