using System.Globalization;

namespace Ramet.Cli.Options;

/// <summary>Reads sizes such as <c>4GB</c>: a number and a unit, decimal (KB, MB, GB, TB) or binary (KiB, MiB, GiB, TiB).</summary>
internal static class MemorySize
{
    private static readonly (string Name, long Bytes)[] Units =
    [
        ("KiB", 1L << 10), ("MiB", 1L << 20), ("GiB", 1L << 30), ("TiB", 1L << 40),
        ("KB", 1_000), ("MB", 1_000_000), ("GB", 1_000_000_000), ("TB", 1_000_000_000_000),
    ];

    /// <summary>Reads a size in any case of letters; false when it is none, is not positive or does not fit into 64 bits.</summary>
    public static bool TryParse(string text, out long bytes)
    {
        bytes = 0;
        foreach (var (name, unitBytes) in Units)
        {
            if (!text.EndsWith(name, StringComparison.OrdinalIgnoreCase))
                continue;
            var number = text.AsSpan(0, text.Length - name.Length).TrimEnd(' ');
            if (!decimal.TryParse(number, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var count))
                return false;
            if (count <= 0 || count > (decimal)long.MaxValue / unitBytes)
                return false;
            bytes = (long)(count * unitBytes);
            return bytes > 0;
        }
        return false;
    }
}
