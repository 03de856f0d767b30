using Ramet.Sql.Binding;
using Ramet.Sql.DuckDb;
using Ramet.Tables.Manifests;
using Ramet.Tables.Metadata;
using Ramet.Tables.Partitions;
using Ramet.Tables.Scans;
using Ramet.Tables.Schemas;
using Ramet.Warehouse.Statements;

namespace Ramet.Warehouse.Queries;

/// <summary>
/// Leaves out files whose smallest and largest values, as the manifests know them, exclude every row that a query looks for: the ranges of
/// a range-clustered table, and files of any table whose rows came in an order. The engine would find out as well, but only after it has
/// opened each of them. It evaluates the condition over a small table with one row for each file, so that it means there what it means over
/// rows.
/// </summary>
internal static class BoundsPruning
{
    /// <summary>Fewer files are opened faster than judged, unless they are known to be sorted.</summary>
    private const int FilesMin = 8;

    private const string Relation = "files_to_choose";

    /// <summary>The files that must be read.</summary>
    /// <param name="context">The statement.</param>
    /// <param name="scan">The reading of the table.</param>
    /// <param name="metadata">The table.</param>
    /// <param name="snapshot">The snapshot that is read.</param>
    /// <param name="partitions">The partitions that the files belong to.</param>
    /// <param name="files">The files, without statistics.</param>
    public static IReadOnlyList<DataFile> Matching(
        StatementContext context,
        BoundTableScan scan,
        TableMetadata metadata,
        TableScan snapshot,
        PartitionFilter partitions,
        IReadOnlyList<DataFile> files)
    {
        var isWorthIt = files.Count >= FilesMin || (files.Count > 1 && files.Any(file => file.SortOrderId > 0));
        if (!isWorthIt || FileBounds.Of(scan) is not { } bounds)
            return files;

        var statistics = Statistics(snapshot, partitions, bounds);
        var engine = context.Session.Engine;
        engine.Execute($"CREATE OR REPLACE TEMP TABLE {Relation} ({Columns(bounds)})", context.CancellationToken);
        using (var appender = engine.Append(Relation))
        {
            for (var position = 0; position < files.Count; position++)
            {
                appender.Append(position);
                foreach (var column in bounds.Columns)
                    Append(appender, metadata.CurrentSchema, column, statistics[files[position].Path]);
                appender.EndRow();
            }
            appender.Complete();
        }
        return Choose(context, bounds, files);
    }

    private static Dictionary<string, IReadOnlyList<ColumnStatistics>> Statistics(TableScan snapshot, PartitionFilter partitions, FileBounds bounds)
    {
        var statistics = new Dictionary<string, IReadOnlyList<ColumnStatistics>>(StringComparer.Ordinal);
        foreach (var file in snapshot.FilesWithRows(partitions, ColumnSelection.Of(bounds.Columns.Select(column => column.FieldId))))
            statistics[file.Path] = file.Columns;
        return statistics;
    }

    private static string Columns(FileBounds bounds)
    {
        var columns = bounds.Columns.Select(column =>
            $"{FileBounds.LowerName(column)} {DuckDbTypes.NameOf(column.Type)}, {FileBounds.UpperName(column)} {DuckDbTypes.NameOf(column.Type)}");
        return $"position INTEGER, {string.Join(", ", columns)}";
    }

    private static void Append(DuckDb.DuckDbAppender appender, Schema schema, ColumnSymbol column, IReadOnlyList<ColumnStatistics> statistics)
    {
        var known = statistics.FirstOrDefault(candidate => candidate.FieldId == column.FieldId);
        var type = schema.FindField(column.FieldId)!.Type; // a column of the table
        appender.Append(Decode(known?.LowerBound, type));
        appender.Append(Decode(known?.UpperBound, type));
    }

    private static PartitionValue Decode(byte[]? bound, IcebergType type) =>
        bound is null ? PartitionValue.Null : SingleValue.TryDecode(bound, type) ?? PartitionValue.Null;

    private static List<DataFile> Choose(StatementContext context, FileBounds bounds, IReadOnlyList<DataFile> files)
    {
        var chosen = new List<DataFile>();
        using var rows = context.Session.Engine.Query(
            $"SELECT position FROM {Relation} WHERE {bounds.Predicate} ORDER BY position", context.Zone, context.CancellationToken);
        while (rows.TryReadChunk(out var chunk))
        {
            foreach (var position in chunk.Vector(0).Values<int>())
                chosen.Add(files[position]);
        }
        return chosen;
    }
}
