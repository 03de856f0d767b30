using Ramet.Tables.Manifests;

namespace Ramet.Warehouse.Writing;

/// <summary>
/// The copies that a statement has made of data files. An attempt to commit that finds the same files uses what an earlier one wrote; when
/// the files have changed meanwhile, those of the new state are copied.
/// </summary>
internal sealed class CopiedFiles
{
    private readonly Dictionary<string, IReadOnlyList<DataFile>> copies = new(StringComparer.Ordinal);

    /// <summary>The copies of some files.</summary>
    /// <param name="files">The files, in an order that depends on nothing else.</param>
    /// <param name="copy">Makes them where that has not happened yet.</param>
    public IReadOnlyList<DataFile> Of(IReadOnlyList<DataFile> files, Func<IReadOnlyList<DataFile>> copy)
    {
        var key = string.Join('\n', files.Select(file => file.Path));
        if (!copies.TryGetValue(key, out var copied))
            copies[key] = copied = copy();
        return copied;
    }
}
