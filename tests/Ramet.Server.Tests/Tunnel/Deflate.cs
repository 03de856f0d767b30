using System.IO.Compression;

namespace Ramet.Server.Tests.Tunnel;

/// <summary>Bodies compressed as <c>deflate</c>.</summary>
internal static class Deflate
{
    public static byte[] Compress(byte[] bytes)
    {
        using var buffer = new MemoryStream();
        using (var zlib = new ZLibStream(buffer, CompressionMode.Compress))
            zlib.Write(bytes);
        return buffer.ToArray();
    }

    public static byte[] Decompress(byte[] bytes)
    {
        using var zlib = new ZLibStream(new MemoryStream(bytes), CompressionMode.Decompress);
        using var buffer = new MemoryStream();
        zlib.CopyTo(buffer);
        return buffer.ToArray();
    }
}
