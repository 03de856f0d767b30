using Ramet.Tables.Manifests;

namespace Ramet.Warehouse.Compaction;

/// <summary>Which data files of a table are worth being merged, and which of them together.</summary>
internal static class SmallFiles
{
    /// <summary>A file of this size or more costs little by being a file of its own.</summary>
    public const long SmallBytesMax = 64L << 20;

    /// <summary>As large a merged file becomes, by the sizes of those that it replaces.</summary>
    public const long MergedBytesMax = 256L << 20;

    /// <summary>As many files become one at a time; each of them is opened for it.</summary>
    public const int FilesPerGroupMax = 5000;

    /// <summary>Divides small files into groups, each to become one file. A file without another one to join is in no group.</summary>
    /// <param name="files">Files with rows; their order within a partition stays.</param>
    /// <returns>Groups of two or more files of one partition, in the order of the partitions.</returns>
    public static List<IReadOnlyList<DataFile>> Groups(IEnumerable<DataFile> files)
    {
        var groups = new List<IReadOnlyList<DataFile>>();
        foreach (var partition in files.Where(static file => file.SizeBytes < SmallBytesMax).GroupBy(static file => file.Partition).OrderBy(static group => group.Key))
            groups.AddRange(Pack(partition).Where(static group => group.Count > 1));
        return groups;
    }

    private static IEnumerable<List<DataFile>> Pack(IEnumerable<DataFile> files)
    {
        var group = new List<DataFile>();
        var bytes = 0L;
        foreach (var file in files)
        {
            if (group.Count == FilesPerGroupMax || bytes + file.SizeBytes > MergedBytesMax)
            {
                yield return group;
                (group, bytes) = ([], 0);
            }
            group.Add(file);
            bytes += file.SizeBytes;
        }
        yield return group;
    }
}
