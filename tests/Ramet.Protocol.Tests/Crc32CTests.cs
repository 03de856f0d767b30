namespace Ramet.Protocol.Tests;

public sealed class Crc32CTests
{
    [Fact]
    public void The_check_value_of_the_algorithm() => Assert.Equal(0xE3069283, Of("123456789"u8));

    [Fact]
    public void Nothing_has_the_checksum_zero() => Assert.Equal(0u, Of([]));

    [Fact]
    public void Numbers_count_as_their_bytes_the_lowest_first()
    {
        var crc = default(Crc32C);
        crc.Add(0x34333231);
        crc.Add(0x3635343332313938);

        Assert.Equal(Of("1234"u8.ToArray().Concat("89123456"u8.ToArray()).ToArray()), crc.Value);
    }

    private static uint Of(ReadOnlySpan<byte> bytes)
    {
        var crc = default(Crc32C);
        crc.Add(bytes);
        return crc.Value;
    }
}
