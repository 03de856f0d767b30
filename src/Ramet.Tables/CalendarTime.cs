namespace Ramet.Tables;

/// <summary>Days and microseconds from 1970-01-01, as the format stores them, to and from calendar values (years 1 to 9999).</summary>
internal static class CalendarTime
{
    /// <summary>The <see cref="DateOnly.DayNumber"/> of 1970-01-01.</summary>
    public const int EpochDay = 719_162;

    /// <summary>The day, or null when it lies outside of the years 1 to 9999.</summary>
    public static DateOnly? DayOf(long days) =>
        days >= -EpochDay && days <= DateOnly.MaxValue.DayNumber - EpochDay ? DateOnly.FromDayNumber((int)days + EpochDay) : null;

    /// <summary>The date and time, or null when it lies outside of the years 1 to 9999.</summary>
    public static DateTime? TimeOf(long microseconds)
    {
        var first = MicrosecondsOf(DateTime.MinValue);
        var last = MicrosecondsOf(DateTime.MaxValue);
        return microseconds >= first && microseconds <= last
            ? DateTime.UnixEpoch.AddTicks(microseconds * TimeSpan.TicksPerMicrosecond)
            : null;
    }

    /// <summary>Microseconds from 1970-01-01 00:00:00; the zone of the value is not looked at.</summary>
    public static long MicrosecondsOf(DateTime time) => (time.Ticks - DateTime.UnixEpoch.Ticks) / TimeSpan.TicksPerMicrosecond;
}
