using System.Net;

namespace Ramet.Access;

/// <summary>Who asks, from where and when.</summary>
/// <param name="Principal">Who.</param>
/// <param name="Now">When, UTC: grants, policies and packages may have an end.</param>
public sealed record AccessCaller(Principal Principal, DateTimeOffset Now)
{
    /// <summary>The address from which the request came; null when it came from the machine itself.</summary>
    public IPAddress? SourceAddress { get; init; }

    /// <summary>The id of the job; null when the request belongs to none.</summary>
    public string? InstanceId { get; init; }

    /// <summary>The project in which the statement runs, whose packages the caller may use; null when there is none.</summary>
    public ProjectObject? CurrentProject { get; init; }
}
