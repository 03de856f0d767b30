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

    [Fact]
    public void The_functions_are_those_that_the_code_defines()
    {
        var defined = Names("src/Ramet.Sql/Functions", "*Functions.cs", FunctionDefinition())
            .Where(name => !name.StartsWith("mc_", StringComparison.Ordinal)) // called by the code alone
            .Select(name => name.ToUpperInvariant())
            .ToHashSet(StringComparer.Ordinal);
        var documented = Page.Section("Functions").TableRows().Skip(1)
            .SelectMany(row => FunctionName().Matches(row[1]).Select(match => match.Groups["name"].Value))
            .ToHashSet(StringComparer.Ordinal);

        Assert.NotEmpty(defined);
        Assert.Empty(defined.Except(documented));
        Assert.Empty(documented.Except(defined));
    }

    private static HashSet<string> Names(string folder, string pattern, Regex name) => Document.ReadAll(folder, pattern)
        .SelectMany(file => name.Matches(file.Text))
        .Select(match => match.Groups["name"].Value)
        .ToHashSet(StringComparer.Ordinal);

    /// <summary>The name of a setting, or of an option of LOAD, as a literal of its own.</summary>
    [GeneratedRegex("\"(?<name>(odps|hive)(\\.[a-z0-9]+)+)\"")]
    private static partial Regex SettingLiteral();

    /// <summary>The beginning of a line in a table of functions: <c>Scalar("substr(string, ...</c> or <c>.Add("stack", ...</c>.</summary>
    [GeneratedRegex("""\b(Scalar|Aggregate|Window|Table|Add)\("(?<name>[a-z0-9_]+)[(\"]""")]
    private static partial Regex FunctionDefinition();

    [GeneratedRegex("`(?<name>[A-Z0-9_]+)`")]
    private static partial Regex FunctionName();
}
