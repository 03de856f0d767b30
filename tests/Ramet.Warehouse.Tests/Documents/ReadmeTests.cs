using System.Text.RegularExpressions;
using Ramet.Sql.Parsing;
using Ramet.Warehouse.Tests.Support;

namespace Ramet.Warehouse.Tests.Documents;

public sealed partial class ReadmeTests
{
    private static readonly Document Readme = Document.Read("README.md");

    [Fact]
    public void The_continuous_build_runs_the_commands()
    {
        var build = Document.Read(".ci/run").Text;
        var commands = Command().Matches(Readme.Text).Select(match => match.Groups["program"].Value).ToList();

        Assert.Equal(2, commands.Count);
        Assert.All(commands, command => Assert.Contains(command, build, StringComparison.Ordinal));
    }

    [Fact]
    public void The_continuous_build_compares_the_output_of_the_examples()
    {
        var build = Document.Read(".ci/run").Text;
        var examples = Example().Matches(Readme.Text).Select(match => match.Groups["name"].Value).ToList();

        Assert.NotEmpty(examples);
        Assert.All(examples, name =>
        {
            Assert.True(Document.Exists($"examples/{name}.out"), $"examples/{name}.sql has no expected output beside it.");
            Assert.Contains($"example {name}", build, StringComparison.Ordinal);
        });
    }

    [Fact]
    public void The_session_gives_the_rows_that_are_shown()
    {
        var statements = ScriptSplitter.Split(Session().Match(Readme.Text).Groups["script"].Value).Parts.Select(part => part.Text).ToList();
        var shown = GridRow().Matches(Readme.Text)
            .Select(row => string.Join('|', row.Groups["cells"].Value.Split('|').Select(cell => cell.Trim())))
            .Skip(1); // the names of the columns

        using var warehouse = new TestWarehouse();
        foreach (var statement in statements.SkipLast(1))
            warehouse.Run(statement);

        Assert.Equal(shown, warehouse.Rows(statements[^1]));
    }

    /// <summary>A command line up to the arguments of the program that it runs.</summary>
    [GeneratedRegex(@"^    (?<program>dotnet [a-z]+( --project \S+ -c Release)?)", RegexOptions.Multiline)]
    private static partial Regex Command();

    [GeneratedRegex(@"examples/(?<name>\w+)\.sql")]
    private static partial Regex Example();

    [GeneratedRegex(@"^```sql\n(?<script>.*?)^```", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Session();

    [GeneratedRegex(@"^    \| (?<cells>.*) \|$", RegexOptions.Multiline)]
    private static partial Regex GridRow();
}
