using System.Diagnostics.CodeAnalysis;

namespace Ramet.Protocol.Signing;

/// <summary>The <c>Authorization</c> header of a signed request: <c>ODPS id:signature</c>, or version 4 with a scope behind the id.</summary>
/// <param name="AccessKeyId">The id of the access key.</param>
/// <param name="Scope">What the key was derived for; null for version 2, which signs with the secret itself.</param>
/// <param name="Signature">The signature in base 64.</param>
public sealed record AuthorizationHeader(string AccessKeyId, SigningScope? Scope, string Signature)
{
    /// <summary>The word with which the header begins.</summary>
    public const string Scheme = "ODPS";

    private const int V4Parts = 5;

    /// <summary>Whether a header names the scheme of this protocol.</summary>
    public static bool HasScheme(string text) => text.StartsWith(Scheme + " ", StringComparison.OrdinalIgnoreCase);

    /// <summary>Reads the header; false when it is none of the two forms.</summary>
    public static bool TryParse(string text, [NotNullWhen(true)] out AuthorizationHeader? header)
    {
        header = null;
        if (!HasScheme(text))
            return false;
        var value = text.AsSpan(Scheme.Length + 1).Trim();
        var colon = value.LastIndexOf(':');
        if (colon <= 0 || colon == value.Length - 1)
            return false;
        var parts = value[..colon].ToString().Split('/');
        var scope = parts.Length == V4Parts ? SigningScope.TryParse(parts[1], parts[2], parts[3], parts[4]) : null;
        if ((parts.Length != 1 && scope is null) || parts[0].Length == 0)
            return false;
        header = new AuthorizationHeader(parts[0], scope, value[(colon + 1)..].ToString());
        return true;
    }

    /// <summary>The value of the header.</summary>
    public override string ToString() => Scope is null ? $"{Scheme} {AccessKeyId}:{Signature}" : $"{Scheme} {AccessKeyId}/{Scope}:{Signature}";
}
