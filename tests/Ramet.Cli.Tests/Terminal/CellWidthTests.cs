using Ramet.Cli.Terminal;

namespace Ramet.Cli.Tests.Terminal;

public class CellWidthTests
{
    [Theory]
    [InlineData("", 0)]
    [InlineData("abc", 3)]
    [InlineData("é", 1)]
    [InlineData("e\u0301", 1)] // combining acute accent
    [InlineData("東京", 4)]
    [InlineData("ｱ", 1)] // half-width katakana
    [InlineData("Ａ", 2)] // full-width letter
    [InlineData("한", 2)] // precomposed syllable
    [InlineData("\u1112\u1161\u11ab", 2)] // the same syllable as three parts
    [InlineData("😀", 2)]
    [InlineData("a\u200bb", 2)] // zero-width space
    [InlineData("→", 1)]
    [InlineData("𠀀", 2)] // outside of the basic plane
    public void A_text_takes_the_cells_of_its_characters(string text, int cells)
    {
        Assert.Equal(cells, CellWidth.Of(text));
    }
}
