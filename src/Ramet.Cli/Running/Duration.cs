using System.Globalization;

namespace Ramet.Cli.Running;

/// <summary>Times as people read them.</summary>
internal static class Duration
{
    /// <summary>How long a statement took: <c>0.012 s</c>, <c>75.3 s</c>, <c>12 min 05 s</c>.</summary>
    public static string Exact(TimeSpan duration) => duration.TotalSeconds switch
    {
        < 10 => string.Create(CultureInfo.InvariantCulture, $"{duration.TotalSeconds:0.000} s"),
        _ => Rough(duration),
    };

    /// <summary>How long a statement has been running: <c>1.2 s</c>, <c>12 min 05 s</c>.</summary>
    public static string Rough(TimeSpan duration) => duration.TotalSeconds switch
    {
        < 120 => string.Create(CultureInfo.InvariantCulture, $"{duration.TotalSeconds:0.0} s"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{(long)duration.TotalMinutes} min {duration.Seconds:00} s"),
    };
}
