using Ramet.Catalog.Sqlite;
using Ramet.Catalog.Tables;
using Ramet.Tables.Manifests;
using Ramet.Tables.Snapshots;
using Ramet.Tables.Storage;

namespace Ramet.Warehouse.Tests.Support;

/// <summary>
/// Checks I4 from below: every file that a snapshot of a table of the catalog reaches exists, with the size that is written about it.
/// It opens the catalog by itself, so it can look at a warehouse that other processes have left.
/// </summary>
internal static class ReachableFiles
{
    /// <summary>What is wrong, one line for each file; empty when all is well.</summary>
    /// <param name="directory">The directory of the warehouse.</param>
    public static IReadOnlyList<string> FindDamaged(string directory)
    {
        using var catalog = SqliteCatalog.Open(directory, TimeProvider.System);
        var store = new LocalObjectStore(catalog.RootUri.AbsoluteUri.TrimEnd('/'), directory);
        var manifests = new ManifestStore(store);
        var tables =
            from project in catalog.ListProjects()
            from listing in catalog.ListTables(project.Id, new TableFilter())
            let table = catalog.FindTable(new TableName(project.Name, listing.Name))
            where table is not null
            select table;
        return
        [
            .. from table in tables.ToList()
               from snapshot in catalog.ListSnapshots(table.Id)
               from problem in Damaged(store, manifests, table, snapshot)
               select $"{table.FullName}, snapshot {snapshot.Id}: {problem}",
        ];
    }

    private static IEnumerable<string> Damaged(LocalObjectStore store, ManifestStore manifests, CatalogTable table, Snapshot snapshot)
    {
        if (!store.Exists(snapshot.ManifestList))
            return [$"there is no manifest list {snapshot.ManifestList}"];
        var files = new List<(string Uri, long SizeBytes)>();
        foreach (var manifest in manifests.ReadList(table.Metadata, snapshot))
        {
            files.Add((manifest.Path, manifest.SizeBytes));
            if (store.Exists(manifest.Path))
                files.AddRange(manifests.ReadEntries(table.Metadata, manifest).Where(entry => entry.IsLive).Select(entry => (entry.File.Path, entry.File.SizeBytes)));
        }
        return files.Where(file => SizeOf(store, file.Uri) != file.SizeBytes).Select(file => $"{file.Uri} has {SizeOf(store, file.Uri)} bytes, not {file.SizeBytes}");
    }

    /// <summary>-1 for a file that does not exist.</summary>
    private static long SizeOf(LocalObjectStore store, string uri) =>
        new FileInfo(store.EngineLocation(uri)) is { Exists: true } file ? file.Length : -1;
}
