using Ramet.Cli.Terminal;

namespace Ramet.Cli.Tests.Terminal;

public class VisibleTextTests
{
    [Theory]
    [InlineData("a\nb", "a\\nb")]
    [InlineData("\r\t", "\\r\\t")]
    [InlineData("\e[31mred", "\\u001B[31mred")]
    [InlineData("\u007f\u0085", "\\u007F\\u0085")]
    [InlineData("\u2028", "\\u2028")]
    [InlineData("abc\u202egpj.exe", "abc\\u202Egpj.exe")] // would be shown from right to left
    public void What_would_leave_its_line_is_escaped(string text, string visible)
    {
        Assert.Equal(visible, VisibleText.Of(text));
    }

    [Fact]
    public void A_harmless_text_is_itself()
    {
        var text = "naïve \\n 東京 😀";

        Assert.Same(text, VisibleText.Of(text));
    }
}
