namespace Ramet.Catalog.Tests;

/// <summary>A clock that stands still until it is told to go on.</summary>
public sealed class ManualClock : TimeProvider
{
    private DateTimeOffset now = new(2024, 1, 15, 8, 0, 0, TimeSpan.Zero);

    public DateTimeOffset Now => now;

    public override DateTimeOffset GetUtcNow() => now;

    /// <summary>Lets time pass; returns the new time.</summary>
    public DateTimeOffset Advance(TimeSpan time) => now += time;
}
