using Ramet.Cli.Shell.Editing;

namespace Ramet.Cli.Tests.Shell;

public class EditorLayoutTests
{
    private static readonly EditorPrompts Prompts = new("p> ", " > ");

    [Fact]
    public void Lines_stand_behind_their_prompts()
    {
        var layout = EditorLayout.Of(Prompts, "ab\nc", 4, 80);

        Assert.Equal(["p> ab", " > c"], layout.Rows);
        Assert.Equal((1, 4), (layout.CursorRow, layout.CursorColumn));
    }

    [Fact]
    public void A_cursor_after_a_full_row_stands_on_the_next_one()
    {
        var layout = EditorLayout.Of(Prompts, "1234567", 7, 10);

        Assert.Equal(["p> 1234567", ""], layout.Rows);
        Assert.Equal((1, 0), (layout.CursorRow, layout.CursorColumn));
    }

    [Fact]
    public void A_wide_character_that_does_not_fit_goes_to_the_next_row_whole()
    {
        var layout = EditorLayout.Of(Prompts, "123456東", 6, 10);

        Assert.Equal(["p> 123456", "東"], layout.Rows);
        Assert.Equal((0, 9), (layout.CursorRow, layout.CursorColumn));
    }

    [Fact]
    public void A_control_character_is_shown_with_a_caret()
    {
        Assert.Equal(["p> a^[b^?"], EditorLayout.Of(Prompts, "a\eb\x7f", 0, 80).Rows);
    }

    [Fact]
    public void A_low_screen_shows_the_rows_up_to_the_cursor()
    {
        var layout = EditorLayout.Of(Prompts, "a\nb\nc\nd", 4, 80).Within(2);

        Assert.Equal([" > b", " > c"], layout.Rows);
        Assert.Equal(1, layout.CursorRow);
    }
}
