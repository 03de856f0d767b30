namespace Ramet.Protocol.Arrow;

/// <summary>
/// The form in which the tunnel carries Arrow batches. Integers are big-endian; the checksums are <see cref="Crc32C"/>.
/// <code>
/// body = chunkBytes { chunk checksum } rest checksum
/// </code>
/// Chunks have <c>chunkBytes</c> bytes each, with a checksum of their own; the rest has fewer, perhaps none, and the checksum of everything. A
/// sender who has nothing to send may leave out <c>chunkBytes</c>.
/// </summary>
internal static class ChecksumChunks
{
    /// <summary>Bytes of a chunk that is written.</summary>
    public const int ChunkBytes = 64 * 1024;

    /// <summary>The largest chunk that is read: it is held in memory until its checksum has come.</summary>
    public const int ChunkBytesMax = 16 * 1024 * 1024;
}
