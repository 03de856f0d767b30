namespace Ramet.Sql.Types;

/// <summary>DECIMAL(precision, scale) of edition 2.0.</summary>
public sealed record DecimalType : DataType
{
    /// <summary>The greatest number of digits in all.</summary>
    public const int PrecisionMax = 38;

    /// <summary>The greatest number of digits after the point.</summary>
    public const int ScaleMax = 18;

    /// <summary>The meaning of DECIMAL without parameters: DECIMAL(38,18).</summary>
    public static readonly DecimalType Default = new(PrecisionMax, ScaleMax);

    /// <summary>Makes the type.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Precision is not in 1..38, or scale not in 0..18, or scale is above
    /// precision.</exception>
    public DecimalType(int precision, int scale) : base(TypeKind.Decimal)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(precision, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(precision, PrecisionMax);
        ArgumentOutOfRangeException.ThrowIfNegative(scale);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(scale, Math.Min(precision, ScaleMax));
        Precision = precision;
        Scale = scale;
    }

    /// <summary>Digits in all, 1 to 38.</summary>
    public int Precision { get; }

    /// <summary>Digits after the point, 0 to 18 and at most <see cref="Precision"/>.</summary>
    public int Scale { get; }
}
