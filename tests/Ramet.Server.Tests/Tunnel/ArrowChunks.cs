using System.Buffers.Binary;

namespace Ramet.Server.Tests.Tunnel;

/// <summary>The chunks with checksums in which Arrow batches travel, written from the description of the protocol alone.</summary>
internal static class ArrowChunks
{
    /// <summary>Divides bytes into chunks.</summary>
    public static byte[] Write(byte[] content, int chunkBytes = 65536)
    {
        var framed = new List<byte>(Number((uint)chunkBytes));
        var at = 0;
        for (; content.Length - at >= chunkBytes; at += chunkBytes)
        {
            framed.AddRange(content.AsSpan(at, chunkBytes));
            framed.AddRange(Number(RecordCodec.Crc(content[at..(at + chunkBytes)])));
        }
        framed.AddRange(content.AsSpan(at));
        framed.AddRange(Number(RecordCodec.Crc(content)));
        return [.. framed];
    }

    /// <summary>Puts the bytes together, and fails when a checksum is wrong.</summary>
    public static byte[] Read(byte[] framed)
    {
        var chunkBytes = (int)BinaryPrimitives.ReadUInt32BigEndian(framed);
        var content = new List<byte>();
        var at = 4;
        for (; framed.Length - at >= chunkBytes + 4; at += chunkBytes + 4)
        {
            var chunk = framed[at..(at + chunkBytes)];
            Assert.Equal(RecordCodec.Crc(chunk), BinaryPrimitives.ReadUInt32BigEndian(framed.AsSpan(at + chunkBytes)));
            content.AddRange(chunk);
        }
        content.AddRange(framed[at..^4]);
        Assert.Equal(RecordCodec.Crc(content), BinaryPrimitives.ReadUInt32BigEndian(framed.AsSpan(framed.Length - 4)));
        return [.. content];
    }

    private static byte[] Number(uint number)
    {
        var bytes = new byte[4];
        BinaryPrimitives.WriteUInt32BigEndian(bytes, number);
        return bytes;
    }
}
