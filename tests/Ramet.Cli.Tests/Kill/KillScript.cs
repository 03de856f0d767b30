using System.Collections.Immutable;

namespace Ramet.Cli.Tests.Kill;

/// <summary>A random script of statements that all succeed when they run one after the other, with the state after each.</summary>
internal sealed class KillScript
{
    private const int TablesMax = 5;
    private const int BatchesMax = 20;

    private static readonly string[] PartitionNames = ["a", "b", "c"];

    private readonly Random random;
    private readonly List<(string Sql, KillState After)> statements = [];
    private KillState state;
    private long batch;
    private int tableNumber;

    private KillScript(Random random, KillState start, long firstBatch)
    {
        this.random = random;
        state = start;
        batch = firstBatch;
    }

    /// <summary>Makes a script.</summary>
    /// <param name="random">Decides.</param>
    /// <param name="start">The state before the first statement.</param>
    /// <param name="firstNumber">Batches and names of new tables count from here.</param>
    /// <param name="length">The number of statements.</param>
    public static IReadOnlyList<(string Sql, KillState After)> Make(Random random, KillState start, int firstNumber, int length)
    {
        var script = new KillScript(random, start, firstNumber) { tableNumber = firstNumber };
        while (script.statements.Count < length)
            script.AddStatement();
        return script.statements;
    }

    private void AddStatement()
    {
        if (state.Tables.Count == 0)
        {
            Create();
            return;
        }
        var table = Any(state.Tables.Keys);
        var partitions = state.Tables[table];
        switch (random.Next(12))
        {
            case 0 when state.Tables.Count < TablesMax:
                Create();
                break;
            case 1 when state.Tables.Count > 2:
                Add($"DROP TABLE {table}", state.Without(table));
                break;
            case 2:
                Rename(table, partitions);
                break;
            case 3 when !partitions.IsEmpty:
                var dropped = Any(partitions.Keys);
                Add($"ALTER TABLE {table} DROP PARTITION (ds='{dropped}')", state.With(table, partitions.Remove(dropped)));
                break;
            case 4 when !partitions.IsEmpty:
                var emptied = Any(partitions.Keys);
                Add($"TRUNCATE TABLE {table} PARTITION (ds='{emptied}')", state.With(table, partitions.SetItem(emptied, [])));
                break;
            case 5 or 6:
                Insert(table, partitions);
                break;
            case 7 or 8:
                Overwrite(table, partitions);
                break;
            case 9 when state.Tables.Count < TablesMax:
                CloneToNew(table, partitions);
                break;
            case > 9 when state.Tables.Count > 1:
                CloneIntoExisting(table, partitions);
                break;
        }
    }

    private void Create()
    {
        var name = NewName();
        Add($"CREATE TABLE {name} (batch BIGINT, n BIGINT) PARTITIONED BY (ds STRING)", state.With(name, KillState.NoPartitions));
    }

    private void Rename(string table, ImmutableSortedDictionary<string, ImmutableSortedSet<long>> partitions)
    {
        var name = NewName();
        Add($"ALTER TABLE {table} RENAME TO {name}", state.Without(table).With(name, partitions));
    }

    private void Insert(string table, ImmutableSortedDictionary<string, ImmutableSortedSet<long>> partitions)
    {
        var partition = Any(PartitionNames);
        var batches = partitions.GetValueOrDefault(partition, []);
        if (batches.Count < BatchesMax)
            Add($"INSERT INTO {table} PARTITION (ds='{partition}') VALUES {Rows()}", state.With(table, partitions.SetItem(partition, batches.Add(batch++))));
    }

    /// <summary>One batch in several partitions: they change together or not at all.</summary>
    private void Overwrite(string table, ImmutableSortedDictionary<string, ImmutableSortedSet<long>> partitions)
    {
        var chosen = PartitionNames.Where(_ => random.Next(2) == 0).DefaultIfEmpty("a").ToList();
        var rows = string.Join(", ", chosen.Select(partition => Rows($", '{partition}'")));
        Add($"INSERT OVERWRITE TABLE {table} PARTITION (ds) VALUES {rows}", state.With(table, partitions.SetItems(chosen.Select(Filled))));
        batch++;

        KeyValuePair<string, ImmutableSortedSet<long>> Filled(string partition) => new(partition, [batch]);
    }

    private void CloneToNew(string table, ImmutableSortedDictionary<string, ImmutableSortedSet<long>> partitions)
    {
        var name = NewName();
        if (partitions.IsEmpty || random.Next(2) == 0)
        {
            Add($"CLONE TABLE {table} TO {name}", state.With(name, partitions));
            return;
        }
        var partition = Any(partitions.Keys);
        Add($"CLONE TABLE {table} PARTITION (ds='{partition}') TO {name}", state.With(name, KillState.NoPartitions.Add(partition, partitions[partition])));
    }

    private void CloneIntoExisting(string table, ImmutableSortedDictionary<string, ImmutableSortedSet<long>> partitions)
    {
        var target = Any(state.Tables.Keys.Where(name => name != table));
        var present = state.Tables[target];
        if (random.Next(2) == 0)
            Add($"CLONE TABLE {table} TO {target} IF EXISTS OVERWRITE", state.With(target, present.SetItems(partitions)));
        else
            Add($"CLONE TABLE {table} TO {target} IF EXISTS IGNORE", state.With(target, partitions.SetItems(present)));
    }

    private void Add(string sql, KillState after)
    {
        statements.Add((sql, after));
        state = after;
    }

    private string Rows(string partition = "") =>
        string.Join(", ", Enumerable.Range(0, KillState.RowsOfBatch).Select(number => $"({batch}L, {number}L{partition})"));

    private string NewName() => $"t{tableNumber++}";

    private T Any<T>(IEnumerable<T> choices)
    {
        var all = choices.ToList();
        return all[random.Next(all.Count)];
    }
}
