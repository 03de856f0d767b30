namespace Ramet.Cli.Conversations;

/// <summary>Remembers how far a statement was when it was last heard of. One thread writes, any may read.</summary>
internal sealed class LatestProgress : IProgress<double>
{
    private double percent = double.NaN;

    /// <summary>The percentage; null when nothing was heard yet, or nothing runs.</summary>
    public double? Percent
    {
        get => Volatile.Read(ref percent) is var value && double.IsNaN(value) ? null : value;
        set => Volatile.Write(ref percent, value ?? double.NaN);
    }

    /// <inheritdoc/>
    public void Report(double value) => Percent = value;
}
