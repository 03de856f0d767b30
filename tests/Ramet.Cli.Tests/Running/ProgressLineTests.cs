using Ramet.Cli.Running;
using Ramet.Cli.Tests.Fakes;

namespace Ramet.Cli.Tests.Running;

public sealed class ProgressLineTests : IDisposable
{
    private readonly StringWriter screen = new();
    private readonly ManualTime time = new();
    private double? percent;

    public void Dispose() => screen.Dispose();

    [Fact]
    public void A_statement_of_less_than_a_second_shows_nothing()
    {
        using (Start())
            time.Advance(TimeSpan.FromMilliseconds(999));

        Assert.Equal("", screen.ToString());
    }

    [Fact]
    public void A_longer_one_shows_its_progress_on_one_line_and_leaves_no_trace()
    {
        using (Start())
        {
            time.Advance(TimeSpan.FromSeconds(1));
            percent = 41.9;
            time.Advance(TimeSpan.FromMilliseconds(200));
        }

        Assert.Equal(
            "\r\e[KRunning, 1.0 s  (Ctrl-C cancels)" +
            "\r\e[KRunning,  41%, 1.2 s  (Ctrl-C cancels)" +
            "\r\e[K",
            screen.ToString());
    }

    [Fact]
    public void It_does_not_come_back_after_the_end()
    {
        var line = Start();
        line.Dispose();
        line.Dispose();
        time.Advance(TimeSpan.FromSeconds(5));

        Assert.Equal("", screen.ToString());
    }

    private ProgressLine Start() => new(screen, () => percent, time);
}
