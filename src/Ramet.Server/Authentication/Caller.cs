using Ramet.Access;

namespace Ramet.Server.Authentication;

/// <summary>Who made a request, as its signature or token proves.</summary>
/// <param name="Principal">On whose behalf.</param>
/// <param name="AccessKeyId">The access key that signed the request or the token.</param>
internal sealed record Caller(Principal Principal, string AccessKeyId)
{
    /// <summary>What a token is good for; null for a signed request, which may do whatever its principal may.</summary>
    public PolicyDocument? TokenPolicy { get; init; }
}
