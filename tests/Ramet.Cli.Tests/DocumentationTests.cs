using System.CommandLine;
using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using Ramet.Cli.Options;
using Ramet.Cli.Shell;

namespace Ramet.Cli.Tests;

public partial class DocumentationTests
{
    private static readonly string ServerPage = ReadPage("server.md");

    private static readonly string Page = ReadPage("cli.md") + ServerPage;

    [Fact]
    public void Every_option_and_subcommand_is_on_the_page()
    {
        var root = new RametCommandLine(static _ => 0, static _ => 0, static _ => 0, static _ => 0, static _ => 0, static _ => 0).Root;

        Assert.All(OptionNames(root), static name => Assert.Contains($"`{name}", Page, StringComparison.Ordinal));
        Assert.All(SubcommandNames(root, "ramet"), static name => Assert.Contains($"    {name} ", Page, StringComparison.Ordinal));
    }

    [Fact]
    public void Every_documented_option_exists()
    {
        var names = OptionNames(new RametCommandLine(static _ => 0, static _ => 0, static _ => 0, static _ => 0, static _ => 0, static _ => 0).Root).ToHashSet(StringComparer.Ordinal);

        Assert.All(DocumentedOption().Matches(Page), match => Assert.Contains(match.Groups[1].Value, names));
    }

    [Fact]
    public void Every_setting_of_the_server_is_in_its_table_with_its_variable()
    {
        var options = new RametCommandLine(static _ => 0, static _ => 0, static _ => 0, static _ => 0, static _ => 0, static _ => 0).ServeSettingOptions();

        Assert.All(options, static option => Assert.Matches($"\n\\| `{option.Name}[ `].*\\| `{ServeSettings.Variable(option)}` \\|", ServerPage));
    }

    [Theory]
    [InlineData(ExitCode.Success)]
    [InlineData(ExitCode.Failure)]
    [InlineData(ExitCode.Usage)]
    [InlineData(ExitCode.Cancelled)]
    [InlineData(ExitCode.OutputClosed)]
    public void Every_exit_code_is_on_the_page(int code)
    {
        Assert.Contains($"\n| {code} | ", Page, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_format_is_on_the_page()
    {
        Assert.All(
            Enum.GetNames<OutputFormat>(),
            static name => Assert.Contains($"\n| `{name.ToLowerInvariant()}` | ", Page, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("\\as")]
    [InlineData("\\expect")]
    [InlineData("\\?")]
    [InlineData("\\q")]
    public void Every_command_is_on_the_page_and_in_the_help(string command)
    {
        Assert.Contains($"\n| `{command}", Page, StringComparison.Ordinal);
        Assert.Contains($"\n  {command}", HelpText.Read(), StringComparison.Ordinal);
    }

    private static IEnumerable<string> OptionNames(Command command) =>
        command.Options.SelectMany(static option => option.Aliases.Prepend(option.Name)).Where(static name => name is not ("/h" or "/?"))
            .Concat(command.Subcommands.SelectMany(OptionNames));

    /// <summary>The commands that do something, with the words before them.</summary>
    private static IEnumerable<string> SubcommandNames(Command command, string name) => command.Subcommands.Count == 0
        ? [name]
        : command.Subcommands.SelectMany(subcommand => SubcommandNames(subcommand, $"{name} {subcommand.Name}"));

    private static string ReadPage(string name) => File.ReadAllText(Path.Combine(RepositoryRoot(), "docs", name));

    private static string RepositoryRoot([CallerFilePath] string thisFile = "") =>
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(thisFile)!, "..", ".."));

    [GeneratedRegex("`(--?[a-z?-]+)[ `]")]
    private static partial Regex DocumentedOption();
}
