namespace Ramet.DuckDb;

/// <summary>Arithmetic on the unscaled digits of decimals. The engine trusts its callers to hand over digits that fit.</summary>
internal static class DecimalDigits
{
    public const int PrecisionMax = 38;

    private static readonly Int128[] PowersOfTen = MakePowersOfTen();

    /// <summary>Whether the digits fit into a precision.</summary>
    public static bool Fit(Int128 unscaled, int precision) =>
        unscaled < PowersOfTen[precision] && unscaled > -PowersOfTen[precision];

    /// <summary>The digits at another scale.</summary>
    /// <exception cref="OverflowException">They do not fit: too many in front of the point, or one behind it would be lost.</exception>
    public static Int128 Rescale(Int128 unscaled, int scale, DuckDbType.Decimal target)
    {
        var moved = target.Scale >= scale
            ? checked(unscaled * PowersOfTen[target.Scale - scale])
            : Int128.DivRem(unscaled, PowersOfTen[scale - target.Scale]) is { Remainder: var lost } quotient && lost == 0
                ? quotient.Quotient
                : throw new OverflowException($"{unscaled} at scale {scale} has more digits behind the point than {target} holds.");
        return Fit(moved, target.Precision)
            ? moved
            : throw new OverflowException($"{unscaled} at scale {scale} does not fit into {target}.");
    }

    private static Int128[] MakePowersOfTen()
    {
        var powers = new Int128[PrecisionMax + 1];
        powers[0] = 1;
        for (var i = 1; i < powers.Length; i++)
            powers[i] = powers[i - 1] * 10;
        return powers;
    }
}
