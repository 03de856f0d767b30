using System.Buffers.Binary;

namespace Ramet.Protocol.Snappy;

/// <summary>Decompresses a stream in Snappy's framing format (<c>x-snappy-framed</c>). Bytes are given away when their checksum was right.</summary>
/// <param name="input">Gives the stream; the caller disposes it.</param>
public sealed class SnappyReadStream(Stream input) : ForwardReadStream
{
    private readonly byte[] chunk = new byte[SnappyFrames.ChecksumBytes + SnappyBlock.BlockBytesMax];
    private readonly byte[] content = new byte[SnappyBlock.ContentBytesMax];
    private int start;
    private int end;
    private bool isBegun;
    private bool isEnded;

    /// <inheritdoc/>
    /// <exception cref="InvalidDataException">The stream is damaged or cut off within a chunk.</exception>
    public override int Read(Span<byte> buffer)
    {
        if (buffer.Length == 0)
            return 0;
        while (start == end && !isEnded)
            ReadChunk();
        var count = Math.Min(buffer.Length, end - start);
        content.AsSpan(start, count).CopyTo(buffer);
        start += count;
        return count;
    }

    private void ReadChunk()
    {
        Span<byte> head = stackalloc byte[SnappyFrames.ChunkHeadBytes];
        var count = input.ReadAtLeast(head, head.Length, throwOnEndOfStream: false);
        if (count == 0)
        {
            isEnded = isBegun ? true : throw new InvalidDataException("a Snappy stream is empty");
            return;
        }
        if (count < head.Length)
            throw CutOff();
        var (kind, length) = (head[0], BinaryPrimitives.ReadInt32LittleEndian(head) >>> 8);
        switch (kind)
        {
            case SnappyFrames.Identifier:
                if (length != SnappyFrames.Beginning.Length - SnappyFrames.ChunkHeadBytes || !Take(length).SequenceEqual(SnappyFrames.Beginning[SnappyFrames.ChunkHeadBytes..]))
                    throw new InvalidDataException("this is no Snappy stream");
                isBegun = true;
                break;
            case var _ when !isBegun:
                throw new InvalidDataException("this is no Snappy stream");
            case SnappyFrames.Compressed or SnappyFrames.Uncompressed when length >= SnappyFrames.ChecksumBytes && length <= chunk.Length:
                ReadContent(kind, Take(length));
                break;
            case >= SnappyFrames.FirstSkippable:
                Skip(length);
                break;
            default:
                throw new InvalidDataException($"a Snappy chunk of kind {kind} with {length} bytes is not known");
        }
    }

    private void ReadContent(int kind, ReadOnlySpan<byte> part)
    {
        var expected = BinaryPrimitives.ReadUInt32LittleEndian(part);
        var data = part[SnappyFrames.ChecksumBytes..];
        if (kind == SnappyFrames.Compressed)
            (start, end) = (0, SnappyBlock.Decompress(data, content));
        else if (data.TryCopyTo(content))
            (start, end) = (0, data.Length);
        else
            throw new InvalidDataException("a Snappy chunk has more than 64 KiB");
        if (SnappyFrames.ChecksumOf(content.AsSpan(0, end)) != expected)
            throw new InvalidDataException("the checksum of a Snappy chunk is wrong");
    }

    private ReadOnlySpan<byte> Take(int length)
    {
        var part = chunk.AsSpan(0, length);
        return input.ReadAtLeast(part, length, throwOnEndOfStream: false) == length ? part : throw CutOff();
    }

    private void Skip(int length)
    {
        for (; length > 0; length -= chunk.Length)
            Take(Math.Min(length, chunk.Length));
    }

    private static InvalidDataException CutOff() => new("a Snappy stream is cut off within a chunk");
}
