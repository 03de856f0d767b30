using Ramet.Cli.Printing;
using Ramet.Cli.Tests.Fakes;

namespace Ramet.Cli.Tests.Printing;

public class GridFormatTests
{
    private static readonly GridFormat Grid = new();

    [Fact]
    public void Columns_are_as_wide_as_their_widest_cell_or_name()
    {
        var rows = new ListRows("id,order_date,amount", ["1", "2024-01-15", "299.00"], ["2", "2024-01-16", "450.50"]);

        Assert.Equal(
            """
            +----+------------+--------+
            | id | order_date | amount |
            +----+------------+--------+
            | 1  | 2024-01-15 | 299.00 |
            | 2  | 2024-01-16 | 450.50 |
            +----+------------+--------+

            """,
            rows.PrintedAs(Grid));
    }

    [Fact]
    public void No_rows_leave_the_title_between_its_frames()
    {
        Assert.Equal("+---+\n| a |\n+---+\n+---+\n", new ListRows("a").PrintedAs(Grid));
    }

    [Fact]
    public void Null_prints_as_NULL_and_an_empty_string_as_blanks()
    {
        Assert.Equal("+------+\n| a    |\n+------+\n| NULL |\n|      |\n+------+\n", new ListRows("a", [null], [""]).PrintedAs(Grid));
    }

    [Fact]
    public void Wide_and_combining_characters_are_measured_in_cells_of_the_terminal()
    {
        var rows = new ListRows("名,a", ["東京", "e\u0301"], ["x", "é"]);

        Assert.Equal("+------+---+\n| 名   | a |\n+------+---+\n| 東京 | e\u0301 |\n| x    | é |\n+------+---+\n", rows.PrintedAs(Grid));
    }

    [Fact]
    public void Control_characters_and_line_breaks_are_escaped_in_cells_and_names()
    {
        var rows = new ListRows("a\tb", ["line 1\nline 2\r"], ["\e[2J"]);

        Assert.Equal(
            """
            +------------------+
            | a\tb             |
            +------------------+
            | line 1\nline 2\r |
            | \u001B[2J        |
            +------------------+

            """,
            rows.PrintedAs(Grid));
    }

    [Fact]
    public void Widths_come_from_the_first_10000_rows_and_later_rows_are_not_cut()
    {
        var rows = Enumerable.Range(1, 10_000).Select(static i => new string?[] { i.ToString("D5") }).Append(["123456789"]).Append(["1"]);

        var lines = new ListRows("n", rows).PrintedAs(Grid).Split('\n');

        Assert.Equal("+-------+", lines[0]);
        Assert.Equal("| 10000 |", lines[10_002]);
        Assert.Equal("| 123456789 |", lines[10_003]);
        Assert.Equal("| 1     |", lines[10_004]);
        Assert.Equal("+-------+", lines[10_005]);
        Assert.Equal(10_007, lines.Length);
    }

    [Fact]
    public void Large_cells_end_the_measuring_early()
    {
        var large = new string('x', GridFormat.MeasuredCharactersMax);
        var read = 0;
        IEnumerable<string?[]> Rows()
        {
            for (; read < 10; read++)
                yield return [large];
        }

        var readBeforeOutput = -1;
        new ListRows("a", Rows()).Write(Grid, () =>
        {
            readBeforeOutput = read;
            return TextWriter.Null;
        });

        Assert.Equal(0, readBeforeOutput); // the generator counts a row when the next one is asked for
    }

    [Fact]
    public void The_number_of_rows_is_given()
    {
        var rows = Enumerable.Range(0, 10_001).Select(static _ => new string?[] { "x" });

        Assert.Equal(10_001, new ListRows("a", rows).Write(Grid, static () => TextWriter.Null));
    }
}
