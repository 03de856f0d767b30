using Ramet.Catalog;
using Ramet.Catalog.Retention;
using Ramet.Tables.Manifests;
using Ramet.Tables.Storage;

namespace Ramet.Warehouse.Collection;

/// <summary>
/// All files that some snapshot reaches: manifest lists, their manifests, and the data files of these. Tables share them, so each list and
/// each manifest is read once, one at a time. What is remembered is eight bytes for each file, and some more for each list and manifest.
/// </summary>
internal sealed class ReachableFiles
{
    private const int PageSize = 10_000;

    private readonly IObjectStore store;
    private readonly PathMarks marks = new();

    // By a long hash: a list or manifest that was taken for another would leave live files without a mark.
    private readonly HashSet<UInt128> read = [];

    private ReachableFiles(IObjectStore store) => this.store = store;

    /// <summary>Walks from all snapshots to their files.</summary>
    /// <param name="catalog">The catalog.</param>
    /// <param name="store">The files.</param>
    /// <param name="horizon">Snapshots that expired before count as forgotten.</param>
    /// <param name="cancellation">Stops before the next file.</param>
    /// <exception cref="Ramet.Errors.RametException">StorageError: a list or manifest is missing or corrupt, so that nothing may be deleted.</exception>
    public static ReachableFiles Mark(ICatalog catalog, IObjectStore store, DateTimeOffset horizon, CancellationToken cancellation)
    {
        var files = new ReachableFiles(store);
        SnapshotFile? last = null;
        while (catalog.ListReachable(last, horizon, PageSize) is { Count: > 0 } page)
        {
            foreach (var snapshot in page)
                files.MarkList(snapshot.ManifestList, cancellation);
            last = page[^1];
        }
        return files;
    }

    /// <summary>Whether a file is reached by a snapshot.</summary>
    /// <param name="uri">The file.</param>
    public bool Contains(string uri) => marks.Contains(Canonical(uri));

    private void MarkList(string uri, CancellationToken cancellation)
    {
        if (!read.Add(PathHash.Of(uri)))
            return;
        marks.Add(Canonical(uri));
        foreach (var manifest in ManifestReferences.OfList(store.Read(uri), uri))
            MarkManifest(manifest, cancellation);
    }

    private void MarkManifest(string uri, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        if (!read.Add(PathHash.Of(uri)))
            return;
        marks.Add(Canonical(uri));
        foreach (var file in ManifestReferences.OfManifest(store.Read(uri), uri))
            marks.Add(Canonical(file));
    }

    /// <summary>The form in which the store lists a file, in whatever form a manifest names it.</summary>
    private string Canonical(string uri) => store.UriOf(store.EngineLocation(uri));
}
