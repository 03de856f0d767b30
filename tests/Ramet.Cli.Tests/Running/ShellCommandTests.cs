using Ramet.Access;
using Ramet.Cli.Running;
using Ramet.Errors;

namespace Ramet.Cli.Tests.Running;

public class ShellCommandTests
{
    [Theory]
    [InlineData("\\as RAM$alice@example.com:etl")]
    [InlineData("\\as \t RAM$alice@example.com:etl ;")]
    public void As_switches_the_caller(string text)
    {
        Assert.Equal(new ShellCommand.SwitchCaller(Principal.Parse("RAM$alice@example.com:etl")), ShellCommand.Parse(text));
    }

    [Fact]
    public void Expect_takes_an_error_code()
    {
        Assert.Equal(new ShellCommand.ExpectError("ODPS-0420095"), ShellCommand.Parse("\\expect ODPS-0420095;"));
    }

    [Fact]
    public void Help_and_quit_take_nothing()
    {
        Assert.Equal(new ShellCommand.Help(), ShellCommand.Parse("\\?"));
        Assert.Equal(new ShellCommand.Quit(), ShellCommand.Parse("\\q;"));
    }

    [Theory]
    [InlineData("\\as", "[1,1] Parse exception - expected a principal after \\as")]
    [InlineData("\\as bob", "[1,5] Parse exception - 'bob' is not a principal")]
    [InlineData("\\expect", "[1,1] Parse exception - expected an error code after \\expect")]
    [InlineData("\\expect denied", "[1,9] Parse exception - 'denied' is not an error code")]
    [InlineData("\\q now", "[1,4] Parse exception - expected the end of the line, found 'now'")]
    [InlineData("\\d t", "[1,1] Parse exception - unknown command '\\d'")]
    [InlineData("\\", "[1,1] Parse exception - unknown command '\\'")]
    public void Anything_else_says_what_was_expected(string text, string message)
    {
        var error = Assert.Throws<RametException>(() => ShellCommand.Parse(text));

        Assert.EndsWith(message, error.Message, StringComparison.Ordinal);
    }
}
