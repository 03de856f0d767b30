using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Ramet.Warehouse.Collection;

/// <summary>Short names for paths: the first 128 bits of a cryptographic hash. Two paths of one warehouse never have the same.</summary>
internal static class PathHash
{
    public static UInt128 Of(string path)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(Encoding.UTF8.GetBytes(path), hash);
        return BinaryPrimitives.ReadUInt128LittleEndian(hash);
    }
}
