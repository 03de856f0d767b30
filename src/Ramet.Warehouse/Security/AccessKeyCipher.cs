using System.Security.Cryptography;
using System.Text;
using Ramet.Errors;
using Ramet.Tables.Storage;

namespace Ramet.Warehouse.Security;

/// <summary>
/// Encrypts the secrets of access keys. Requests are signed with the secret itself, so it cannot be stored as a hash; the catalog holds it
/// encrypted (AES-256-GCM, bound to the id of its access key), and the key lies beside the catalog in a file that only the owner of the
/// directory may read. Thread-safe.
/// </summary>
/// <param name="directory">The directory of the warehouse.</param>
internal sealed class AccessKeyCipher(string directory)
{
    /// <summary>The name of the key file in the directory of the warehouse.</summary>
    public const string FileName = "access.key";

    private const int KeyBytes = 32;
    private const int NonceBytes = 12;
    private const int TagBytes = 16;
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private readonly string path = Path.Combine(directory, FileName);

    /// <summary>Encrypts a secret; makes the key file when there is none.</summary>
    /// <param name="id">The id of the access key.</param>
    /// <param name="secret">Its secret.</param>
    /// <returns>Nonce, tag and encrypted text.</returns>
    public byte[] Encrypt(string id, string secret)
    {
        var plain = Encoding.UTF8.GetBytes(secret);
        var encrypted = new byte[NonceBytes + TagBytes + plain.Length];
        var nonce = encrypted.AsSpan(0, NonceBytes);
        RandomNumberGenerator.Fill(nonce);
        using var aes = new AesGcm(ReadOrMakeKey(), TagBytes);
        aes.Encrypt(nonce, plain, encrypted.AsSpan(NonceBytes + TagBytes), encrypted.AsSpan(NonceBytes, TagBytes), Encoding.UTF8.GetBytes(id));
        return encrypted;
    }

    /// <summary>Decrypts what <see cref="Encrypt"/> gave for the same id.</summary>
    /// <exception cref="RametException">The key file is missing or another one, or the text was changed (kind Environment).</exception>
    public string Decrypt(string id, ReadOnlySpan<byte> encrypted)
    {
        if (encrypted.Length < NonceBytes + TagBytes || !File.Exists(path))
            throw Unreadable(id, null);
        var plain = new byte[encrypted.Length - NonceBytes - TagBytes];
        try
        {
            using var aes = new AesGcm(ReadKey(), TagBytes);
            aes.Decrypt(encrypted[..NonceBytes], encrypted[(NonceBytes + TagBytes)..], encrypted.Slice(NonceBytes, TagBytes), plain, Encoding.UTF8.GetBytes(id));
        }
        catch (CryptographicException error)
        {
            throw Unreadable(id, error);
        }
        return Encoding.UTF8.GetString(plain);
    }

    private byte[] ReadOrMakeKey()
    {
        if (!File.Exists(path))
            MakeKey();
        return ReadKey();
    }

    private byte[] ReadKey()
    {
        var key = File.ReadAllBytes(path);
        return key.Length == KeyBytes
            ? key
            : throw new RametException(
                ErrorCode.StorageError, ErrorKind.Environment, $"the key file '{path}' has {key.Length} bytes, expected {KeyBytes}", hint: "Restore it from a backup.");
    }

    /// <summary>
    /// The file appears whole or not at all, and is on the disk before anything is encrypted with it. Of two processes that make one at the same
    /// time, the first wins.
    /// </summary>
    private void MakeKey()
    {
        var draft = $"{path}.{Guid.NewGuid():n}";
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = OwnerOnly;
        try
        {
            using (var file = new FileStream(draft, options))
            {
                file.Write(RandomNumberGenerator.GetBytes(KeyBytes));
                file.Flush(flushToDisk: true);
            }
            File.Move(draft, path, overwrite: false);
            Durability.FlushDirectory(directory);
        }
        catch (IOException) when (File.Exists(path))
        {
            // Somebody else was faster.
        }
        finally
        {
            File.Delete(draft);
        }
    }

    private RametException Unreadable(string id, Exception? cause) => new(
        ErrorCode.StorageError,
        ErrorKind.Environment,
        $"the secret of access key '{id}' cannot be decrypted with the key file '{path}'",
        hint: "Restore the key file that belongs to this catalog, or drop the access key and create another one.",
        cause: cause);
}
