using System.Text.Unicode;
using Ramet.Sql.Types;

namespace Ramet.Warehouse.Transfer;

/// <summary>Which values columns can have, whatever the form in which they come.</summary>
internal static class ValueRules
{
    /// <summary>1970-01-01 is day 0; years are 1 to 9999, as everywhere in the dialect.</summary>
    public static readonly long DayMin = DateOnly.MinValue.DayNumber - new DateOnly(1970, 1, 1).DayNumber;

    /// <summary>The last day.</summary>
    public static readonly long DayMax = DateOnly.MaxValue.DayNumber - new DateOnly(1970, 1, 1).DayNumber;

    /// <summary>The first second; 1970-01-01 UTC begins with second 0.</summary>
    public static readonly long SecondMin = DateTimeOffset.MinValue.ToUnixTimeSeconds();

    /// <summary>The last second.</summary>
    public static readonly long SecondMax = DateTimeOffset.MaxValue.ToUnixTimeSeconds();

    /// <summary>Whether a DATETIME can be so many milliseconds after 1970.</summary>
    public static bool IsDateTime(long millis) => millis >= SecondMin * 1_000 && millis < (SecondMax + 1) * 1_000;

    /// <summary>What is wrong with a text; null when nothing is.</summary>
    /// <param name="utf8">The text.</param>
    /// <param name="lengthMax">The number of characters that it may have.</param>
    /// <param name="type">The type of the column.</param>
    public static string? FaultOfText(ReadOnlySpan<byte> utf8, int lengthMax, DataType type)
    {
        if (!Utf8.IsValid(utf8))
            return $"a value of the type {type.ToSql()} is not UTF-8; use BINARY for other bytes";
        return utf8.Length > lengthMax && CountCharacters(utf8) is var length && length > lengthMax
            ? $"a text of {length} characters is too long for the type {type.ToSql()}"
            : null;
    }

    /// <summary>What is wrong with a value that is none of its type.</summary>
    /// <param name="value">The value, as users write it.</param>
    /// <param name="type">The type of the column.</param>
    public static string FaultOf(FormattableString value, DataType type) => $"{FormattableString.Invariant(value)} is not a value of the type {type.ToSql()}";

    private static int CountCharacters(ReadOnlySpan<byte> utf8)
    {
        var count = 0;
        foreach (var part in utf8)
        {
            if ((part & 0xC0) != 0x80) // not a byte that continues a character
                count++;
        }
        return count;
    }
}
