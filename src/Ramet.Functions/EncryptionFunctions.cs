using System.Security.Cryptography;
using Ramet.DuckDb;
using static Ramet.Functions.ManagedFunctions;

namespace Ramet.Functions;

/// <summary>
/// AES-GCM with a key of 256 bits. The encrypted value is the nonce (12 bytes, random), the encrypted bytes, and the tag (16 bytes).
/// Source: the page "Encryption and decryption functions".
/// </summary>
internal static class EncryptionFunctions
{
    private const int KeyBytes = 32;
    private const int NonceBytes = 12;
    private const int TagBytes = 16;

    public static readonly ScalarFunction[] All =
    [
        Define("mc_sym_encrypt", [DuckDbKind.Blob, DuckDbKind.Blob, DuckDbKind.Varchar, DuckDbKind.Varchar], DuckDbKind.Blob,
            static (in row) => row.Return(Encrypt(row.Bytes(0), Open(row.Bytes(1), row.Text(2)), row.Bytes(3)))) with { IsVolatile = true },
        Define("mc_sym_decrypt", [DuckDbKind.Blob, DuckDbKind.Blob, DuckDbKind.Varchar, DuckDbKind.Varchar], DuckDbKind.Blob,
            static (in row) => row.Return(Decrypt(row.Bytes(0), Open(row.Bytes(1), row.Text(2)), row.Bytes(3)))),
    ];

    private static AesGcm Open(ReadOnlySpan<byte> key, string method)
    {
        if (!method.Equals("AES-GCM-256", StringComparison.OrdinalIgnoreCase))
            throw FunctionException.Invalid($"'{method}' is not a method of encryption; expected AES-GCM-256");
        if (key.Length != KeyBytes)
            throw FunctionException.Invalid($"the key has {key.Length} bytes; expected {KeyBytes}");
        return new AesGcm(key, TagBytes);
    }

    private static byte[] Encrypt(ReadOnlySpan<byte> value, AesGcm cipher, ReadOnlySpan<byte> associated)
    {
        using (cipher)
        {
            var result = new byte[NonceBytes + value.Length + TagBytes];
            var nonce = result.AsSpan(0, NonceBytes);
            RandomNumberGenerator.Fill(nonce);
            cipher.Encrypt(nonce, value, result.AsSpan(NonceBytes, value.Length), result.AsSpan(NonceBytes + value.Length), associated);
            return result;
        }
    }

    private static byte[] Decrypt(ReadOnlySpan<byte> value, AesGcm cipher, ReadOnlySpan<byte> associated)
    {
        using (cipher)
        {
            if (value.Length < NonceBytes + TagBytes)
                throw FunctionException.Invalid("the value was not made by sym_encrypt: it is too short");
            var result = new byte[value.Length - NonceBytes - TagBytes];
            try
            {
                cipher.Decrypt(value[..NonceBytes], value[NonceBytes..^TagBytes], value[^TagBytes..], result, associated);
                return result;
            }
            catch (AuthenticationTagMismatchException)
            {
                throw FunctionException.Invalid("the value was encrypted with another key or other associated data, or was changed");
            }
        }
    }
}
