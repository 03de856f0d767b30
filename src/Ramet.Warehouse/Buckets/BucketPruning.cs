using Ramet.Sql.Binding;
using Ramet.Tables;
using Ramet.Tables.Manifests;
using Ramet.Warehouse.Statements;

namespace Ramet.Warehouse.Buckets;

/// <summary>
/// Leaves out buckets of hash-clustered tables in which the keys that a query looks up cannot be. Each file is judged by what its own name
/// says, so that partitions of different clusterings, and files of a clone's source, may stand side by side.
/// </summary>
internal static class BucketPruning
{
    /// <summary>The files that must be read; those that are no buckets are among them.</summary>
    /// <param name="context">The statement.</param>
    /// <param name="scan">The reading of the table.</param>
    /// <param name="files">The files of the wanted partitions.</param>
    public static IReadOnlyList<DataFile> Matching(StatementContext context, BoundTableScan scan, IReadOnlyList<DataFile> files)
    {
        if (!scan.HasConditions)
            return files;
        var hashes = new Dictionary<ValueList<int>, long[]?>();
        var wanted = new Dictionary<(ValueList<int>, int), HashSet<long>>();
        var matching = new List<DataFile>();
        foreach (var file in files)
        {
            if (BucketName.TryParse(file.Path) is not { } name || MayHold(name))
                matching.Add(file);
        }
        return matching;

        bool MayHold(BucketName name)
        {
            if (!hashes.TryGetValue(name.Columns, out var keys))
                hashes[name.Columns] = keys = Hashes(context, scan, name.Columns);
            if (keys is null)
                return true;
            if (!wanted.TryGetValue((name.Columns, name.Count), out var buckets))
                wanted[(name.Columns, name.Count)] = buckets = [.. keys.Select(hash => hash % name.Count)];
            return buckets.Contains(name.Bucket);
        }
    }

    /// <summary>The hashes of the keys that are looked up; null when any key may match.</summary>
    private static long[]? Hashes(StatementContext context, BoundTableScan scan, ValueList<int> columns)
    {
        if (KeyLookup.WriteHashes(scan, columns) is not { } sql)
            return null;
        var hashes = new List<long>();
        using var rows = context.Session.Engine.Query(sql, context.Zone, context.CancellationToken);
        while (rows.TryReadChunk(out var chunk))
            hashes.AddRange(chunk.Vector(0).Values<long>());
        return [.. hashes];
    }
}
