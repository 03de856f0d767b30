using System.Buffers.Binary;

namespace Ramet.Protocol.Snappy;

/// <summary>
/// Compresses into Snappy's framing format (<c>x-snappy-framed</c>). Disposing it writes what is left and leaves the output open. When nothing was
/// written, nothing comes out: a reply that fails has not begun.
/// </summary>
/// <param name="output">Gets the stream; the caller disposes it.</param>
public sealed class SnappyWriteStream(Stream output) : ForwardWriteStream
{
    private readonly byte[] content = new byte[SnappyBlock.ContentBytesMax];
    private readonly byte[] chunk = new byte[SnappyFrames.ChunkHeadBytes + SnappyFrames.ChecksumBytes + SnappyBlock.BlockBytesMax];
    private readonly ushort[] table = new ushort[SnappyBlock.TableLength];
    private int length;
    private bool isBegun;

    /// <inheritdoc/>
    public override void Write(ReadOnlySpan<byte> buffer)
    {
        while (buffer.Length > 0)
        {
            var part = buffer[..Math.Min(buffer.Length, content.Length - length)];
            part.CopyTo(content.AsSpan(length));
            buffer = buffer[part.Length..];
            length += part.Length;
            if (length == content.Length)
                WriteChunk();
        }
    }

    /// <inheritdoc/>
    public override void Flush()
    {
        WriteChunk();
        output.Flush();
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
            WriteChunk();
        base.Dispose(disposing);
    }

    private void WriteChunk()
    {
        if (length == 0)
            return;
        if (!isBegun)
            output.Write(SnappyFrames.Beginning);
        isBegun = true;
        var source = content.AsSpan(0, length);
        var data = chunk.AsSpan(SnappyFrames.ChunkHeadBytes + SnappyFrames.ChecksumBytes);
        var (kind, bytes) = (SnappyFrames.Compressed, SnappyBlock.Compress(source, data, table));
        if (bytes >= length)
        {
            (kind, bytes) = (SnappyFrames.Uncompressed, length);
            source.CopyTo(data);
        }
        bytes += SnappyFrames.ChecksumBytes;
        BinaryPrimitives.WriteInt32LittleEndian(chunk, (bytes << 8) | kind);
        BinaryPrimitives.WriteUInt32LittleEndian(chunk.AsSpan(SnappyFrames.ChunkHeadBytes), SnappyFrames.ChecksumOf(source));
        output.Write(chunk.AsSpan(0, SnappyFrames.ChunkHeadBytes + bytes));
        length = 0;
    }
}
