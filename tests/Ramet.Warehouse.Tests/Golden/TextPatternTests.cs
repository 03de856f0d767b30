namespace Ramet.Warehouse.Tests.Golden;

public sealed class TextPatternTests
{
    [Theory]
    [InlineData("a|b", "a|b\n", true)]
    [InlineData("a|b", "a\n", false)]
    [InlineData("a|b", "a|b", false)]
    [InlineData("at yyyy-mm-dd hh:mi:ss |", "at 2024-01-15 10:30:00 |\n", true)]
    [InlineData("at yyyy-mm-dd hh:mi:ss |", "at 2024-01-15 |\n", false)]
    [InlineData("<size>", "1234567890\n", true)]
    [InlineData("<size>", "NULL\n", false)]
    [InlineData("| Size: <size>    |", "| Size: 12        |\n", true)]
    [InlineData("| Size: <size>    |", "| Size: 12       |\n", false)]
    [InlineData("| Size: <size>    |", "| Size: 12         |\n", false)]
    public void A_line_matches_by_its_placeholders(string line, string text, bool isMet) =>
        Assert.Equal(isMet, new TextPattern([line]).IsMetBy(text));

    [Fact]
    public void Three_dots_stand_for_any_lines()
    {
        var pattern = new TextPattern(["first", "...", "last"]);

        Assert.True(pattern.IsMetBy("first\nlast\n"));
        Assert.True(pattern.IsMetBy("first\na\nb\nlast\n"));
        Assert.False(pattern.IsMetBy("first\na\n"));
    }
}
