using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using Ramet.Server.Errors;
using Ramet.Server.Tests.Support;

namespace Ramet.Server.Tests.Operations;

public sealed partial class DocumentationTests
{
    private static readonly string Page = File.ReadAllText(Path.Combine(RepositoryRoot(), "docs", "server.md"));

    [Fact]
    public async Task The_table_of_metrics_is_complete()
    {
        await using var server = await TestServer.Start();

        var written = Described().Matches(server.Server.Exporter.Write()).Select(static match => match.Groups[1].Value);

        Assert.Equal(Documented().Matches(Page).Select(static match => match.Groups[1].Value).Order(), written.Order());
    }

    [Fact]
    public void Every_code_of_an_error_is_on_the_page_with_its_status()
    {
        var errors = typeof(WireError).GetFields(BindingFlags.Public | BindingFlags.Static).Select(static field => (WireError)field.GetValue(null)!).ToList();

        Assert.NotEmpty(errors);
        Assert.All(
            errors.Where(static error => error != WireError.ParseError), // it is in errors.md
            static error => Assert.Contains(
                Page.Split('\n'), line => Regex.IsMatch(line, $@"^\|.*\b{error.Status}\b.*\|") && line.Contains($"`{error.Code}`", StringComparison.Ordinal)));
    }

    private static string RepositoryRoot([CallerFilePath] string thisFile = "") =>
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(thisFile)!, "..", "..", ".."));

    [GeneratedRegex("# HELP (ramet_[a-z_]+) ")]
    private static partial Regex Described();

    [GeneratedRegex(@"\n\| `(ramet_[a-z_]+)` \|")]
    private static partial Regex Documented();
}
