using System.Text.RegularExpressions;

namespace Ramet.Warehouse.Tests.Documents;

public sealed partial class SqlPageTests
{
    private static readonly Document Page = Document.Read("docs/sql.md");

    [Fact]
    public void Every_setting_and_option_that_the_code_knows_has_a_row()
    {
        var settings = Names("src", "*.cs", SettingLiteral());
        var rows = Page.TableRows().Select(row => row[0]).ToList();

        Assert.NotEmpty(settings);
        Assert.All(settings, setting => Assert.Contains(rows, cell => cell.Contains($"`{setting}`", StringComparison.Ordinal)));
    }

    private static HashSet<string> Names(string folder, string pattern, Regex name) => Document.ReadAll(folder, pattern)
        .SelectMany(file => name.Matches(file.Text))
        .Select(match => match.Groups["name"].Value)
        .ToHashSet(StringComparer.Ordinal);

    /// <summary>The name of a setting, or of an option of LOAD, as a literal of its own.</summary>
    [GeneratedRegex("\"(?<name>(odps|hive)(\\.[a-z0-9]+)+)\"")]
    private static partial Regex SettingLiteral();
}
