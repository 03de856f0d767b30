using Ramet.Cli.Shell.Editing;
using Ramet.Cli.Tests.Fakes;

namespace Ramet.Cli.Tests.Shell;

public class StatementEditorTests
{
    private static readonly EditorPrompts Prompts = new("p> ", " > ");
    private readonly StatementHistory history = StatementHistory.InMemory();

    [Fact]
    public void Enter_ends_a_complete_statement()
    {
        Assert.Equal("SELECT 1;", Read([.. Keys.Type("SELECT 1;\n")]));
    }

    [Fact]
    public void Enter_begins_a_new_line_while_the_statement_is_incomplete()
    {
        var terminal = Terminal([.. Keys.Type("SELECT\n1;\n")]);

        Assert.Equal("SELECT\n1;", Read(terminal));
        Assert.Equal("p> SELECT\n > 1;", terminal.Screen);
    }

    [Fact]
    public void Pasted_lines_arrive_as_one_statement_and_are_drawn_once()
    {
        var terminal = new FakeTerminal(80, 24, Keys.Type("SELECT 1,\n  2,\n  3;\n")) { IsPasting = true };

        Assert.Equal("SELECT 1,\n  2,\n  3;", Read(terminal));
        Assert.Equal("p> SELECT 1,\n >   2,\n >   3;", terminal.Screen);
        Assert.True(terminal.Writes < 5);
    }

    [Theory]
    [InlineData(ConsoleKey.LeftArrow, "SELECT 1x;")]
    [InlineData(ConsoleKey.Home, "xSELECT 1;")]
    [InlineData(ConsoleKey.End, "SELECT 1;x")]
    public void Keys_move_the_cursor_before_typing(ConsoleKey key, string expected)
    {
        Assert.Equal(expected, Read([.. Keys.Type("SELECT 1;"), Keys.Press(key), .. Keys.Type("x"), Keys.Enter]));
    }

    [Fact]
    public void Words_are_moved_over_and_cut()
    {
        Assert.Equal("SELECT b, a;", Read([
            .. Keys.Type("SELECT a, b;"), Keys.Ctrl(ConsoleKey.LeftArrow), Keys.Ctrl(ConsoleKey.LeftArrow), // before a
            Keys.Alt(ConsoleKey.D), .. Keys.Type("b"),
            Keys.Press(ConsoleKey.End), Keys.Press(ConsoleKey.LeftArrow), Keys.Ctrl(ConsoleKey.W), .. Keys.Type("a"), Keys.Enter]));
    }

    [Fact]
    public void A_cut_text_can_be_pasted_elsewhere()
    {
        Assert.Equal("b a;", Read([
            .. Keys.Type("a b;"), Keys.Press(ConsoleKey.Home), Keys.Press(ConsoleKey.RightArrow), Keys.Ctrl(ConsoleKey.U),
            Keys.Press(ConsoleKey.Delete), Keys.Press(ConsoleKey.RightArrow), .. Keys.Type(" "), Keys.Ctrl(ConsoleKey.Y), Keys.Enter]));
    }

    [Fact]
    public void Ctrl_K_cuts_to_the_end_of_the_line()
    {
        Assert.Equal("SELECT;", Read([
            .. Keys.Type("SELECT 1, 2"), Keys.Ctrl(ConsoleKey.A), Keys.Alt(ConsoleKey.F), Keys.Ctrl(ConsoleKey.K), .. Keys.Type(";\n")]));
    }

    [Fact]
    public void Backspace_deletes_a_letter_with_its_accent_and_an_emoji_at_once()
    {
        Assert.Equal(";", Read([.. Keys.Type("e\u0301😀"), Keys.Backspace, Keys.Backspace, .. Keys.Type(";\n")]));
    }

    [Fact]
    public void The_arrows_move_within_the_lines_first()
    {
        Assert.Equal("SELECTx\n1;", Read([.. Keys.Type("SELECT\n1"), Keys.Press(ConsoleKey.UpArrow), Keys.Press(ConsoleKey.End),
            .. Keys.Type("x"), Keys.Press(ConsoleKey.DownArrow), .. Keys.Type(";\n")]));
    }

