namespace Ramet.DuckDb;

/// <summary>Conversion between the CLR's dates and the engine's, which count from 1970-01-01.</summary>
internal static class EpochTime
{
    private static readonly int EpochDayNumber = new DateOnly(1970, 1, 1).DayNumber;

    public static int Days(DateOnly date) => date.DayNumber - EpochDayNumber;
}
