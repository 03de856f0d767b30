using Ramet.Cli.Printing;
using Ramet.Cli.Tests.Fakes;

namespace Ramet.Cli.Tests.Printing;

public class DelimitedFormatTests
{
    [Fact]
    public void Csv_quotes_only_what_needs_quotes_and_keeps_null_and_empty_apart()
    {
        var rows = new ListRows("plain,\"quoted\",empty,nothing", ["x y", "say \"hi\", twice\nor more", "", null]);

        Assert.Equal(
            "plain,\"\"\"quoted\"\"\",empty,nothing\nx y,\"say \"\"hi\"\", twice\nor more\",\"\",\n",
            rows.PrintedAs(new CsvFormat()));
    }

    [Fact]
    public void Csv_without_rows_is_its_header()
    {
        Assert.Equal("a,b\n", new ListRows("a,b").PrintedAs(new CsvFormat()));
    }

    [Fact]
    public void Tsv_escapes_what_would_break_a_line_and_writes_null_as_back_slash_N()
    {
        var rows = new ListRows("a,b,c", ["t\tn\nr\r", "C:\\temp", null], ["", "\\N", "é"]);

        Assert.Equal("a\tb\tc\nt\\tn\\nr\\r\tC:\\\\temp\t\\N\n\t\\\\N\té\n", rows.PrintedAs(new TsvFormat()));
    }

    [Fact]
    public void Rows_are_counted_without_the_header()
    {
        Assert.Equal(2, new ListRows("a", ["1"], ["2"]).Write(new TsvFormat(), static () => TextWriter.Null));
    }
}
