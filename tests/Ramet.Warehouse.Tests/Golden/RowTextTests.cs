namespace Ramet.Warehouse.Tests.Golden;

public sealed class RowTextTests
{
    [Theory]
    [InlineData(null, "NULL")]
    [InlineData("NULL", "\"NULL\"")]
    [InlineData("null", "null")]
    [InlineData("", "(empty)")]
    [InlineData("(empty)", "\"(empty)\"")]
    [InlineData(" a", "\" a\"")]
    [InlineData("a ", "\"a \"")]
    [InlineData("a | b", "\"a | b\"")]
    [InlineData("a|b", "a|b")]
    [InlineData("a\n\t\\\u0001", @"a\n\t\\\u0001")]
    public void A_cell_reads_unambiguously(string? value, string text) => Assert.Equal(text, RowText.Cell(value));

    [Theory]
    [InlineData("a int | b string", "a int | b string", true)]
    [InlineData("a int | b string", "a int | b bigint", false)]
    [InlineData("a int", "a int | b bigint", false)]
    [InlineData("a ? | b string", "a int | b string", true)]
    [InlineData("a ?", "ab int", false)]
    public void A_header_matches_by_names_and_types(string expected, string found, bool matches) =>
        Assert.Equal(matches, RowText.HeaderMatches(expected, found));
}
