namespace Ramet.Warehouse.Collection;

/// <summary>
/// A set of paths in eight bytes for each: the first of their hash. Two paths may have the same; then a file is kept that could go, and
/// never the reverse. Paths that are added many times, as those of files that many snapshots share, take the place of one.
/// </summary>
internal sealed class PathMarks
{
    private const int FirstCapacity = 1 << 16;

    private ulong[] hashes = new ulong[FirstCapacity];
    private int count;
    private int sorted;

    /// <summary>Adds a path.</summary>
    public void Add(string path)
    {
        if (count == hashes.Length)
            Compact();
        hashes[count++] = (ulong)PathHash.Of(path);
    }

    /// <summary>Whether a path was added; rarely also when it was not.</summary>
    public bool Contains(string path)
    {
        if (sorted < count)
            Compact();
        return Array.BinarySearch(hashes, 0, count, (ulong)PathHash.Of(path)) >= 0;
    }

    /// <summary>Sorts the hashes and leaves out those that are there twice; makes room when there is little.</summary>
    private void Compact()
    {
        Array.Sort(hashes, 0, count);
        var kept = 0;
        for (var i = 0; i < count; i++)
        {
            if (kept == 0 || hashes[i] != hashes[kept - 1])
                hashes[kept++] = hashes[i];
        }
        sorted = count = kept;
        if (count > hashes.Length / 2)
            Array.Resize(ref hashes, hashes.Length * 2);
    }
}
