using Ramet.Sql.Types;

namespace Ramet.Sql.Binding;

/// <summary>
/// The precision and scale of results over DECIMAL. Results that would need more than 38 digits give up digits after the point, but not
/// below six, as Hive does.
/// </summary>
internal static class DecimalTypes
{
    private const int ScaleKept = 6;

    /// <summary>The type of a sum or difference.</summary>
    public static DecimalType Sum(DecimalType a, DecimalType b)
    {
        var scale = Math.Max(a.Scale, b.Scale);
        return Limited(Math.Max(a.Precision - a.Scale, b.Precision - b.Scale) + scale + 1, scale);
    }

    /// <summary>The type of a product.</summary>
    public static DecimalType Product(DecimalType a, DecimalType b) => Limited(a.Precision + b.Precision + 1, a.Scale + b.Scale);

    /// <summary>The type of a quotient.</summary>
    public static DecimalType Quotient(DecimalType a, DecimalType b)
    {
        var scale = Math.Max(ScaleKept, a.Scale + b.Precision + 1);
        return Limited(a.Precision - a.Scale + b.Scale + scale, scale);
    }

    /// <summary>The type of a remainder.</summary>
    public static DecimalType Remainder(DecimalType a, DecimalType b)
    {
        var scale = Math.Max(a.Scale, b.Scale);
        return Limited(Math.Min(a.Precision - a.Scale, b.Precision - b.Scale) + scale, scale);
    }

    /// <summary>The type of the sum of a column: room for ten billion times the greatest value.</summary>
    public static DecimalType ColumnSum(DecimalType type) => Limited(type.Precision + 10, type.Scale);

    /// <summary>The type of the average of a column.</summary>
    public static DecimalType ColumnAverage(DecimalType type) => Limited(type.Precision + 4, type.Scale + 4);

    /// <summary>The type with that many digits, within what DECIMAL allows.</summary>
    public static DecimalType Limited(int precision, int scale)
    {
        var whole = precision - scale;
        scale = Math.Min(scale, DecimalType.ScaleMax);
        if (whole + scale > DecimalType.PrecisionMax)
            scale = Math.Max(DecimalType.PrecisionMax - whole, Math.Min(scale, ScaleKept));
        return new DecimalType(Math.Clamp(whole + scale, 1, DecimalType.PrecisionMax), scale);
    }
}
