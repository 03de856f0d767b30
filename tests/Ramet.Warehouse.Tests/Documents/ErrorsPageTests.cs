using System.Reflection;
using Ramet.Errors;

namespace Ramet.Warehouse.Tests.Documents;

public sealed class ErrorsPageTests
{
    private static readonly Document Page = Document.Read("docs/errors.md");

    private static readonly IReadOnlyList<ErrorCode> Codes = [.. typeof(ErrorCode)
        .GetFields(BindingFlags.Public | BindingFlags.Static)
        .Select(field => field.GetValue(null))
        .OfType<ErrorCode>()];

    [Fact]
    public void Every_error_code_has_a_row_with_its_text_a_cause_and_a_remedy()
    {
        var rows = Rows();
        Assert.NotEmpty(Codes);
        Assert.All(Codes, code =>
        {
            var row = Assert.Single(rows, row => row[0] == $"`{code.Number}`");
            Assert.Equal(4, row.Count);
            Assert.Equal(code.Text, row[1]);
            Assert.All(row, cell => Assert.NotEmpty(cell));
        });
    }

    [Fact]
    public void No_row_describes_a_code_that_does_not_exist()
    {
        var numbers = Codes.Select(code => code.Number).ToHashSet(StringComparer.Ordinal);
        Assert.All(Rows(), row => Assert.Contains(row[0].Trim('`'), numbers));
    }

    [Fact]
    public void Every_kind_of_error_has_a_row() =>
        Assert.All(Enum.GetNames<ErrorKind>(), kind => Assert.Single(Page.TableRows(), row => row[0] == $"`{kind}`"));

    private static List<IReadOnlyList<string>> Rows() =>
        [.. Page.TableRows().Where(row => row[0].StartsWith("`ODPS-", StringComparison.Ordinal))];
}
