using System.Buffers.Binary;
using System.Numerics;

namespace Ramet.Protocol;

/// <summary>
/// CRC-32C (Castagnoli; RFC 3720, appendix B.4), the checksum of MaxCompute's tunnel: reflected, begun with all ones, inverted at the end.
/// A value that changes: copy it to keep a state.
/// </summary>
public struct Crc32C
{
    private uint value;

    /// <summary>The checksum of what was added so far; 0 when nothing was.</summary>
    public readonly uint Value => value;

    /// <summary>Adds bytes.</summary>
    public void Add(ReadOnlySpan<byte> bytes)
    {
        var crc = ~value;
        for (; bytes.Length >= sizeof(ulong); bytes = bytes[sizeof(ulong)..])
            crc = BitOperations.Crc32C(crc, BinaryPrimitives.ReadUInt64LittleEndian(bytes));
        foreach (var single in bytes)
            crc = BitOperations.Crc32C(crc, single);
        value = ~crc;
    }

    /// <summary>Adds the four bytes of an integer, the lowest first.</summary>
    public void Add(int number) => value = ~BitOperations.Crc32C(~value, (uint)number);

    /// <summary>Adds the eight bytes of an integer, the lowest first.</summary>
    public void Add(long number) => value = ~BitOperations.Crc32C(~value, (ulong)number);
}
