using Ramet.Cli.Running;

namespace Ramet.Cli.Tests.Running;

public class CancelKeyTests
{
    [Fact]
    public void The_first_key_cancels_the_statement_and_the_second_is_not_taken()
    {
        using var key = new CancelKey(isIgnoredBetweenStatements: false);
        using var statement = key.BeginStatement();

        Assert.False(statement.Token.IsCancellationRequested);
        Assert.True(key.Press());
        Assert.True(statement.Token.IsCancellationRequested);
        Assert.False(key.Press());
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Between_statements_a_shell_ignores_the_key_and_a_script_ends(bool isIgnored)
    {
        using var key = new CancelKey(isIgnored);
        key.BeginStatement().Dispose();

        Assert.Equal(isIgnored, key.Press());
    }

    [Fact]
    public void The_next_statement_begins_uncancelled()
    {
        using var key = new CancelKey(isIgnoredBetweenStatements: false);
        using (key.BeginStatement())
            key.Press();
        using var next = key.BeginStatement();

        Assert.False(next.Token.IsCancellationRequested);
    }
}
