using Ramet.Tables.Manifests;

namespace Ramet.Tables.Partitions;

/// <summary>Says which partitions are meant: some by their keys, or all whose first or other levels have given values.</summary>
public abstract class PartitionFilter
{
    private PartitionFilter()
    {
    }

    /// <summary>Every partition, and all files of a table without partitions.</summary>
    public static PartitionFilter All { get; } = new Everything();

    /// <summary>Exactly these partitions.</summary>
    public static PartitionFilter Of(IEnumerable<PartitionKey> keys) => new Listed(keys.ToHashSet());

    /// <summary>All partitions that have the given value on each level that is given one.</summary>
    /// <param name="levels">One element per level of the spec; null where any value will do.</param>
    public static PartitionFilter Matching(params ReadOnlySpan<PartitionValue?> levels) => new Pattern(levels.ToArray());

    /// <summary>Whether a partition is meant.</summary>
    public abstract bool Includes(PartitionKey key);

    /// <summary>Whether a manifest may hold files of a partition that is meant. Never false when it does.</summary>
    internal abstract bool MayInclude(ManifestFile manifest);

    private sealed class Everything : PartitionFilter
    {
        public override bool Includes(PartitionKey key) => true;

        internal override bool MayInclude(ManifestFile manifest) => true;
    }

    private sealed class Listed(HashSet<PartitionKey> keys) : PartitionFilter
    {
        public override bool Includes(PartitionKey key) => keys.Contains(key);

        // Costs at most as many comparisons as the list is long, far less than reading the manifest.
        internal override bool MayInclude(ManifestFile manifest) =>
            manifest.Partitions is not { } summaries || keys.Any(key => key.Count != summaries.Count || MayContain(summaries, key));

        private static bool MayContain(ValueList<PartitionFieldSummary> summaries, PartitionKey key)
        {
            for (var i = 0; i < key.Count; i++)
            {
                if (!summaries[i].MayContain(key[i]))
                    return false;
            }

            return true;
        }
    }

    private sealed class Pattern(PartitionValue?[] levels) : PartitionFilter
    {
        public override bool Includes(PartitionKey key)
        {
            for (var i = 0; i < levels.Length && i < key.Count; i++)
            {
                if (levels[i] is { } value && value != key[i])
                    return false;
            }

            return true;
        }

        internal override bool MayInclude(ManifestFile manifest)
        {
            if (manifest.Partitions is not { } summaries)
                return true;
            for (var i = 0; i < levels.Length && i < summaries.Count; i++)
            {
                if (levels[i] is { } value && !summaries[i].MayContain(value))
                    return false;
            }

            return true;
        }
    }
}
