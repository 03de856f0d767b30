namespace Ramet.Benchmarks.Measuring;

/// <summary>The measurements of one thing, one per round. The median is what is reported; the quartiles say how much to trust it.</summary>
/// <param name="unit">The unit of the values.</param>
/// <param name="values">The values in the order in which they were taken; at least one.</param>
internal sealed class Samples(Unit unit, IReadOnlyList<double> values)
{
    private readonly double[] sorted = [.. values.Order()];

    /// <summary>The unit of the values.</summary>
    public Unit Unit => unit;

    /// <summary>The values in the order in which they were taken.</summary>
    public IReadOnlyList<double> Values => values;

    /// <summary>Half of the values are not above it.</summary>
    public double Median => Quantile(0.5);

    /// <summary>A quarter of the values is not above it.</summary>
    public double LowerQuartile => Quantile(0.25);

    /// <summary>Three quarters of the values are not above it.</summary>
    public double UpperQuartile => Quantile(0.75);

    /// <summary>A single value.</summary>
    public static Samples One(Unit unit, double value) => new(unit, [value]);

    /// <summary>Those of the values that were taken in the rounds given.</summary>
    public Samples Slice(Range rounds) => new(unit, [.. values.ToArray()[rounds]]);

    private double Quantile(double share)
    {
        var position = share * (sorted.Length - 1);
        var below = (int)position;
        var above = Math.Min(below + 1, sorted.Length - 1);
        return sorted[below] + (sorted[above] - sorted[below]) * (position - below);
    }
}
