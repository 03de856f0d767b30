using System.Numerics;

namespace Ramet.Warehouse.Transfer.Records;

/// <summary>Reads the texts by which clients send DECIMAL values.</summary>
internal static class DecimalBytes
{
    private const int DigitsMax = 38;
    private const int ExponentDigitsMax = 6;

    private static readonly UInt128[] powersOfTen = [.. Enumerable.Range(0, DigitsMax + 1).Select(exponent => (UInt128)BigInteger.Pow(10, exponent))];

    /// <summary>Reads <c>[+-]digits[.digits][E[+-]digits]</c>. Digits behind the scale are rounded half up, away from zero, as the service does.</summary>
    /// <param name="text">The text in ASCII.</param>
    /// <param name="precision">Number of digits that the type has.</param>
    /// <param name="scale">How many of them stand behind the point.</param>
    /// <param name="unscaled">The value times ten to the power of the scale.</param>
    /// <returns>Whether the text is such a number and fits the type.</returns>
    public static bool TryParse(ReadOnlySpan<byte> text, int precision, int scale, out Int128 unscaled)
    {
        unscaled = 0;
        var isNegative = text.Length > 0 && text[0] == '-';
        if (text.Length > 0 && text[0] is (byte)'-' or (byte)'+')
            text = text[1..];
        if (!TrySplit(text, out var digits, out var point))
            return false;

        // Digits before this position count, the one there decides on rounding.
        var end = point + scale;
        var magnitude = UInt128.Zero;
        var significant = 0;
        for (var i = 0; i < end; i++)
        {
            var digit = i < digits.Length ? digits[i] - '0' : 0;
            if ((significant > 0 || digit > 0) && ++significant > DigitsMax)
                return false;
            if (significant == 0 && i >= digits.Length)
                break; // zero, whatever its exponent
            magnitude = magnitude * 10 + (uint)digit;
        }
        if (end >= 0 && end < digits.Length && digits[end] >= '5')
            magnitude++;
        if (magnitude >= powersOfTen[precision])
            return false;
        unscaled = isNegative ? -(Int128)magnitude : (Int128)magnitude;
        return true;
    }

    /// <summary>Takes point and exponent out.</summary>
    /// <param name="text">The number without its sign.</param>
    /// <param name="digits">Its digits; valid as long as <paramref name="text"/>, or a copy.</param>
    /// <param name="point">How many of them stand before the point; may be negative, or more than there are.</param>
    private static bool TrySplit(ReadOnlySpan<byte> text, out ReadOnlySpan<byte> digits, out int point)
    {
        digits = [];
        point = 0;
        var exponent = 0;
        var mark = text.IndexOfAny((byte)'e', (byte)'E');
        if (mark >= 0)
        {
            if (!TryReadExponent(text[(mark + 1)..], out exponent))
                return false;
            text = text[..mark];
        }
        var dot = text.IndexOf((byte)'.');
        digits = dot < 0 ? text : (byte[])[.. text[..dot], .. text[(dot + 1)..]];
        point = (dot < 0 ? text.Length : dot) + exponent;
        return digits.Length > 0 && !digits.ContainsAnyExceptInRange((byte)'0', (byte)'9');
    }

    private static bool TryReadExponent(ReadOnlySpan<byte> text, out int exponent)
    {
        exponent = 0;
        var isNegative = text.Length > 0 && text[0] == '-';
        if (text.Length > 0 && text[0] is (byte)'-' or (byte)'+')
            text = text[1..];
        if (text.Length is 0 or > ExponentDigitsMax)
            return false;
        foreach (var digit in text)
        {
            if (digit is < (byte)'0' or > (byte)'9')
                return false;
            exponent = exponent * 10 + (digit - '0');
        }
        exponent = isNegative ? -exponent : exponent;
        return true;
    }
}
