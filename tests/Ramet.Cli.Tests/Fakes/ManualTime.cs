namespace Ramet.Cli.Tests.Fakes;

/// <summary>A clock that the test moves; timers fire when it passes their time.</summary>
internal sealed class ManualTime : TimeProvider
{
    private readonly List<ManualTimer> timers = [];
    private TimeSpan now;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override long GetTimestamp() => now.Ticks;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new ManualTimer(() => callback(state), now + dueTime, period);
        timers.Add(timer);
        return timer;
    }

    /// <summary>Moves the clock; timers that were disposed fire no more.</summary>
    public void Advance(TimeSpan time)
    {
        now += time;
        timers.ForEach(timer => timer.FireUntil(now));
    }

    private sealed class ManualTimer(Action callback, TimeSpan due, TimeSpan period) : ITimer
    {
        private bool isDisposed;
        private TimeSpan due = due;

        public void FireUntil(TimeSpan now)
        {
            for (; !isDisposed && due <= now; due += period)
                callback();
        }

        public bool Change(TimeSpan dueTime, TimeSpan period) => throw new NotSupportedException("No test changes a timer.");

        public void Dispose() => isDisposed = true;

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
