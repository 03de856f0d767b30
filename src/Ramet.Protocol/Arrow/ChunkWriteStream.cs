using System.Buffers.Binary;

namespace Ramet.Protocol.Arrow;

/// <summary>Writes bytes as <see cref="ChecksumChunks"/>. Disposing it neither ends nor closes the output.</summary>
/// <param name="output">Gets the bytes; the caller disposes it.</param>
public sealed class ChunkWriteStream(Stream output) : Stream
{
    private Crc32C chunk;
    private Crc32C all;
    private int chunkBytes;
    private bool isBegun;

    /// <inheritdoc/>
    public override bool CanRead => false;

    /// <inheritdoc/>
    public override bool CanSeek => false;

    /// <inheritdoc/>
    public override bool CanWrite => true;

    /// <inheritdoc/>
    public override long Length => throw new NotSupportedException();

    /// <inheritdoc/>
    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

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

    /// <inheritdoc/>
    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    /// <summary>Writes what stands behind the last byte.</summary>
    public void End()
    {
        Begin();
        WriteNumber(all.Value);
    }

    /// <inheritdoc/>
    public override void Flush() => output.Flush();

    /// <inheritdoc/>
    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void SetLength(long value) => throw new NotSupportedException();

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
