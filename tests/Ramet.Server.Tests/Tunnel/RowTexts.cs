using System.Text;

namespace Ramet.Server.Tests.Tunnel;

internal static class RowTexts
{
    /// <summary>Rows as texts, for comparisons that show where they differ.</summary>
    public static List<string> Text(IEnumerable<object?[]> rows) => [.. rows.Select(static row => string.Join('|', row.Select(Text)))];

    private static string Text(object? value) => value switch
    {
        null => "NULL",
        byte[] bytes when bytes.Contains((byte)255) => Convert.ToHexString(bytes),
        byte[] bytes => Encoding.UTF8.GetString(bytes),
        object?[] parts => $"[{string.Join(',', parts.Select(Text))}]",
        (object?[] keys, object?[] values) => $"{Text(keys)}->{Text(values)}",
        IFormattable other => other.ToString(null, System.Globalization.CultureInfo.InvariantCulture),
        _ => value.ToString()!,
    };
}
