namespace Ramet.Benchmarks.Measuring;

/// <summary>What a measurement must not exceed.</summary>
internal abstract record Limit
{
    private Limit()
    {
    }

    /// <summary>At most so many times the reference.</summary>
    public sealed record Ratio(double Max) : Limit;

    /// <summary>At most so much, in the unit of the measurement.</summary>
    public sealed record Absolute(double Max) : Limit;
}
