using System.Globalization;

namespace Ramet.Cli.Running;

/// <summary>
/// One line on the terminal that says how far a statement is. It appears when the statement has run for a second, is drawn anew a few
/// times a second, and is gone without a trace when it stops.
/// </summary>
internal sealed class ProgressLine : IDisposable
{
    private const string StartOfEmptyLine = "\r\e[K";
    private static readonly TimeSpan FirstDrawn = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Redrawn = TimeSpan.FromMilliseconds(200);

    private readonly Lock gate = new();
    private readonly TextWriter screen;
    private readonly Func<double?> percent;
    private readonly TimeProvider time;
    private readonly long started;
    private readonly ITimer timer;
    private bool isShown;
    private bool isStopped;

    /// <summary>Begins to watch a statement.</summary>
    /// <param name="screen">The terminal.</param>
    /// <param name="percent">How far the statement is, from 0 to 100; null when nobody knows. It is asked from another thread.</param>
    /// <param name="time">The clock.</param>
    public ProgressLine(TextWriter screen, Func<double?> percent, TimeProvider time)
    {
        this.screen = screen;
        this.percent = percent;
        this.time = time;
        started = time.GetTimestamp();
        timer = time.CreateTimer(static line => ((ProgressLine)line!).Draw(), this, FirstDrawn, Redrawn); // it is given below
    }

    /// <summary>Clears the line; it does not come back.</summary>
    public void Dispose()
    {
        timer.Dispose();
        lock (gate)
        {
            if (isShown)
                screen.Write(StartOfEmptyLine);
            (isShown, isStopped) = (false, true);
        }
    }

    private void Draw()
    {
        lock (gate)
        {
            // A tick that was under way when the line stopped must not bring it back.
            if (isStopped)
                return;
            screen.Write(StartOfEmptyLine + Describe(percent(), time.GetElapsedTime(started)));
            isShown = true;
        }
    }

    private static string Describe(double? percent, TimeSpan elapsed)
    {
        var progress = percent is { } known ? string.Create(CultureInfo.InvariantCulture, $"{Math.Floor(known),3}%, ") : "";
        return $"Running, {progress}{Duration.Rough(elapsed)}  (Ctrl-C cancels)";
    }
}
