using Ramet.Cli.Options;

namespace Ramet.Cli.Tests.Options;

public class MemorySizeTests
{
    [Theory]
    [InlineData("4GB", 4_000_000_000)]
    [InlineData("4gib", 4L << 30)]
    [InlineData("1.5 MB", 1_500_000)]
    [InlineData("512KiB", 512 * 1024)]
    public void A_size_is_a_number_and_a_unit(string text, long bytes)
    {
        Assert.True(MemorySize.TryParse(text, out var read));
        Assert.Equal(bytes, read);
    }

    [Theory]
    [InlineData("4")]
    [InlineData("GB")]
    [InlineData("0GB")]
    [InlineData("-1GB")]
    [InlineData("1,5GB")]
    [InlineData("lots")]
    [InlineData("9999999999TB")]
    [InlineData("0.0001KB")]
    public void Anything_else_is_refused(string text)
    {
        Assert.False(MemorySize.TryParse(text, out _));
    }
}
