namespace Ramet.Benchmarks.Measuring;

/// <summary>One line of the report: what was measured, beside what, and how far it may go.</summary>
/// <param name="Name">What was measured.</param>
/// <param name="Ours">The measurements of the warehouse.</param>
/// <param name="Reference">Those of the thing it is compared with, taken in the same rounds; null when there is none.</param>
/// <param name="Limit">What must hold; null for a figure that is only observed.</param>
internal sealed record Finding(string Name, Samples Ours, Samples? Reference = null, Limit? Limit = null)
{
    /// <summary>The median as a multiple of the reference's; null without a reference.</summary>
    public double? Ratio => Reference is null ? null : Ours.Median / Reference.Median;

    /// <summary>Whether the limit is kept; null when there is none.</summary>
    public bool? Meets => Limit switch
    {
        null => null,
        Limit.Ratio(var max) => Ratio is { } ratio ? ratio <= max : throw new InvalidOperationException($"'{Name}' lacks the reference of its ratio."),
        Limit.Absolute(var max) => Ours.Median <= max,
        _ => throw new InvalidOperationException($"'{Name}' has a limit of an unknown kind."),
    };
}
