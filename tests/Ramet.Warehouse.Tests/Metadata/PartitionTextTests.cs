using Ramet.Errors;
using Ramet.Warehouse.Metadata;

namespace Ramet.Warehouse.Tests.Metadata;

/// <summary>The ways in which clients write partitions.</summary>
public sealed class PartitionTextTests
{
    [Theory]
    [InlineData("pt='a',region='eu'", "pt=a;region=eu")]
    [InlineData("pt=\"a\"/region=\"eu\"", "pt=a;region=eu")]
    [InlineData("pt=a/region=eu", "pt=a;region=eu")]
    [InlineData(" pt = 'a' , region = eu ", "pt=a;region=eu")]
    [InlineData("pt='a,b/c=d'", "pt=a,b/c=d")]
    [InlineData("pt=2024-01-02 03:04:05", "pt=2024-01-02 03:04:05")]
    [InlineData("pt='a',", "pt=a")]
    [InlineData("pt=''", "pt=")]
    public void Partition_is_read(string text, string expected) =>
        Assert.Equal(expected, string.Join(';', PartitionText.Parse(text).Select(static pair => $"{pair.Key}={pair.Value}")));

    [Theory]
    [InlineData("")]
    [InlineData("pt")]
    [InlineData("='a'")]
    [InlineData("pt=")]
    [InlineData("pt='a")]
    [InlineData("pt='a'b")]
    [InlineData("pt='a',region")]
    public void Other_text_is_refused(string text)
    {
        var error = Assert.Throws<RametException>(() => PartitionText.Parse(text));

        Assert.Equal(ErrorCode.InvalidPartitionKey, error.Code);
        Assert.Equal($"expected a partition such as pt='a',region='eu', found '{text}'", error.Detail);
    }
}
