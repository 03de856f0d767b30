using System.Globalization;

namespace Ramet.Protocol.Signing;

/// <summary>Signs the requests of a client.</summary>
/// <param name="accessKeyId">The id of its access key.</param>
/// <param name="secret">The secret of the key.</param>
/// <param name="region">The region for which version 4 signs; null to sign by version 2.</param>
public sealed class RequestSigner(string accessKeyId, string secret, string? region = null)
{
    /// <summary>The value of the header <c>Date</c>, which must be set before a request is signed.</summary>
    /// <param name="time">The time, any zone.</param>
    public static string DateText(DateTimeOffset time) => time.UtcDateTime.ToString("r", CultureInfo.InvariantCulture);

    /// <summary>The value of the header <c>Authorization</c>.</summary>
    /// <param name="method">The method, upper case.</param>
    /// <param name="target">Path and query behind the endpoint, encoded.</param>
    /// <param name="headers">All headers of the request; among them <c>Date</c>.</param>
    /// <param name="time">The time in <c>Date</c>.</param>
    public string Sign(string method, string target, IEnumerable<KeyValuePair<string, string>> headers, DateTimeOffset time)
    {
        var scope = region is null ? null : new SigningScope(DateOnly.FromDateTime(time.UtcDateTime), region);
        var signature = RequestSignature.Sign(RequestSignature.Key(secret, scope), CanonicalString.Of(method, target, headers));
        return new AuthorizationHeader(accessKeyId, scope, signature).ToString();
    }
}
