using System.Text;
using Ramet.Protocol.Snappy;

namespace Ramet.Protocol.Tests.Snappy;

public sealed class SnappyTests
{
    private const string Text = "ABCABCABCABCABCABCABCABCABCABC--ABCABCABCABCABCABCABCABCABCABC--ABCABCABCABCABCABCABCABCABCABC--the end of it";

    /// <summary>The text as another implementation compresses it (npm package snappyjs).</summary>
    private const string Block = "6D084142436A0300042D2D6A1D000441428A20003074686520656E64206F66206974";

    [Fact]
    public void Blocks_of_another_implementation_are_read()
    {
        var content = new byte[1000];
        var length = SnappyBlock.Decompress(Convert.FromHexString(Block), content);
        Assert.Equal(Text, Encoding.ASCII.GetString(content, 0, length));
    }

    [Fact]
    public void Stream_has_the_form_that_is_specified()
    {
        using var output = new MemoryStream();
        using (var snappy = new SnappyWriteStream(output))
            snappy.Write("abc"u8);

        // The checksum is that of the specification: CRC-32C of 'abc' is 364B3FB7.
        var masked = uint.RotateRight(0x364B3FB7, 15) + 0xA282EAD8;
        Assert.Equal($"FF060000734E61507059" + "01070000" + Convert.ToHexString(BitConverter.GetBytes(masked)) + "616263", Convert.ToHexString(output.ToArray()));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(59)]
    [InlineData(61)]
    [InlineData(300)]
    [InlineData(65_535)]
    [InlineData(65_536)]
    [InlineData(65_537)]
    [InlineData(1_000_000)]
    public void Content_of_any_kind_goes_through_both_ways(int length)
    {
        var random = new Random(length);
        var noise = new byte[length];
        random.NextBytes(noise);
        byte[][] contents = [noise, new byte[length], [.. noise.Select(static part => (byte)(part % 3))], [.. Enumerable.Range(0, length).Select(static at => (byte)(at / 7 % 50))]];
        foreach (var content in contents)
            Assert.Equal(length == 0 ? null : Convert.ToHexString(content), length == 0 ? null : Convert.ToHexString(Decompress(Compress(content))));
        Assert.True(length < 1_000 || Compress(contents[1]).Length < length / 10);
    }

    [Fact]
    public void Every_changed_byte_and_every_cut_is_found()
    {
        var content = Encoding.ASCII.GetBytes(Text);
        var stream = Compress(content);
        for (var at = 0; at < stream.Length; at++)
        {
            for (var bit = 0; bit < 8; bit++)
            {
                var damaged = (byte[])stream.Clone();
                damaged[at] ^= (byte)(1 << bit);
                // A chunk of a kind that is passed over is no error of this layer: the rows within have an end.
                AssertRefusedOr(damaged, static read => read.Length == 0);
            }
            AssertRefusedOr(stream[..at], read => at == SnappyFrames.Beginning.Length && read.Length == 0);
        }
    }

    [Fact]
    public void Chunks_that_are_not_known_are_passed_over_where_the_format_says_so()
    {
        var stream = Compress("abc"u8.ToArray());
        byte[] padded = [.. stream[..10], 0xFE, 3, 0, 0, 1, 2, 3, 0x80, 0, 0, 0, .. stream];
        Assert.Equal("abc"u8.ToArray(), Decompress(padded));
        AssertRefusedOr([.. stream[..10], 0x7F, 0, 0, 0, .. stream], static _ => false);
        AssertRefusedOr([], static _ => false);
    }

    private static void AssertRefusedOr(byte[] stream, Func<byte[], bool> isRight)
    {
        try
        {
            Assert.True(isRight(Decompress(stream)), Convert.ToHexString(stream));
        }
        catch (InvalidDataException)
        {
            // It was found.
        }
    }

    private static byte[] Compress(byte[] content)
    {
        using var output = new MemoryStream();
        using (var snappy = new SnappyWriteStream(output))
            snappy.Write(content);
        return output.ToArray();
    }

    private static byte[] Decompress(byte[] stream)
    {
        using var output = new MemoryStream();
        using (var snappy = new SnappyReadStream(new MemoryStream(stream)))
            snappy.CopyTo(output);
        return output.ToArray();
    }
}
