using System.Buffers;
using System.IO.Compression;

namespace Ramet.Tables.Avro;

/// <summary>How the blocks of an Avro file are compressed: not at all, or with DEFLATE (RFC 1951). Others are not read.</summary>
internal static class AvroCodec
{
    public const string Null = "null";
    public const string Deflate = "deflate";

    /// <summary>More than any writer puts into a block; a limit for what a corrupt one can cost.</summary>
    private const int BlockBytesMax = 256 * 1024 * 1024;

    public static ReadOnlyMemory<byte> Compress(ReadOnlyMemory<byte> block)
    {
        using var output = new MemoryStream(block.Length / 4);
        using (var deflate = new DeflateStream(output, CompressionLevel.Fastest, leaveOpen: true))
            deflate.Write(block.Span);
        return output.GetBuffer().AsMemory(0, (int)output.Length);
    }

    public static ReadOnlyMemory<byte> Decompress(ReadOnlyMemory<byte> block, string codec, string document) => codec switch
    {
        Null => block,
        Deflate => Inflate(block, document),
        _ => throw AvroErrors.Corrupt(document, $"it is compressed with '{codec}'; '{Null}' or '{Deflate}' was expected"),
    };

    private static ReadOnlyMemory<byte> Inflate(ReadOnlyMemory<byte> block, string document)
    {
        try
        {
            using var inflate = new DeflateStream(new MemoryStream(block.ToArray(), writable: false), CompressionMode.Decompress);
            var output = new ArrayBufferWriter<byte>(Math.Max(block.Length * 4, 1024));
            while (inflate.Read(output.GetSpan(1)) is > 0 and var length)
            {
                output.Advance(length);
                if (output.WrittenCount > BlockBytesMax)
                    throw AvroErrors.Corrupt(document, $"a block inflates to more than {BlockBytesMax} bytes");
            }

            return output.WrittenMemory;
        }
        catch (InvalidDataException e)
        {
            throw AvroErrors.Corrupt(document, $"a block does not inflate ({e.Message})", e);
        }
    }
}
