using Ramet.Tables.Manifests;
using Ramet.Tables.Partitions;

namespace Ramet.Tables.Snapshots;

/// <summary>Data files that a change takes out of a table, by their paths. Each stands in the table once.</summary>
public sealed class RemovedFiles
{
    private readonly HashSet<string> paths;
    private readonly PartitionFilter partitions;

    /// <summary>Names the files.</summary>
    /// <param name="files">Files with rows; a file without rows may stand for many partitions and cannot be told from itself.</param>
    /// <exception cref="ArgumentException">A file has no rows.</exception>
    public RemovedFiles(IEnumerable<DataFile> files)
    {
        var all = files.ToList();
        if (all.Find(file => file.RecordCount == 0) is { } empty)
            throw new ArgumentException($"The file '{empty.Path}' has no rows.", nameof(files));
        paths = all.Select(file => file.Path).ToHashSet(StringComparer.Ordinal);
        partitions = PartitionFilter.Of(all.Select(file => file.Partition));
    }

    /// <summary>How many files there are.</summary>
    public int Count => paths.Count;

    /// <summary>Whether a file is one of them.</summary>
    public bool Includes(DataFile file) => paths.Contains(file.Path);

    /// <summary>Whether a manifest may hold one of them. Never false when it does.</summary>
    internal bool MayInclude(ManifestFile manifest) => partitions.MayInclude(manifest);
}
