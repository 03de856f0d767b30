namespace Ramet.Warehouse.Jobs;

/// <summary>How many jobs one process runs and how long what they leave is kept.</summary>
public sealed record JobOptions
{
    /// <summary>How many jobs run side by side; default twice the number of cores, at least 4.</summary>
    public int RunningMax { get; init; } = Math.Max(4, 2 * Environment.ProcessorCount);

    /// <summary>How many of them may be of one project; null for all.</summary>
    public int? RunningPerProjectMax { get; init; }

    /// <summary>How many jobs may wait; default 10,000.</summary>
    public int WaitingMax { get; init; } = 10_000;

    /// <summary>How many of them may be of one project; default 1,000.</summary>
    public int WaitingPerProjectMax { get; init; } = 1_000;

    /// <summary>How long the record of a finished job is kept; default 30 days.</summary>
    public TimeSpan Retention { get; init; } = TimeSpan.FromDays(30);

    /// <summary>How long the rows that a job gave are kept; default one day.</summary>
    public TimeSpan ResultRetention { get; init; } = TimeSpan.FromDays(1);
}
