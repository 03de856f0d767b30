using Ramet.Sql.Functions;
using Ramet.Warehouse.Tests.Support;

namespace Ramet.Warehouse.Tests.Documents;

/// <summary>docs/functions.md is what the code says about its functions, and its examples are right.</summary>
public sealed class FunctionsPageTests : IDisposable
{
    private const string Tables = """
        CREATE TABLE sales (amount BIGINT) PARTITIONED BY (day STRING);
        INSERT INTO TABLE sales PARTITION (day = '20240115') VALUES (1);
        INSERT INTO TABLE sales PARTITION (day = '20240116') VALUES (2);
        """;

    private readonly TestWarehouse warehouse = new();

    [Fact]
    public void Every_example_gives_its_result()
    {
        warehouse.Run(Tables);
        var wrong = FunctionReference.Families.SelectMany(family => family.Functions)
            .Select(function => (function.Name, Expected: string.Join(" / ", function.Result), Actual: Run(function)))
            .Where(example => example.Expected != example.Actual)
            .Select(example => $"{example.Name}: expected {example.Expected}, got {example.Actual}")
            .ToList();
        Assert.True(wrong.Count == 0, string.Join('\n', wrong)); // the whole text, which Assert.Empty would cut
    }

    [Fact]
    public void Every_function_is_described_once()
    {
        var described = FunctionReference.Families.SelectMany(family => family.Functions).ToList();
        Assert.Empty(FunctionReference.DefinedNames.Except(described.Select(function => function.Name)));
        Assert.All(described, function => Assert.NotEmpty(function.Signatures));
        // DECODE is two functions: of character sets, and a comparison.
        Assert.Equal(["decode"], described.GroupBy(function => function.Name).Where(group => group.Count() > 1).Select(group => group.Key));
        Assert.Empty(FunctionReference.Missing.Select(function => function.Name).Intersect(described.Select(function => function.Name)));
    }

    [Fact]
    public void The_page_is_the_one_that_the_code_makes()
    {
        var page = FunctionsPage.Write();
        if (Environment.GetEnvironmentVariable("RAMET_GOLDEN_REWRITE") == "1")
            File.WriteAllText(Document.FullPath(FunctionsPage.Path), page);
        Assert.True(
            page == Document.Read(FunctionsPage.Path).Text,
            $"{FunctionsPage.Path} is not what the code makes. Make it anew by RAMET_GOLDEN_REWRITE=1 dotnet test tests/Ramet.Warehouse.Tests and look at the difference.");
    }

    public void Dispose() => warehouse.Dispose();

    private string Run(FunctionEntry function)
    {
        try
        {
            return string.Join(" / ", warehouse.Rows(function.Query).Select(row => row.Replace("|", " | ", StringComparison.Ordinal)));
        }
        catch (Ramet.Errors.RametException error)
        {
            return error.Message;
        }
    }
}
