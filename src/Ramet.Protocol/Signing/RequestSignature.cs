using System.Security.Cryptography;
using System.Text;

namespace Ramet.Protocol.Signing;

/// <summary>Signatures of requests, of version 2 (the secret signs) and version 4 (a key derived from the secret signs). Both are HMAC-SHA1.</summary>
public static class RequestSignature
{
    /// <summary>The longest base 64 text of a signature that is looked at: 20 bytes need 28 characters.</summary>
    private const int TextLengthMax = 64;

    /// <summary>The key that signs: the secret itself, or what is derived from it for a scope.</summary>
    /// <param name="secret">The secret of the access key.</param>
    /// <param name="scope">The scope of version 4; null for version 2.</param>
    public static byte[] Key(string secret, SigningScope? scope)
    {
        if (scope is null)
            return Encoding.UTF8.GetBytes(secret);
        var ofDate = Sha256(Encoding.UTF8.GetBytes(scope.Prefix + secret), scope.DateText);
        var ofRegion = Sha256(ofDate, scope.Region);
        var ofService = Sha256(ofRegion, SigningScope.Service);
        return Sha256(ofService, scope.Prefix + SigningScope.RequestSuffix);
    }

    /// <summary>The signature of a canonical string in base 64.</summary>
    public static string Sign(byte[] key, string canonicalString) => Convert.ToBase64String(Sha1(key, canonicalString));

    /// <summary>Whether a signature is that of the canonical string. Takes the same time wherever they differ.</summary>
    public static bool Verify(byte[] key, string canonicalString, string signature)
    {
        Span<byte> given = stackalloc byte[TextLengthMax];
        return signature.Length <= TextLengthMax
            && Convert.TryFromBase64String(signature, given, out var length)
            && CryptographicOperations.FixedTimeEquals(Sha1(key, canonicalString), given[..length]);
    }

    private static byte[] Sha256(byte[] key, string text) => HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(text));

#pragma warning disable CA5350 // The protocol prescribes SHA-1; as a MAC it is still sound.
    private static byte[] Sha1(byte[] key, string text) => HMACSHA1.HashData(key, Encoding.UTF8.GetBytes(text));
#pragma warning restore CA5350
}
