using Ramet.Catalog.Tables;
using Ramet.Tables.Metadata;

namespace Ramet.Catalog.Sqlite;

/// <summary>
/// Table states that were read or written lately, so that looking up a table need not parse its schemas again. A state is found by
/// the table's version, which the lookup reads from the database, so an entry can be superseded but never wrong. Thread-safe.
/// </summary>
/// <param name="capacity">How many tables are remembered; the one that was used least recently makes room.</param>
internal sealed class TableStateCache(int capacity)
{
    private readonly Lock gate = new();
    private readonly Dictionary<TableId, LinkedListNode<Entry>> nodes = [];
    private readonly LinkedList<Entry> latestFirst = [];

    /// <summary>The state of this version, loaded when it is not remembered.</summary>
    public TableMetadata GetOrAdd(TableId table, long version, Func<TableMetadata> load)
    {
        lock (gate)
        {
            if (nodes.TryGetValue(table, out var node) && node.Value.Version == version)
            {
                latestFirst.Remove(node);
                latestFirst.AddFirst(node);
                return node.Value.Metadata;
            }
        }
        var metadata = load();
        Put(table, version, metadata);
        return metadata;
    }

    /// <summary>Remembers a state in place of the table's earlier one; does nothing when a later one is already here.</summary>
    public void Put(TableId table, long version, TableMetadata metadata)
    {
        lock (gate)
        {
            if (nodes.TryGetValue(table, out var present))
            {
                if (present.Value.Version >= version)
                    return;
                nodes.Remove(table);
                latestFirst.Remove(present);
            }
            nodes.Add(table, latestFirst.AddFirst(new Entry(table, version, WithoutHistory(metadata))));
            if (nodes.Count > capacity)
                RemoveLast();
        }
    }

    private void RemoveLast()
    {
        if (latestFirst.Last is { } last)
        {
            nodes.Remove(last.Value.Table);
            latestFirst.RemoveLast();
        }
    }

    /// <summary>As it would be read from the database: with the current snapshot only.</summary>
    private static TableMetadata WithoutHistory(TableMetadata metadata) => metadata.Snapshots.Count <= 1
        ? metadata
        : metadata with { Snapshots = metadata.CurrentSnapshot is { } current ? [current] : [] };

    private sealed record Entry(TableId Table, long Version, TableMetadata Metadata);
}
