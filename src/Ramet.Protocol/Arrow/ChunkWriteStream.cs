using System.Buffers.Binary;

namespace Ramet.Protocol.Arrow;

/// <summary>Writes bytes as <see cref="ChecksumChunks"/>. Disposing it neither ends nor closes the output.</summary>
/// <param name="output">Gets the bytes; the caller disposes it.</param>
public sealed class ChunkWriteStream(Stream output) : ForwardWriteStream
{
    private Crc32C chunk;
    private Crc32C all;
    private int chunkBytes;
    private bool isBegun;

    /// <inheritdoc/>
    public override void Write(ReadOnlySpan<byte> buffer)
    {
        Begin();
        all.Add(buffer);
        while (buffer.Length > 0)
        {
            var part = buffer[..Math.Min(buffer.Length, ChecksumChunks.ChunkBytes - chunkBytes)];
            buffer = buffer[part.Length..];
            output.Write(part);
            chunk.Add(part);
            chunkBytes += part.Length;
            if (chunkBytes == ChecksumChunks.ChunkBytes)
                EndChunk();
        }
    }

    /// <summary>Writes what stands behind the last byte.</summary>
    public void End()
    {
        Begin();
        WriteNumber(all.Value);
    }

    /// <inheritdoc/>
    public override void Flush() => output.Flush();

    private void Begin()
    {
        if (!isBegun)
            WriteNumber(ChecksumChunks.ChunkBytes);
        isBegun = true;
    }

    private void EndChunk()
    {
        WriteNumber(chunk.Value);
        (chunk, chunkBytes) = (default, 0);
    }

    private void WriteNumber(uint number)
    {
        Span<byte> bytes = stackalloc byte[sizeof(uint)];
        BinaryPrimitives.WriteUInt32BigEndian(bytes, number);
        output.Write(bytes);
    }
}
