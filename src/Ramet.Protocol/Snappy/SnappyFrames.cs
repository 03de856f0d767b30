namespace Ramet.Protocol.Snappy;

/// <summary>
/// The Snappy framing format (github.com/google/snappy, framing_format.txt), in the tunnel <c>x-snappy-framed</c>:
/// <code>
/// stream  = ff 06 00 00 "sNaPpY" { chunk }
/// chunk   = kind length (3 bytes) content
/// content = checksum (4 bytes) block or bytes          of the kinds 0 and 1; at most 64 KiB of bytes
/// </code>
/// Numbers are little-endian. The checksum is a <see cref="Crc32C"/> of the bytes as they were before, turned and added to.
/// </summary>
internal static class SnappyFrames
{
    public const int ChunkHeadBytes = 4;
    public const int ChecksumBytes = 4;

    /// <summary>A block.</summary>
    public const int Compressed = 0x00;

    /// <summary>Bytes as they are.</summary>
    public const int Uncompressed = 0x01;

    /// <summary>The kinds from here on are passed over when they are not known.</summary>
    public const int FirstSkippable = 0x80;

    /// <summary>What a stream begins with; it may come again.</summary>
    public const int Identifier = 0xFF;

    /// <summary>The first chunk.</summary>
    public static ReadOnlySpan<byte> Beginning => [0xFF, 6, 0, 0, (byte)'s', (byte)'N', (byte)'a', (byte)'P', (byte)'p', (byte)'Y'];

    /// <summary>The checksum of bytes.</summary>
    public static uint ChecksumOf(ReadOnlySpan<byte> bytes)
    {
        var crc = default(Crc32C);
        crc.Add(bytes);
        return uint.RotateRight(crc.Value, 15) + 0xA282EAD8;
    }
}
