using Ramet.Tables.Manifests;

namespace Ramet.Tables.Snapshots;

/// <summary>
/// Says which manifests to write together, so that thousands of small appends neither leave thousands of manifests nor rewrite all
/// entries each time.
/// </summary>
/// <remarks>
/// Manifests fall into classes by their number of entries: 1 to 7, 8 to 63, 64 to 511... As soon as a class has eight, they become one of
/// the next. So after n appends there are at most seven manifests in each of log8(n) classes, and an entry was rewritten at most log8(n)
/// times. Manifests that have the full size are left alone.
/// </remarks>
internal static class ManifestMergePolicy
{
    /// <summary>Number of manifests of a class that are merged.</summary>
    public const int FanIn = 8;

    /// <summary>
    /// The size from which a manifest is full. Less than the 8 MB of other Iceberg writers, because an overwrite of one partition, the
    /// daily work of a warehouse, rewrites a manifest.
    /// </summary>
    public const int FullBytes = 2 * 1024 * 1024;

    /// <summary>Chooses manifests to merge, at most one group, of the smallest class that has enough.</summary>
    /// <param name="manifests">The manifests that a commit keeps.</param>
    /// <returns>The group, or none.</returns>
    public static IReadOnlyList<ManifestFile> Choose(IEnumerable<ManifestFile> manifests) => manifests
        .Where(manifest => manifest.SizeBytes < FullBytes)
        .GroupBy(manifest => (manifest.SpecId, Class: ClassOf(manifest.LiveFiles)))
        .Where(group => group.Count() >= FanIn)
        .OrderBy(group => group.Key.Class)
        .FirstOrDefault()?.ToArray() ?? [];

    private static int ClassOf(int entries)
    {
        var level = 0;
        for (var rest = entries / FanIn; rest > 0; rest /= FanIn)
            level++;
        return level;
    }
}
