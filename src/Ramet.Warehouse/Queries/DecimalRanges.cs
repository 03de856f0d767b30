using Ramet.Sql.Binding;
using Ramet.Sql.DuckDb;
using Ramet.Tables.Manifests;
using Ramet.Tables.Metadata;
using Ramet.Tables.Partitions;
using Ramet.Tables.Scans;
using Ramet.Tables.Schemas;

namespace Ramet.Warehouse.Queries;

/// <summary>
/// Between which values the DECIMAL columns of a reading lie, as the manifests know it. Looked up when the engine's text is written and only for
/// columns of calculations that may need many digits.
/// </summary>
/// <param name="metadata">The table.</param>
/// <param name="snapshot">The snapshot that is read.</param>
/// <param name="partitions">The partitions that the files belong to.</param>
/// <param name="files">The files.</param>
internal sealed class DecimalRanges(TableMetadata metadata, TableScan snapshot, PartitionFilter partitions, IReadOnlyList<DataFile> files)
{
    /// <summary>The statistics of more files take longer to read than is won by them.</summary>
    private const int FilesMax = 1_000;

    private readonly Dictionary<int, DecimalRange?> known = [];

    /// <summary>The range of a column; null when it is not a DECIMAL, or not known of every file.</summary>
    public DecimalRange? Of(ColumnSymbol column)
    {
        if (!known.TryGetValue(column.FieldId, out var range))
            known[column.FieldId] = range = Find(column.FieldId);
        return range;
    }

    private DecimalRange? Find(int fieldId)
    {
        if (files.Count > FilesMax || metadata.CurrentSchema.FindField(fieldId)?.Type is not DecimalType type)
            return null;
        var paths = files.Select(static file => file.Path).ToHashSet(StringComparer.Ordinal);
        DecimalRange? range = null;
        foreach (var file in snapshot.FilesWithRows(partitions, ColumnSelection.Of([fieldId])).Where(file => paths.Contains(file.Path)))
        {
            var statistics = file.Columns.FirstOrDefault(column => column.FieldId == fieldId);
            if (Decode(statistics?.LowerBound, type) is not { } lower || Decode(statistics?.UpperBound, type) is not { } upper)
                return null;
            range = range is { } others ? new DecimalRange(Int128.Min(others.Lower, lower), Int128.Max(others.Upper, upper)) : new DecimalRange(lower, upper);
        }
        return range;
    }

    private static Int128? Decode(byte[]? bound, DecimalType type) =>
        bound is not null && SingleValue.TryDecode(bound, type) is { } value ? (Int128)value.UnscaledAt(type.Scale) : null;
}
