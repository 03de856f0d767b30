using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Ramet.Access;
using Ramet.Errors;
using Ramet.Server.Errors;
using Ramet.Warehouse.Security;

namespace Ramet.Server.Authentication;

/// <summary>
/// Tokens with which somebody else may look at something for a while, as clients put them into addresses of job pages. A token is signed with
/// the secret of the access key of whoever asked for it: it gives never more than its principal may, ends with the key, and nothing about it
/// is stored.
/// <para>
/// Base 64 of <c>version,key,end,nonce,policy,signature</c>. Clients read the third part, the end in seconds since 1970.
/// </para>
/// </summary>
/// <param name="keys">The access keys of the warehouse.</param>
/// <param name="time">The clock.</param>
internal sealed class BearerTokens(SigningKeys keys, TimeProvider time)
{
    /// <summary>The longest life of a token.</summary>
    public static readonly TimeSpan LifetimeMax = TimeSpan.FromDays(31);

    private const string Version = "1";
    private const int Parts = 6;
    private const int NonceBytes = 12;
    private const int LengthMax = 16_384;

    /// <summary>Makes a token.</summary>
    /// <param name="accessKeyId">The access key of the request that asks for it.</param>
    /// <param name="lifetime">How long it holds; more than 0, at most <see cref="LifetimeMax"/>.</param>
    /// <param name="policyJson">What it is good for.</param>
    /// <exception cref="RametException">The policy is none, or the lifetime is not allowed (kind User).</exception>
    public string Issue(string accessKeyId, TimeSpan lifetime, string policyJson)
    {
        if (lifetime <= TimeSpan.Zero || lifetime > LifetimeMax)
            throw new RametException(ErrorCode.InvalidParameter, ErrorKind.User, $"a token holds from 1 to {LifetimeMax.TotalHours:0} hours");
        PolicyDocument.Parse(policyJson, allowsPrincipals: false);
        var key = keys.Find(accessKeyId) ?? throw Refused();
        var end = (time.GetUtcNow() + lifetime).ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        var nonce = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(NonceBytes));
        var policy = Convert.ToBase64String(Encoding.UTF8.GetBytes(policyJson));
        var signed = string.Join(',', Version, accessKeyId, end, nonce, policy);
        var token = Convert.ToBase64String(Encoding.UTF8.GetBytes($"{signed},{Signature(key, signed)}"));
        return token.Length <= LengthMax ? token : throw new RametException(ErrorCode.InvalidParameter, ErrorKind.User, "the policy of a token is too long");
    }

    /// <summary>Who a token stands for.</summary>
    /// <exception cref="ProtocolException">It is none, is over, or its access key does not exist any more.</exception>
    public Caller Read(string token)
    {
        var parts = Decode(token)?.Split(',');
        if (parts is not { Length: Parts } || parts[0] != Version || keys.Find(parts[1]) is not { } key)
            throw Refused();
        var signed = string.Join(',', parts[..^1]);
        var isSigned = CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(Signature(key, signed)), Encoding.UTF8.GetBytes(parts[^1]));
        if (!isSigned || long.Parse(parts[2], CultureInfo.InvariantCulture) <= time.GetUtcNow().ToUnixTimeSeconds())
            throw Refused();
        var policy = PolicyDocument.Parse(Encoding.UTF8.GetString(Convert.FromBase64String(parts[4])), allowsPrincipals: false);
        return new Caller(key.Principal, key.Id) { TokenPolicy = policy };
    }

    /// <summary>Lets a token do what its policy says: read a project, or an instance with what belongs to it.</summary>
    /// <param name="caller">Who came with a token.</param>
    /// <param name="method">The method of the request.</param>
    /// <param name="segments">The path of the request.</param>
    /// <exception cref="ProtocolException">The policy does not allow it.</exception>
    public void Admit(Caller caller, string method, IReadOnlyList<string> segments)
    {
        var resource = segments switch
        {
            ["projects", var project] => $"{ResourcePath.Prefix}projects/{project}",
            ["projects", var project, "instances", var instance, ..] => $"{ResourcePath.Prefix}projects/{project}/instances/{instance}",
            _ => null,
        };
        var asks = new AccessCaller(caller.Principal, time.GetUtcNow());
        var isAllowed = method is "GET" or "HEAD"
            && resource is not null
            && caller.TokenPolicy is { } policy
            && policy.Says(PolicyEffect.Allow, asks, AccessAction.Read, resource)
            && !policy.Says(PolicyEffect.Deny, asks, AccessAction.Read, resource);
        if (!isAllowed)
            throw new ProtocolException(WireError.NoPermission, "ODPS-0420095: Access Denied - the token is not good for this; it may only read what its policy names");
    }

    /// <summary>With a text of its own before it, so that a signature of a request is never one of a token.</summary>
    private static string Signature(SigningKey key, string signed) =>
        Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(key.Secret), Encoding.UTF8.GetBytes($"bearer token\n{signed}")));

    private static string? Decode(string token)
    {
        if (token.Length > LengthMax)
            return null;
        var bytes = new byte[token.Length];
        return Convert.TryFromBase64String(token, bytes, out var length) ? Encoding.UTF8.GetString(bytes.AsSpan(0, length)) : null;
    }

    private static ProtocolException Refused() => new(WireError.TokenRefused, "The bearer token is not one of this server, has ended, or was signed by a key that was dropped.");
}
