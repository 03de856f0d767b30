using System.Text.RegularExpressions;

namespace Ramet.Warehouse.Tests.Documents;

public sealed partial class LinkTests
{
    public static TheoryData<string> Pages => [.. Document.ReadAll("docs").Select(page => page.Path), "README.md", "CHANGELOG.md"];

    [Theory]
    [MemberData(nameof(Pages))]
    public void Every_relative_link_leads_to_a_file(string path)
    {
        var folder = Path.GetDirectoryName(path)!;
        var targets = Link().Matches(Document.Read(path).Text).Select(match => match.Groups["path"].Value);
        Assert.All(targets, target => Assert.True(Document.Exists(Path.Combine(folder, target)), $"{path} links to {target}, which does not exist."));
    }

    /// <summary>A link's path without fragment; links with a scheme, and fragments of the same page, are not matched.</summary>
    [GeneratedRegex(@"\]\((?![a-z]+:)(?<path>[^)#]+)(#[^)]*)?\)")]
    private static partial Regex Link();
}
