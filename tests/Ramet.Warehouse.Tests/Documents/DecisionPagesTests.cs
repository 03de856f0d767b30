using System.Text.RegularExpressions;

namespace Ramet.Warehouse.Tests.Documents;

public sealed class DecisionPagesTests
{
    private static readonly string[] Headings = ["Situation", "Choice", "Rejected alternatives", "Consequences"];

    private static readonly Document Index = Document.Read("docs/decisions/README.md");

    private static readonly IReadOnlyList<Document> Pages = [.. Document.ReadAll("docs/decisions").Where(page => page.Path != Index.Path)];

    [Fact]
    public void Every_page_has_the_four_headings_in_order() => Assert.All(Pages, page =>
        Assert.Equal(Headings, Regex.Matches(page.Text, "^## (.+)$", RegexOptions.Multiline).Select(match => match.Groups[1].Value)));

    [Fact]
    public void Pages_are_numbered_without_gaps_and_their_titles_begin_with_the_number()
    {
        for (var i = 0; i < Pages.Count; i++)
        {
            Assert.StartsWith($"docs/decisions/{i + 1:0000}-", Pages[i].Path, StringComparison.Ordinal);
            Assert.StartsWith($"# {i + 1}. ", Pages[i].Text, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Every_page_is_in_the_index() =>
        Assert.All(Pages, page => Assert.Contains($"]({Path.GetFileName(page.Path)})", Index.Text, StringComparison.Ordinal));
}
