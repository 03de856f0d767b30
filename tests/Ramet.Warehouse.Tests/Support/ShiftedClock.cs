namespace Ramet.Warehouse.Tests.Support;

/// <summary>The system's clock, some time ahead.</summary>
internal sealed class ShiftedClock : TimeProvider
{
    private TimeSpan ahead;

    public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + ahead;

    /// <summary>Lets time pass.</summary>
    public void Advance(TimeSpan time) => ahead += time;
}