    [Fact]
    public void Up_recalls_the_history_and_down_comes_back_to_what_was_typed()
    {
        history.Add("SELECT 1;");
        history.Add("SELECT\n2;");

        Assert.Equal("SELECT 1;", Read([.. Enumerable.Repeat(Keys.Press(ConsoleKey.UpArrow), 3), Keys.Enter]));
        Assert.Equal("SELECT\n2;", Read([Keys.Press(ConsoleKey.UpArrow), Keys.Enter]));
        Assert.Equal("WHOAMI;", Read([.. Keys.Type("WHO"), Keys.Ctrl(ConsoleKey.P), Keys.Ctrl(ConsoleKey.N), .. Keys.Type("AMI;\n")]));
    }

    [Fact]
    public void A_recalled_statement_of_several_lines_is_shown_with_all_of_them()
    {
        history.Add("SELECT\n2;");
        var terminal = Terminal([Keys.Press(ConsoleKey.UpArrow), Keys.Enter]);

        Read(terminal);

        Assert.Equal("p> SELECT\n > 2;", terminal.Screen);
    }

    [Fact]
    public void A_long_line_wraps_at_the_screen_and_shrinks_again()
    {
        var erase = Enumerable.Repeat(Keys.Backspace, 9);
        var terminal = new FakeTerminal(10, 5, [.. Keys.Type("SELECT 123456789"), .. erase, .. Keys.Type("1;\n")]);

        Assert.Equal("SELECT 1;", Read(terminal));
        Assert.Equal("p> SELECT\n1;", terminal.Screen);
    }

    [Fact]
    public void A_statement_taller_than_the_screen_shows_the_rows_around_the_cursor()
    {
        var terminal = new FakeTerminal(10, 2, Keys.Type("a\nb\nc;\n"));

        Assert.Equal("a\nb\nc;", Read(terminal));
        Assert.EndsWith(" > b\n > c;", terminal.Screen, StringComparison.Ordinal);
    }

    [Fact]
    public void Ctrl_C_throws_the_text_away()
    {
        var terminal = Terminal([.. Keys.Type("SELECT"), Keys.Press(ConsoleKey.Home), Keys.Ctrl(ConsoleKey.C)]);

        Assert.Equal(EditorResult.Discarded, Editor(terminal).Read(Prompts, out var statement));
        Assert.Equal("", statement);
        Assert.Equal("p> SELECT^C", terminal.Screen);
    }

    [Fact]
    public void Ctrl_D_leaves_on_an_empty_line_and_deletes_elsewhere()
    {
        Assert.Equal(EditorResult.EndOfInput, Editor(Terminal([Keys.Ctrl(ConsoleKey.D)])).Read(Prompts, out _));
        Assert.Equal("b;", Read([.. Keys.Type("ab;"), Keys.Press(ConsoleKey.Home), Keys.Ctrl(ConsoleKey.D), Keys.Enter]));
    }

    [Fact]
    public void Ctrl_L_clears_the_screen_and_keeps_the_text()
    {
        var terminal = Terminal([.. Keys.Type("SELECT\n1"), Keys.Ctrl(ConsoleKey.L), .. Keys.Type(";\n")]);

        Assert.Equal("SELECT\n1;", Read(terminal));
        Assert.Equal("p> SELECT\n > 1;", terminal.Screen);
    }

    [Fact]
    public void Tab_types_blanks_up_to_the_next_tab_stop()
    {
        Assert.Equal("a   b;", Read([.. Keys.Type("a"), Keys.Press(ConsoleKey.Tab), .. Keys.Type("b;\n")]));
    }

    [Fact]
    public void AltGr_of_Windows_types_its_character()
    {
        var altGr = new ConsoleKeyInfo('@', ConsoleKey.Q, shift: false, alt: true, control: true);

        Assert.Equal("@;", Read([altGr, .. Keys.Type(";\n")]));
    }

    [Fact]
    public void A_bare_escape_or_function_key_types_nothing()
    {
        Assert.Equal(";", Read([new('\e', ConsoleKey.Escape, false, false, false), Keys.Press(ConsoleKey.F5), .. Keys.Type(";\n")]));
    }

    private static FakeTerminal Terminal(params IEnumerable<ConsoleKeyInfo> keys) => new(80, 24, keys);

    private StatementEditor Editor(FakeTerminal terminal) =>
        new(terminal, history, static text => text.Contains(';', StringComparison.Ordinal));

    private string Read(params IEnumerable<ConsoleKeyInfo> keys) => Read(Terminal(keys));

    private string Read(FakeTerminal terminal)
    {
        Assert.Equal(EditorResult.Entered, Editor(terminal).Read(Prompts, out var statement));
        return statement;
    }
}
