using System.Buffers.Binary;

namespace Ramet.Protocol.Snappy;

/// <summary>
/// The Snappy block format (github.com/google/snappy, format_description.txt): the length of the content as a varint, then literals and copies
/// of what came before. The lowest two bits of an element's first byte say what it is.
/// </summary>
internal static class SnappyBlock
{
    /// <summary>The most content of a block in the framing format.</summary>
    public const int ContentBytesMax = 64 * 1024;

    /// <summary>The most bytes that such a block has.</summary>
    public const int BlockBytesMax = 32 + ContentBytesMax + (ContentBytesMax / 6);

    /// <summary>Number of positions that the table of a compressor holds.</summary>
    public const int TableLength = 1 << TableBits;

    private const int TableBits = 14;
    private const int Literal = 0;
    private const int CopyOfOneByteOffset = 1;
    private const int CopyOfTwoByteOffset = 2;
    private const int CopyOfFourByteOffset = 3;
    private const int MatchBytesMin = 4;
    private const int CopyBytesMax = 64;

    /// <summary>Compresses content.</summary>
    /// <param name="content">The content, at most <see cref="ContentBytesMax"/>.</param>
    /// <param name="block">Gets the block; has room for <see cref="BlockBytesMax"/>.</param>
    /// <param name="table">Memory for <see cref="TableLength"/> positions, with whatever in it.</param>
    /// <returns>The length of the block.</returns>
    public static int Compress(ReadOnlySpan<byte> content, Span<byte> block, Span<ushort> table)
    {
        table.Clear();
        var written = WriteVarint(block, (uint)content.Length);
        var (literalStart, at) = (0, 0);
        while (at + MatchBytesMin <= content.Length)
        {
            var next = BinaryPrimitives.ReadUInt32LittleEndian(content[at..]);
            ref var entry = ref table[(int)((next * 0x1E35A7BD) >> (32 - TableBits))];
            int candidate = entry;
            entry = (ushort)at;
            if (candidate >= at || BinaryPrimitives.ReadUInt32LittleEndian(content[candidate..]) != next)
            {
                at += 1 + ((at - literalStart) >> 5); // hurries through what does not repeat
                continue;
            }
            var length = MatchBytesMin + content[(at + MatchBytesMin)..].CommonPrefixLength(content[(candidate + MatchBytesMin)..]);
            written += WriteLiteral(block[written..], content[literalStart..at]);
            written += WriteCopy(block[written..], at - candidate, length);
            at += length;
            literalStart = at;
        }
        return written + WriteLiteral(block[written..], content[literalStart..]);
    }

    /// <summary>Decompresses a block.</summary>
    /// <param name="block">The block.</param>
    /// <param name="content">Gets the content.</param>
    /// <returns>The length of the content.</returns>
    /// <exception cref="InvalidDataException">The block is malformed, or its content is longer than there is room.</exception>
    public static int Decompress(ReadOnlySpan<byte> block, Span<byte> content)
    {
        var length = ReadVarint(ref block);
        if (length > (uint)content.Length)
            throw Malformed();
        content = content[..(int)length];
        var written = 0;
        while (block.Length > 0)
        {
            int tag = block[0];
            block = block[1..];
            written += (tag & 3) == Literal
                ? ReadLiteral(tag >> 2, ref block, content[written..])
                : ReadCopy(tag, ref block, content, written);
        }
        return written == content.Length ? written : throw Malformed();
    }

    private static int ReadLiteral(int lengthCode, ref ReadOnlySpan<byte> block, Span<byte> content)
    {
        var lengthBytes = Math.Max(0, lengthCode - 59); // 60 to 63 mean that one to four bytes follow
        var length = (lengthBytes == 0 ? lengthCode : ReadNumber(ref block, lengthBytes)) + 1;
        if (length > block.Length || length > content.Length)
            throw Malformed();
        block[..(int)length].CopyTo(content);
        block = block[(int)length..];
        return (int)length;
    }

    private static int ReadCopy(int tag, ref ReadOnlySpan<byte> block, Span<byte> content, int written)
    {
        var (length, offset) = (tag & 3) switch
        {
            CopyOfOneByteOffset => (4 + ((tag >> 2) & 7), ((tag >> 5) * 256L) + ReadNumber(ref block, 1)),
            CopyOfTwoByteOffset => ((tag >> 2) + 1, ReadNumber(ref block, 2)),
            _ => ((tag >> 2) + 1, ReadNumber(ref block, CopyOfFourByteOffset + 1)),
        };
        if (offset == 0 || offset > written || length > content.Length - written)
            throw Malformed();
        for (var i = written; i < written + length; i++)
            content[i] = content[i - (int)offset]; // byte by byte: a copy may repeat itself
        return length;
    }

    private static int WriteLiteral(Span<byte> block, ReadOnlySpan<byte> literal)
    {
        if (literal.Length == 0)
            return 0;
        var (code, lengthBytes) = (literal.Length - 1) switch
        {
            < 60 and var length => (length, 0),
            < 1 << 8 => (60, 1),
            _ => (61, 2),
        };
        block[0] = (byte)((code << 2) | Literal);
        WriteNumber(block[1..], literal.Length - 1, lengthBytes);
        literal.CopyTo(block[(1 + lengthBytes)..]);
        return 1 + lengthBytes + literal.Length;
    }

    private static int WriteCopy(Span<byte> block, int offset, int length)
    {
        var written = 0;
        for (; length > 0; length -= CopyBytesMax)
        {
            block[written] = (byte)(((Math.Min(length, CopyBytesMax) - 1) << 2) | CopyOfTwoByteOffset);
            WriteNumber(block[(written + 1)..], offset, 2);
            written += 3;
        }
        return written;
    }

    private static long ReadNumber(ref ReadOnlySpan<byte> block, int bytes)
    {
        if (bytes > block.Length)
            throw Malformed();
        var number = 0L;
        for (var i = 0; i < bytes; i++)
            number |= (long)block[i] << (8 * i);
        block = block[bytes..];
        return number;
    }

    private static void WriteNumber(Span<byte> block, int number, int bytes)
    {
        for (var i = 0; i < bytes; i++)
            block[i] = (byte)(number >> (8 * i));
    }

    private static uint ReadVarint(ref ReadOnlySpan<byte> block)
    {
        var value = 0UL;
        for (var shift = 0; shift < 35; shift += 7)
        {
            var part = ReadNumber(ref block, 1);
            value |= (ulong)(part & 0x7F) << shift;
            if (part < 0x80)
                return value <= uint.MaxValue ? (uint)value : throw Malformed();
        }
        throw Malformed();
    }

    private static int WriteVarint(Span<byte> block, uint value)
    {
        var written = 0;
        for (; value > 0x7F; value >>= 7)
            block[written++] = (byte)(value | 0x80);
        block[written++] = (byte)value;
        return written;
    }

    private static InvalidDataException Malformed() => new("a Snappy block is malformed");
}
