using Ramet.Warehouse.Collection;
using Ramet.Warehouse.Tests.Support;

namespace Ramet.Warehouse.Tests.Collection;

/// <summary>A warehouse whose clock can be set forward, and whose garbage is collected on demand.</summary>
internal sealed class CollectedWarehouse : IDisposable
{
    private readonly ShiftedClock clock = new();

    public CollectedWarehouse() => Test = new TestWarehouse(clock);

    public TestWarehouse Test { get; }

    /// <summary>The paths of all files below the data directory, relative to it.</summary>
    public IReadOnlyList<string> Files => FilesIn(Test.Directory);

    public static IReadOnlyList<string> FilesIn(string warehouse)
    {
        var data = Path.Combine(warehouse, "data");
        return Directory.Exists(data)
            ? [.. Directory.GetFiles(data, "*", SearchOption.AllDirectories).Select(path => Path.GetRelativePath(data, path)).Order(StringComparer.Ordinal)]
            : [];
    }

    public void Advance(TimeSpan time) => clock.Advance(time);

    public CollectionReport Collect(bool isDryRun = false, TimeSpan? grace = null) =>
        GarbageCollection.Run(Test.Session, new CollectionOptions { IsDryRun = isDryRun, Grace = grace ?? TimeSpan.FromHours(24) });

    /// <summary>Lets everything go that is past its time by now: what has expired is marked, and a grace period later deleted.</summary>
    public void CollectFully()
    {
        Advance(TimeSpan.FromDays(32));
        Collect();
        Advance(TimeSpan.FromHours(25));
        Collect();
        Collect(); // directories that became empty
    }

    public void Dispose() => Test.Dispose();
}
