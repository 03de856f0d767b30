namespace Ramet.Warehouse.Tests.Faults;

/// <summary>
/// Another statement is faster: between what a statement has read and its commit, something else is done. So races are tested without
/// threads. To be put around the commits of an <see cref="InterceptedCatalog"/>.
/// </summary>
internal sealed class Overtaking
{
    /// <summary>What is done before the next commit; null for nothing. It is done once.</summary>
    public Action? BeforeNextCommit { get; set; }

    /// <summary>How many commits were asked for.</summary>
    public int CommitCount { get; private set; }

    /// <summary>Runs a commit after what overtakes it.</summary>
    public void Around(Action commit)
    {
        CommitCount++;
        var before = BeforeNextCommit;
        BeforeNextCommit = null;
        before?.Invoke();
        commit();
    }
}
