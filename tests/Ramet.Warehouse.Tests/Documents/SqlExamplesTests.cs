using System.Text.RegularExpressions;
using Ramet.Errors;
using Ramet.Sql.Parsing;
using Ramet.Warehouse.Results;
using Ramet.Warehouse.Tests.Support;

namespace Ramet.Warehouse.Tests.Documents;

/// <summary>What the page about SQL shows must work: its statements run in the order of the page, its literals have values.</summary>
public sealed partial class SqlExamplesTests : IDisposable
{
    private static readonly Document Page = Document.Read("docs/sql.md");

    private readonly TestWarehouse warehouse = new();
    private readonly string scripts = Directory.CreateTempSubdirectory("ramet-scripts-").FullName;

    [Fact]
    public void The_statements_run_in_the_order_of_the_page()
    {
        var data = Directory.CreateDirectory(Path.Combine(scripts, "data"));
        File.WriteAllText(Path.Combine(data.FullName, "visits.csv"), "shop_name,visitors\ns1,12\ns2,\n");
        warehouse.Session.BaseDirectory = scripts;

        var statements = Example().Matches(Page.Text)
            .SelectMany(example => ScriptSplitter.SplitToRun(example.Groups["script"].Value))
            .Select(part => part.Text.Replace("'file:out/", $"'file:{warehouse.UnloadDirectory}/", StringComparison.Ordinal))
            .ToList();

        Assert.NotEmpty(statements);
        Assert.All(statements, Run);
    }

    [Fact]
    public void Every_literal_in_the_table_of_types_has_a_value()
    {
        var literals = Page.Section("Types").TableRows().Skip(1)
            .SelectMany(row => Literal().Matches(row[1]).Select(match => match.Groups["text"].Value))
            .ToList();

        Assert.NotEmpty(literals);
        Assert.All(literals, literal => Assert.NotEqual("NULL", Assert.Single(warehouse.Rows($"SELECT {literal}"))));
    }

    public void Dispose()
    {
        warehouse.Dispose();
        Directory.Delete(scripts, recursive: true);
    }

    /// <summary>Runs a statement to its end; rows are made while they are read.</summary>
    private void Run(string statement)
    {
        try
        {
            using var result = warehouse.Session.Execute(statement);
            if (result is not RowsResult rows)
                return;
            var cells = new string?[rows.Columns.Count];
            while (rows.TryReadRow(cells))
            {
            }
        }
        catch (RametException error)
        {
            Assert.Fail($"{error.Message}\n{statement}");
        }
    }

    [GeneratedRegex(@"^```sql\n(?<script>.*?)^```", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Example();

    [GeneratedRegex("`(?<text>[^`]+)`")]
    private static partial Regex Literal();
}
