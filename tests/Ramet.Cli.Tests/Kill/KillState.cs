using System.Collections.Immutable;
using Ramet.Warehouse.Results;
using Ramet.Warehouse.Sessions;

namespace Ramet.Cli.Tests.Kill;

/// <summary>
/// What the tables hold between two statements: for each table and partition the batches of rows. Each batch is written by one statement,
/// as <see cref="RowsOfBatch"/> equal rows, so that a part of one would be seen.
/// </summary>
internal sealed record KillState(ImmutableSortedDictionary<string, ImmutableSortedDictionary<string, ImmutableSortedSet<long>>> Tables)
{
    /// <summary>The project of all tables.</summary>
    public const string Project = "p";

    public const int RowsOfBatch = 3;

    public static readonly KillState Empty = new(ImmutableSortedDictionary.Create<string, ImmutableSortedDictionary<string, ImmutableSortedSet<long>>>(StringComparer.Ordinal));

    public static readonly ImmutableSortedDictionary<string, ImmutableSortedSet<long>> NoPartitions =
        ImmutableSortedDictionary.Create<string, ImmutableSortedSet<long>>(StringComparer.Ordinal);

    public KillState With(string table, ImmutableSortedDictionary<string, ImmutableSortedSet<long>> partitions) => new(Tables.SetItem(table, partitions));

    public KillState Without(string table) => new(Tables.Remove(table));

    /// <summary>Reads the state of a warehouse, in the form of <see cref="ToString"/>.</summary>
    public static string Read(Session session)
    {
        session.Execute("SET odps.sql.allow.fullscan=true").Dispose();
        var lines = Lines(session, $"SHOW TABLES IN {Project}").Select(line => line[(line.IndexOf(':', StringComparison.Ordinal) + 1)..]);
        return string.Concat(lines.Select(table => Describe(
            table,
            Lines(session, $"SHOW PARTITIONS {Project}.{table}").Select(partition => partition["ds=".Length..]).Order(StringComparer.Ordinal),
            Batches(session, table))));
    }

    /// <summary>One line for each table, with the number of rows of each batch.</summary>
    public override string ToString() => string.Concat(Tables.Select(table => Describe(
        table.Key,
        table.Value.Keys,
        table.Value.SelectMany(partition => partition.Value.Select(batch => (partition.Key, $"{batch}x{RowsOfBatch}"))).ToLookup(cell => cell.Key, cell => cell.Item2))));

    private static string Describe(string table, IEnumerable<string> partitions, ILookup<string, string> batches) =>
        $"{table}: {string.Join(", ", partitions.Select(partition => $"{partition}=[{string.Join(' ', batches[partition])}]"))}\n";

    private static ILookup<string, string> Batches(Session session, string table)
    {
        using var result = (RowsResult)session.Execute(
            $"SELECT ds, batch, COUNT(*) AS n FROM {Project}.{table} GROUP BY ds, batch ORDER BY batch LIMIT 1000000");
        var cells = new string?[3];
        var found = new List<(string Partition, string Batch)>();
        while (result.TryReadRow(cells))
            found.Add((cells[0]!, $"{cells[1]}x{cells[2]}"));
        return found.ToLookup(batch => batch.Partition, batch => batch.Batch);
    }

    private static string[] Lines(Session session, string statement)
    {
        using var result = (TextResult)session.Execute(statement);
        return result.Text.Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }
}
