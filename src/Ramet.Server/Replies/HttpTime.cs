using System.Globalization;

namespace Ramet.Server.Replies;

/// <summary>Times as headers and XML elements of the protocol have them.</summary>
internal static class HttpTime
{
    /// <summary>The time in GMT: <c>Tue, 01 Sep 2026 12:00:00 GMT</c>.</summary>
    public static string Text(DateTimeOffset time) => time.UtcDateTime.ToString("r", CultureInfo.InvariantCulture);

    /// <summary>Reads such a time; false when the text is none.</summary>
    public static bool TryParse(string text, out DateTimeOffset time) => DateTimeOffset.TryParseExact(
        text, "r", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out time);
}
