using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Ramet.Protocol.Signing;
using Ramet.Server.Errors;
using Ramet.Server.Replies;
using Ramet.Server.Requests;
using Ramet.Warehouse.Security;

namespace Ramet.Server.Authentication;

/// <summary>
/// Finds out who made a request, by its signature (of version 2 or 4) or its token. Whoever is found may still be denied everything: that is
/// decided where the objects are known.
/// </summary>
/// <param name="keys">The access keys of the warehouse.</param>
/// <param name="tokens">Reads tokens.</param>
/// <param name="time">The clock.</param>
internal sealed class RequestAuthenticator(SigningKeys keys, BearerTokens tokens, TimeProvider time)
{
    private const string TokenHeader = "x-odps-bearer-token";

    /// <summary>How far the clock of a client may be off.</summary>
    private static readonly TimeSpan SkewMax = TimeSpan.FromMinutes(15);

    /// <summary>Headers of identities that this server does not issue.</summary>
    private static readonly string[] ForeignIdentities =
        ["authorization-sts-token", "application-authentication", "sts-authentication", "sts-token", "odps-x-supervision-token"];

    /// <summary>Who made the request.</summary>
    /// <exception cref="ProtocolException">It is not signed, or not rightly.</exception>
    public Caller Authenticate(HttpContext context)
    {
        var headers = context.Request.Headers;
        if (ForeignIdentities.FirstOrDefault(headers.ContainsKey) is { } foreign)
        {
            throw new ProtocolException(
                WireError.Unauthorized, $"The header {foreign} belongs to an identity that this server does not issue; sign with an access key of the warehouse alone.");
        }
        if (headers.Authorization.Count > 0)
            return AuthenticateSignature(context, headers.Authorization.ToString());
        if (headers.TryGetValue(TokenHeader, out var token))
            return tokens.Read(token.ToString());
        throw new ProtocolException(WireError.Unauthorized, "The request authorization header is invalid or missing.");
    }

    private Caller AuthenticateSignature(HttpContext context, string text)
    {
        if (!AuthorizationHeader.HasScheme(text))
            throw new ProtocolException(WireError.UnknownSignatureMethod, "ODPS-0410021: Invalid signature method - expected 'ODPS id:signature'");
        if (!AuthorizationHeader.TryParse(text, out var header))
            throw new ProtocolException(WireError.MalformedAuthentication, "ODPS-0410011: Invalid authentication parameters - expected 'ODPS id:signature'");
        CheckDate(context, header);
        var key = keys.Find(header.AccessKeyId)
            ?? throw new ProtocolException(WireError.UnknownAccessKey, $"ODPS-0410051: Invalid credentials - accessKeyId not found: '{header.AccessKeyId}'");
        CheckSignature(context, header, key);
        return new Caller(key.Principal, key.Id);
    }

    private void CheckDate(HttpContext context, AuthorizationHeader header)
    {
        var text = context.Request.Headers.Date.ToString();
        if (text.Length == 0)
            throw new ProtocolException(WireError.MissingAuthentication, "ODPS-0410001: Missing authentication parameters - the header Date is missing");
        if (!HttpTime.TryParse(text, out var date))
            throw new ProtocolException(WireError.MalformedAuthentication, $"ODPS-0410011: Invalid authentication parameters - '{text}' in the header Date is no HTTP date");
        if (header.Scope is { } scope && scope.Date != DateOnly.FromDateTime(date.UtcDateTime))
        {
            throw new ProtocolException(
                WireError.MalformedAuthentication, "ODPS-0410011: Invalid authentication parameters - the day of the signature and that of the header Date differ");
        }
        var now = time.GetUtcNow();
        if (date < now - SkewMax)
            throw new ProtocolException(WireError.RequestExpired, $"ODPS-0410031: Authentication request expired - {Skew(date, now)}");
        if (date > now + SkewMax)
            throw new ProtocolException(WireError.RequestTimeTooSkewed, Skew(date, now));
    }

    private static void CheckSignature(HttpContext context, AuthorizationHeader header, SigningKey key)
    {
        var target = RequestTarget.WithoutOrigin(context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget);
        var headers = context.Request.Headers.Select(static pair => KeyValuePair.Create(pair.Key, pair.Value.ToString()));
        var candidates = CanonicalString.Candidates(context.Request.Method, target, headers).ToList();
        var signingKey = RequestSignature.Key(key.Secret, header.Scope);
        if (!candidates.Exists(candidate => RequestSignature.Verify(signingKey, candidate, header.Signature)))
        {
            throw new ProtocolException(
                WireError.SignatureNotMatch, $"ODPS-0410042: Invalid signature value - it is not that of the text '{candidates[0].ReplaceLineEndings("\\n")}'");
        }
    }

    /// <summary>The text from which PyODPS reads both times.</summary>
    private static string Skew(DateTimeOffset date, DateTimeOffset now) => string.Create(
        CultureInfo.InvariantCulture,
        $"max_interval_date:{SkewMax.TotalMilliseconds:0},expire_date:{date.UtcDateTime:yyyy-MM-ddTHH:mm:ss.fff}Z,now_date:{now.UtcDateTime:yyyy-MM-ddTHH:mm:ss.fff}Z");
}
