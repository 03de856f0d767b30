using System.Buffers.Binary;
using System.Globalization;
using System.Text;
using Ramet.Tables.Manifests;
using Ramet.Tables.Partitions;
using Ramet.Tables.Schemas;

namespace Ramet.Tables.Statistics;

/// <summary>
/// Turns the smallest and the largest value of a column, as DuckDB prints them, into bounds. Every form that is not known for certain
/// (years before 1 and after 9999, infinity of dates, other zones than UTC) gives none.
/// </summary>
internal static class BoundText
{
    /// <summary>Longer text is cut, unless the whole of it is wanted; the same length as other Iceberg writers use.</summary>
    public const int CharactersMax = 16;

    /// <summary>How instants end that are printed in UTC, which is how statistics print them whatever the session's zone is.</summary>
    private const string Utc = "+00";

    /// <summary>A value not above <paramref name="min"/>, or null.</summary>
    /// <param name="type">The type of the column.</param>
    /// <param name="min">Its smallest value.</param>
    /// <param name="charactersMax">How much of a text is kept.</param>
    public static byte[]? TryEncodeLower(IcebergType type, string min, int charactersMax = CharactersMax) => type switch
    {
        PrimitiveType { Kind: PrimitiveKind.String } => Encoding.UTF8.GetBytes(Prefix(min, charactersMax)),
        PrimitiveType { Kind: (PrimitiveKind.Float or PrimitiveKind.Double) and var kind } => TryEncodeFloating(kind, min, zero: -0.0),
        _ => TryEncode(type, min),
    };

    /// <summary>A value not below <paramref name="max"/>, or null.</summary>
    /// <param name="type">The type of the column.</param>
    /// <param name="max">Its largest value.</param>
    /// <param name="charactersMax">How much of a text is kept.</param>
    public static byte[]? TryEncodeUpper(IcebergType type, string max, int charactersMax = CharactersMax) => type switch
    {
        PrimitiveType { Kind: PrimitiveKind.String } => TryRoundUp(max, charactersMax) is { } bound ? Encoding.UTF8.GetBytes(bound) : null,
        PrimitiveType { Kind: (PrimitiveKind.Float or PrimitiveKind.Double) and var kind } => TryEncodeFloating(kind, max, zero: 0.0),
        _ => TryEncode(type, max),
    };

    private static byte[]? TryEncode(IcebergType type, string text) => type switch
    {
        PrimitiveType { Kind: PrimitiveKind.Boolean } => text switch
        {
            "0" or "false" => [0],
            "1" or "true" => [1],
            _ => null,
        },
        PrimitiveType { Kind: PrimitiveKind.TimestampTz } =>
            text.EndsWith(Utc, StringComparison.Ordinal) ? TryEncodeParsed(type, text[..^Utc.Length]) : null,
        PrimitiveType { Kind: PrimitiveKind.Int or PrimitiveKind.Long or PrimitiveKind.Date or PrimitiveKind.Timestamp } or DecimalType =>
            TryEncodeParsed(type, text),
        _ => null,
    };

    private static byte[]? TryEncodeParsed(IcebergType type, string text) =>
        PartitionValue.TryParse(type, text, out var value) && !value.IsNull ? SingleValue.Encode(value, type) : null;

    // The smallest or largest value may be printed as either zero while the other one is there too; -0.0 comes before 0.0 in bounds.
    private static byte[]? TryEncodeFloating(PrimitiveKind kind, string text, double zero)
    {
        if (!TryParseFloating(kind, text, out var value) || double.IsNaN(value))
            return null;
        if (value == 0)
            value = zero;
        var bytes = new byte[kind == PrimitiveKind.Float ? sizeof(float) : sizeof(double)];
        if (kind == PrimitiveKind.Float)
            BinaryPrimitives.WriteSingleLittleEndian(bytes, (float)value);
        else
            BinaryPrimitives.WriteDoubleLittleEndian(bytes, value);
        return bytes;
    }

    private static bool TryParseFloating(PrimitiveKind kind, string text, out double value)
    {
        if (text is "inf" or "-inf")
        {
            value = text == "inf" ? double.PositiveInfinity : double.NegativeInfinity;
            return true;
        }

        // A float is printed with the digits that a float needs, so it must be read as one.
        const NumberStyles styles = NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent;
        if (kind == PrimitiveKind.Float)
        {
            var isFloat = float.TryParse(text, styles, CultureInfo.InvariantCulture, out var single);
            value = single;
            return isFloat && float.IsFinite(single);
        }

        return double.TryParse(text, styles, CultureInfo.InvariantCulture, out value) && double.IsFinite(value);
    }

    // At most so many characters (code points, not UTF-16 units).
    private static string Prefix(string text, int charactersMax)
    {
        var length = 0;
        for (var count = 0; count < charactersMax && length < text.Length; count++)
            length += char.IsSurrogatePair(text, length) ? 2 : 1;
        return text[..length];
    }

    // The shortest text above all that begin with the prefix: its last character that has a successor becomes that successor.
    private static string? TryRoundUp(string text, int charactersMax)
    {
        var prefix = Prefix(text, charactersMax);
        if (prefix.Length == text.Length)
            return text;
        var runes = prefix.EnumerateRunes().ToList();
        for (var last = runes.Count - 1; last >= 0; last--)
        {
            if (Successor(runes[last]) is { } next)
                return string.Concat(runes.Take(last)) + next;
        }

        return null;
    }

    private static Rune? Successor(Rune rune)
    {
        const int beforeSurrogates = 0xD7FF, afterSurrogates = 0xE000, last = 0x10FFFF;
        return rune.Value switch
        {
            beforeSurrogates => new Rune(afterSurrogates),
            last => null,
            var value => new Rune(value + 1),
        };
    }
}
