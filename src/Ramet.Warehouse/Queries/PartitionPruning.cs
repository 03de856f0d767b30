using Ramet.Sql.Binding;
using Ramet.Sql.DuckDb;
using Ramet.Tables.Partitions;
using Ramet.Warehouse.Statements;

namespace Ramet.Warehouse.Queries;

/// <summary>
/// Chooses partitions by a condition. The engine evaluates it over a small table with one row for each partition, so that it means
/// there what it means over rows. Equality with a text means the same everywhere, so that partitions that differ in it are not even asked about.
/// </summary>
internal static class PartitionPruning
{
    private const string Relation = "partitions_to_choose";

    /// <summary>The partitions that the reading of a table needs, those for which its condition is true.</summary>
    public static IReadOnlyCollection<PartitionKey> Matching(
        StatementContext context, TableSymbol table, BoundTableScan scan, IReadOnlyList<PartitionKey> keys, PartitionSubqueries? subqueries = null)
    {
        var demanded = PartitionTexts.Of(scan);
        var candidates = demanded.Texts.IsEmpty ? keys : WithTexts(keys, demanded);
        if (candidates.Count == 0 || (demanded.AreAll && scan.PartitionSubqueries.IsEmpty))
            return candidates;
        return subqueries is null ? Choose(context, table, scan, candidates, []) : subqueries.WithRows(scan, rows => Choose(context, table, scan, candidates, rows));
    }

    private static List<PartitionKey> WithTexts(IReadOnlyList<PartitionKey> keys, PartitionTexts demanded)
    {
        var values = demanded.Texts.Select(static demand => (demand.Level, Value: PartitionValue.OfString(demand.Text))).ToArray();
        return [.. keys.Where(key => Array.TrueForAll(values, demand => key[demand.Level] == demand.Value))];
    }

    private static List<PartitionKey> Choose(
        StatementContext context, TableSymbol table, BoundTableScan scan, IReadOnlyList<PartitionKey> keys, IReadOnlyList<string> rowsOf)
    {
        var engine = context.Session.Engine;
        engine.Execute($"CREATE OR REPLACE TEMP TABLE {Relation} ({Columns(table, scan)})", context.CancellationToken);
        Fill(engine, keys);

        var chosen = new List<PartitionKey>();
        using var rows = engine.Query(DuckDbWriter.WritePartitionFilter(scan, Relation, rowsOf), context.Zone, context.CancellationToken);
        while (rows.TryReadChunk(out var chunk))
        {
            foreach (var position in chunk.Vector(0).Values<int>())
                chosen.Add(keys[position]);
        }
        return chosen;
    }

    /// <summary>The position of the partition in the list of keys, under a name that no partition column has, and the partition columns.</summary>
    private static string Columns(TableSymbol table, BoundTableScan scan)
    {
        return $"{EngineColumns.FreeName(table, "position")} INTEGER, {DuckDbWriter.WritePartitionColumns(scan)}";
    }

    private static void Fill(EngineConnection engine, IReadOnlyList<PartitionKey> keys)
    {
        using var appender = engine.Append(Relation);
        for (var position = 0; position < keys.Count; position++)
        {
            appender.Append(position);
            foreach (var value in keys[position])
                appender.Append(value);
            appender.EndRow();
        }
        appender.Complete();
    }
}
