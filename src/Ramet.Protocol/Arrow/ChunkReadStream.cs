using System.Buffers.Binary;

namespace Ramet.Protocol.Arrow;

/// <summary>Reads what <see cref="ChunkWriteStream"/> writes. A chunk is given away when its checksum was right; the end is one when all of them were.</summary>
/// <param name="input">Gives the bytes; the caller disposes it.</param>
public sealed class ChunkReadStream(Stream input) : ForwardReadStream
{
    private byte[] held = [];
    private Crc32C all;
    private int start;
    private int end;
    private int chunkBytes;
    private bool isEnded;

    /// <inheritdoc/>
    /// <exception cref="InvalidDataException">A checksum is wrong, or there is no end.</exception>
    public override int Read(Span<byte> buffer)
    {
        if (buffer.Length == 0)
            return 0;
        while (start == end && !isEnded)
            ReadChunk();
        var count = Math.Min(buffer.Length, end - start);
        held.AsSpan(start, count).CopyTo(buffer);
        start += count;
        return count;
    }

    private void ReadChunk()
    {
        if (chunkBytes == 0)
            Begin();
        if (isEnded)
            return;
        var count = input.ReadAtLeast(held, held.Length, throwOnEndOfStream: false);
        if (count < sizeof(uint))
            throw new InvalidDataException("the stream is cut off before its last checksum");
        var content = held.AsSpan(0, count - sizeof(uint));
        all.Add(content);
        isEnded = content.Length < chunkBytes;
        var chunk = default(Crc32C);
        chunk.Add(content);
        var expected = isEnded ? all.Value : chunk.Value;
        var found = BinaryPrimitives.ReadUInt32BigEndian(held.AsSpan(content.Length));
        if (found != expected)
            throw new InvalidDataException($"the checksum of its bytes is {found:X8} where those that arrived give {expected:X8}");
        (start, end) = (0, content.Length);
    }

    private void Begin()
    {
        Span<byte> prefix = stackalloc byte[sizeof(uint)];
        if (input.ReadAtLeast(prefix, prefix.Length, throwOnEndOfStream: false) < prefix.Length)
            throw new InvalidDataException("the stream is empty; one without rows has a checksum, too");
        var announced = BinaryPrimitives.ReadUInt32BigEndian(prefix);
        if (announced == 0)
        {
            // The checksum of nothing.
            isEnded = input.ReadByte() < 0 ? true : throw new InvalidDataException("its chunks would have no bytes");
            return;
        }
        if (announced > ChecksumChunks.ChunkBytesMax)
            throw new InvalidDataException($"its chunks would have {announced} bytes where {ChecksumChunks.ChunkBytesMax} are allowed");
        chunkBytes = (int)announced;
        held = new byte[chunkBytes + sizeof(uint)];
    }
}
