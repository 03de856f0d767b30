using System.Collections.Concurrent;
using Ramet.Access;
using Ramet.Catalog;
using Ramet.Errors;

namespace Ramet.Warehouse.Security;

/// <summary>
/// The access keys by which requests are signed. The catalog is asked each time, so that a key that was dropped, by any process, is refused at
/// once; kept in memory is only what decrypting gave. Thread-safe.
/// </summary>
public sealed class SigningKeys
{
    private const int KeptMax = 10_000;

    private readonly ConcurrentDictionary<string, (ReadOnlyMemory<byte> Encrypted, SigningKey Key)> decrypted = new(StringComparer.Ordinal);
    private readonly ICatalog catalog;
    private readonly AccessKeyCipher cipher;

    internal SigningKeys(ICatalog catalog, AccessKeyCipher cipher)
    {
        this.catalog = catalog;
        this.cipher = cipher;
    }

    /// <summary>The key of this id with its secret; null when there is none.</summary>
    /// <exception cref="RametException">The catalog cannot be read, or the secret cannot be decrypted (kind Environment).</exception>
    public SigningKey? Find(string id)
    {
        if (catalog.FindAccessKey(id) is not { } stored)
        {
            decrypted.TryRemove(id, out _);
            return null;
        }
        if (decrypted.TryGetValue(id, out var kept) && kept.Encrypted.Span.SequenceEqual(stored.EncryptedSecret.Span))
            return kept.Key;
        if (decrypted.Count >= KeptMax)
            decrypted.Clear();
        var key = new SigningKey(stored.Id, stored.Principal, cipher.Decrypt(stored.Id, stored.EncryptedSecret.Span));
        decrypted[id] = (stored.EncryptedSecret, key);
        return key;
    }
}

/// <summary>An access key with its secret. No record, so that its text never shows the secret.</summary>
public sealed class SigningKey
{
    internal SigningKey(string id, Principal principal, string secret)
    {
        Id = id;
        Principal = principal;
        Secret = secret;
    }

    /// <summary>The id, which every request names.</summary>
    public string Id { get; }

    /// <summary>On whose behalf requests with it run.</summary>
    public Principal Principal { get; }

    /// <summary>The secret; never to be shown or logged.</summary>
    public string Secret { get; }
}
