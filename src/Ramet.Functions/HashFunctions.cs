using System.IO.Compression;
using System.Security.Cryptography;
using Ramet.DuckDb;
using static Ramet.Functions.ManagedFunctions;

namespace Ramet.Functions;

/// <summary>Checksums, hashes and compression. Source: the pages "Other functions" and "Encryption and decryption functions".</summary>
internal static class HashFunctions
{
    /// <summary>The result of DECOMPRESS is a value of a cell, for which this is more than enough; a small text may unpack to anything.</summary>
    private const int DecompressedBytesMax = 256 << 20;

    public static readonly ScalarFunction[] All =
    [
        Define("mc_crc32", [DuckDbKind.Varchar], DuckDbKind.BigInt, static (in row) => row.Return(Crc32(row.Bytes(0)))),
        Define("mc_sha2", [DuckDbKind.Varchar, DuckDbKind.BigInt], DuckDbKind.Varchar, static (in row) => row.Return(Sha2(row.Bytes(0), row.Integer(1)))),
        Define("mc_hash_text", [DuckDbKind.Varchar], DuckDbKind.Integer, static (in row) => row.Return(HashOfText(row.Bytes(0)))),
        Define("mc_hash_double", [DuckDbKind.Double], DuckDbKind.Integer, static (in row) => row.Return(Fold(BitConverter.DoubleToInt64Bits(row.Number(0))))),
        Define("mc_compress", [DuckDbKind.Blob], DuckDbKind.Blob, static (in row) => row.Return(Compress(row.Bytes(0)))),
        Define("mc_decompress", [DuckDbKind.Blob], DuckDbKind.Blob, static (in row) => row.Return(Decompress(row.Bytes(0)))),
    ];

    private static readonly uint[] crcOfByte = [.. Enumerable.Range(0, 256).Select(CrcOf)];

    // The polynomial of zip and Ethernet, reflected.
    private static uint CrcOf(int value)
    {
        var crc = (uint)value;
        for (var bit = 0; bit < 8; bit++)
            crc = (crc & 1) == 0 ? crc >> 1 : (crc >> 1) ^ 0xEDB88320;
        return crc;
    }

    private static long Crc32(ReadOnlySpan<byte> bytes)
    {
        var crc = uint.MaxValue;
        foreach (var value in bytes)
            crc = (crc >> 8) ^ crcOfByte[(crc ^ value) & 0xFF];
        return ~crc;
    }

    private static string? Sha2(ReadOnlySpan<byte> bytes, long bits) => bits switch
    {
        224 => Sha224.Hash(bytes),
        0 or 256 => Convert.ToHexStringLower(SHA256.HashData(bytes)),
        384 => Convert.ToHexStringLower(SHA384.HashData(bytes)),
        512 => Convert.ToHexStringLower(SHA512.HashData(bytes)),
        _ => null,
    };

    // Of Hive: 31 times the hash so far, plus the next byte, in 32 bits.
    private static int HashOfText(ReadOnlySpan<byte> utf8)
    {
        var hash = 0;
        foreach (var value in utf8)
            hash = unchecked(hash * 31 + (sbyte)value);
        return hash;
    }

    private static int Fold(long bits) => unchecked((int)(bits ^ (long)((ulong)bits >> 32)));

    private static byte[] Compress(ReadOnlySpan<byte> bytes)
    {
        // The stream writes nothing at all for nothing; this is the empty value in gzip's format.
        if (bytes.IsEmpty)
            return Convert.FromHexString("1F8B080000000000000003000000000000000000");
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Optimal, leaveOpen: true))
            gzip.Write(bytes);
        return packed.ToArray();
    }

    private static byte[] Decompress(ReadOnlySpan<byte> bytes)
    {
        try
        {
            using var packed = new MemoryStream(bytes.ToArray());
            using var gzip = new GZipStream(packed, CompressionMode.Decompress);
            using var unpacked = new MemoryStream();
            var buffer = new byte[1 << 16];
            while (gzip.Read(buffer) is > 0 and var count)
            {
                if (unpacked.Length + count > DecompressedBytesMax)
                    throw FunctionException.OutOfRange($"the value unpacks to more than {DecompressedBytesMax >> 20} MB");
                unpacked.Write(buffer, 0, count);
            }
            return unpacked.ToArray();
        }
        catch (InvalidDataException)
        {
            throw FunctionException.Invalid("the value was not made by compress: it is not in the format of gzip");
        }
    }
}
