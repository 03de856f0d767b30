using System.Globalization;

namespace Ramet.Sql.Values;

/// <summary>
/// Floating-point numbers as Java's <c>Double.toString</c> writes them, which is what the service prints: the shortest digits that read
/// back as the same number, with at least one behind the point, and an exponent below 10^-3 and from 10^7 on.
/// </summary>
internal static class JavaNumber
{
    public static string Text(double value) => double.IsFinite(value)
        ? Shape(value.ToString("E16", CultureInfo.InvariantCulture), value.ToString("R", CultureInfo.InvariantCulture), value == 0)
        : NotFinite(value);

    public static string Text(float value) => float.IsFinite(value)
        ? Shape(value.ToString("E8", CultureInfo.InvariantCulture), value.ToString("R", CultureInfo.InvariantCulture), value == 0)
        : NotFinite(value);

    /// <summary>Brings the shortest digits, in whatever form .NET wrote them, into Java's form.</summary>
    private static string Shape(string scientific, string shortest, bool isZero)
    {
        var sign = shortest.StartsWith('-') ? "-" : "";
        if (isZero)
            return sign + "0.0";
        var exponent = int.Parse(scientific.AsSpan(scientific.IndexOf('E', StringComparison.Ordinal) + 1), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
        var digits = Digits(shortest);
        if (exponent is >= -3 and < 7)
            return sign + Plain(digits, exponent);
        return $"{sign}{digits[0]}.{(digits.Length > 1 ? digits[1..] : "0")}E{exponent.ToString(CultureInfo.InvariantCulture)}";
    }

    /// <summary>The significant digits alone.</summary>
    private static string Digits(string shortest)
    {
        var mantissa = shortest.Split('E')[0].TrimStart('-').Replace(".", "", StringComparison.Ordinal);
        var digits = mantissa.TrimStart('0').TrimEnd('0');
        return digits.Length == 0 ? "0" : digits;
    }

    private static string Plain(string digits, int exponent)
    {
        if (exponent < 0)
            return "0." + new string('0', -exponent - 1) + digits;
        var whole = digits.PadRight(exponent + 1, '0');
        var fraction = whole[(exponent + 1)..];
        return whole[..(exponent + 1)] + "." + (fraction.Length > 0 ? fraction : "0");
    }

    private static string NotFinite(double value) => double.IsNaN(value) ? "NaN" : value > 0 ? "Infinity" : "-Infinity";
}
