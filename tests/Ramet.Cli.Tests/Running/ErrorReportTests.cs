using Ramet.Cli.Running;
using Ramet.Cli.Tests.Fakes;
using Ramet.Errors;

namespace Ramet.Cli.Tests.Running;

public class ErrorReportTests
{
    private static readonly SourceSpan WholeText = new(1, 1, 0, 0);

    [Fact]
    public void A_place_in_a_statement_is_shown_as_a_place_in_the_file()
    {
        var source = new ScriptSource("migrate.sql", "USE p;\n\n  SELECT *\n  FROM t;\n");

        var text = Report(Error(new SourceSpan(2, 8, 16, 1), "SHOW TABLES lists the tables."), source, new SourceSpan(3, 3, 10, 19));

        Assert.Equal(
            """
            FAILED: ODPS-0130131:[4,8] Table not found - table p.t
            migrate.sql:4:8
                FROM t;
                     ^
            Hint: SHOW TABLES lists the tables.

            """,
            text);
    }

    [Fact]
    public void A_place_on_the_first_line_counts_from_where_the_statement_begins()
    {
        var source = new ScriptSource("a.sql", "USE p; SELECT * FROM t;");

        var text = Report(Error(new SourceSpan(1, 15, 14, 1)), source, new SourceSpan(1, 8, 7, 15));

        Assert.Equal(
            """
            FAILED: ODPS-0130131:[1,22] Table not found - table p.t
            a.sql:1:22
              USE p; SELECT * FROM t;
                                   ^

            """,
            text);
    }

    [Fact]
    public void An_error_without_a_place_names_the_statement()
    {
        var text = Report(Error(null), new ScriptSource("a.sql", "USE p;\nDROP TABLE t;"), new SourceSpan(2, 1, 7, 12));

        Assert.Equal("FAILED: ODPS-0130131:Table not found - table p.t\na.sql:2:1\n", text);
    }

    [Fact]
    public void A_text_without_a_name_shows_only_the_line()
    {
        var text = Report(Error(new SourceSpan(1, 8, 7, 5)), new ScriptSource(null, "SELECT 東京東京x;"), WholeText);

        Assert.Equal("FAILED: ODPS-0130131:[1,8] Table not found - table p.t\n  SELECT 東京東京x;\n         ^^^^^^^^^\n", text);
    }

    [Fact]
    public void The_caret_stands_under_the_place_behind_wide_characters_tabs_and_escapes()
    {
        var text = Report(Error(new SourceSpan(1, 4, 3, 1)), new ScriptSource(null, "東\t\ex;"), WholeText);

        Assert.Contains("  東 \\u001Bx;\n           ^\n", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Of_a_long_line_only_the_surroundings_are_shown()
    {
        var line = $"SELECT {new string('a', 1000)}X{new string('b', 1000)};";

        var text = Report(Error(new SourceSpan(1, 1008, 1007, 1)), new ScriptSource(null, line), WholeText);

        Assert.Contains($"  ...{new string('a', 60)}X{new string('b', 79)}...\n  {new string(' ', 63)}^\n", text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_place_at_or_behind_the_end_still_has_a_caret()
    {
        var source = new ScriptSource(null, "SELECT");

        Assert.Contains("  SELECT\n        ^\n", Report(Error(new SourceSpan(1, 7, 6, 0)), source, WholeText), StringComparison.Ordinal);
        Assert.Contains("  \n  ^\n", Report(Error(new SourceSpan(9, 3, 60, 4)), source, WholeText), StringComparison.Ordinal);
    }

    [Fact]
    public void A_place_of_several_lines_is_marked_to_the_end_of_its_first()
    {
        var text = Report(Error(new SourceSpan(1, 8, 7, 50)), new ScriptSource(null, "SELECT 1\r\n FROM t"), WholeText);

        Assert.Contains("  SELECT 1\n         ^\n", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Colours_are_for_terminals_that_want_them()
    {
        using var plain = new TestConsole();
        using var colored = new TestConsole(usesColor: true);
        new ErrorReport(plain.Console).Write(Error(null));
        new ErrorReport(colored.Console).Write(Error(null));

        Assert.DoesNotContain('\e', plain.Error);
        Assert.StartsWith("\e[1;31mFAILED:\e[0m ODPS-", colored.Error, StringComparison.Ordinal);
    }

    private static RametException Error(SourceSpan? span, string? hint = null) =>
        new(ErrorCode.TableNotFound, ErrorKind.NotFound, "table p.t", span, hint);

    private static string Report(RametException error, ScriptSource source, SourceSpan statement)
    {
        using var console = new TestConsole();
        new ErrorReport(console.Console).Write(error, source, statement);
        return console.Error;
    }
}
