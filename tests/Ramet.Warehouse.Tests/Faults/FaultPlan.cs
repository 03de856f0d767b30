namespace Ramet.Warehouse.Tests.Faults;

/// <summary>
/// Counts the steps in which a statement touches the disk and breaks off at one of them, before or after it is done: what a crash there
/// would leave. It knows which files were made durable, so that the others can be lost as in a power failure.
/// </summary>
internal sealed class FaultPlan(int failAtStep)
{
    private readonly HashSet<string> durable = [];
    private int step;

    /// <summary>What a disk without space says: ENOSPC.</summary>
    public static IOException DiskFull(string message) => new(message, 28);

    /// <summary>Makes the failure from its message; by default that of a disk that cannot be read or written.</summary>
    public Func<string, IOException> Fault { get; init; } = static message => new IOException(message);

    /// <summary>How often the plan was armed anew.</summary>
    public int Runs { get; private set; }

    /// <summary>Whether the plan was carried out.</summary>
    public bool HasFailed { get; private set; }

    /// <summary>Files that survive a power failure.</summary>
    public IReadOnlySet<string> Durable => durable;

    /// <summary>Steps are counted only from here on.</summary>
    public bool IsArmed { get; set; }

    /// <summary>Counts the steps from the first one again, to fail at another.</summary>
    public void Arm(int newFailAtStep)
    {
        failAtStep = newFailAtStep;
        (step, HasFailed, IsArmed) = (0, false, true);
        Runs++;
    }

    /// <summary>One step: it can fail before it began, and after it is done.</summary>
    public void Run(Action action)
    {
        Point();
        action();
        Point();
    }

    /// <summary>These files are durable from now on.</summary>
    public void Keep(IEnumerable<string> uris) => durable.UnionWith(uris);

    private void Point()
    {
        if (!IsArmed || HasFailed || step++ != failAtStep)
            return;
        HasFailed = true;
        throw Fault($"injected at step {failAtStep}");
    }
}
