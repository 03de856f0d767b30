using System.Globalization;
using System.Numerics;
using Ramet.Tables.Schemas;

namespace Ramet.Tables;

/// <summary>Reads decimal numbers of any precision, which the CLR's own decimal type cannot hold.</summary>
internal static class DecimalText
{
    /// <summary>Reads <c>[-]digits[.digits]</c>.</summary>
    /// <param name="text">The text.</param>
    /// <param name="type">Precision and scale to meet.</param>
    /// <param name="unscaled">The value times ten to the power of the scale.</param>
    /// <returns>Whether the text is such a number and fits the type exactly, without rounding.</returns>
    public static bool TryParse(string text, DecimalType type, out BigInteger unscaled)
    {
        var point = text.IndexOf('.');
        var whole = point < 0 ? text.AsSpan() : text.AsSpan(0, point);
        var fraction = point < 0 ? [] : text.AsSpan(point + 1).TrimEnd('0');
        unscaled = default;
        if (fraction.Length > type.Scale || fraction.ContainsAnyExceptInRange('0', '9') || whole.IsEmpty)
            return false;
        var digits = string.Concat(whole, fraction, new string('0', type.Scale - fraction.Length));
        return BigInteger.TryParse(digits, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out unscaled)
            && BigInteger.Abs(unscaled) < BigInteger.Pow(10, type.Precision);
    }
}
